import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { launchStore } from "#server/embedded/launcher";
import type { Id } from "#shared/ids";
import { HttpClient } from "./httpClient";
import { makeFolder, makeSession, TEST_SECRET, testConfig } from "./startServer";
import { buildWorld, type World } from "./world";

/** The server as people run it: a process of its own, that can be killed and started again on the same data and port. */
export interface ServerProcess {
  origin: string;
  world: World;
  /** Cookies of sessions that were begun before the first start. */
  cookies: Record<Id, string>;
  /** Starts it, and resolves once it serves. */
  start(): Promise<void>;
  /** Ends it as a power cut would: `kill -9`. */
  kill(): Promise<void>;
  /** Ends it for good and removes its data. */
  close(): Promise<void>;
}

/** Prepares a folder with the world in it and whatever `prepare` adds, sessions of the people it names included. */
export async function prepareProcess<Extra extends { personIds: readonly Id[] }>(
  prepare: (world: World) => Promise<Extra>,
): Promise<ServerProcess & { extra: Extra }> {
  const dataDirectory = makeFolder();
  const store = await launchStore({ dataDirectory });
  await connectDatabase(store.uri);
  await ensureIndexes();
  const world = await buildWorld();
  const extra = await prepare(world);
  const config = testConfig(dataDirectory);
  const cookies: Record<Id, string> = {};
  for (const personId of extra.personIds) cookies[personId] = await makeSession(config, personId);
  await disconnectDatabase();
  await store.stop();

  const port = await findFreePort();
  const origin = `http://127.0.0.1:${port}`;
  const environment = {
    PORT: String(port),
    DATA_DIR: dataDirectory,
    AUTH_SECRET: TEST_SECRET,
    LOG_LEVEL: "error",
  };
  let running: ChildProcess | null = null;
  const kill = async () => {
    const victim = running;
    running = null;
    if (victim === null || victim.exitCode !== null) return;
    const gone = once(victim, "exit");
    victim.kill("SIGKILL");
    await gone;
  };
  return {
    origin,
    world,
    cookies,
    extra,
    async start() {
      running = spawn(process.execPath, ["--import", "tsx", "server/main.ts"], {
        cwd: fileURLToPath(new URL("../..", import.meta.url)),
        env: { ...process.env, NODE_ENV: "test", ...environment },
        stdio: ["ignore", "pipe", "inherit"],
      });
      await untilReady(running, origin);
    },
    kill,
    async close() {
      const last = running;
      if (last !== null && last.exitCode === null) {
        const gone = once(last, "exit");
        last.kill("SIGTERM");
        await gone;
      }
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The server says where it is once it listens; then it is asked whether its store answers too. */
async function untilReady(child: ChildProcess, origin: string): Promise<void> {
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`The server ended at its start with ${code}.`);
  });
  exited.catch(() => {});
  const welcomed = new Promise<void>((resolve) => {
    let said = "";
    child.stdout?.on("data", (words: Buffer) => {
      said += words.toString();
      if (said.includes("Throughline is at")) resolve();
    });
  });
  await Promise.race([welcomed, exited]);
  const browser = new HttpClient(origin);
  const { status, text } = await browser.raw("/health/ready");
  browser.close();
  if (status !== 200) throw new Error(`The server is not ready: ${text}`);
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
