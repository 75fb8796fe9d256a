import { type ChildProcess, spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { connectDatabase, disconnectDatabase, ensureIndexes } from "#server/database/connect";
import { launchStore } from "#server/embedded/launcher";
import type { Id } from "#shared/ids";
import { HttpClient } from "./httpClient";
import { programOf } from "./programs";
import { makeFolder, makeSession, TEST_SECRET, testConfig } from "./startServer";
import { buildWorld, type World } from "./world";

/** A server as people run it: a process of its own. */
export interface Main {
  /** Ends it as a power cut would: `kill -9`. */
  kill(): Promise<void>;
  /** Asks it to end, waits until it has, and answers its exit code. */
  stop(): Promise<number | null>;
}

/** Runs the server on a folder and a port, and resolves once it serves. */
export async function startMain(
  port: number,
  dataDirectory: string,
  environment: Record<string, string> = {},
): Promise<Main> {
  const own = { PORT: String(port), DATA_DIR: dataDirectory, AUTH_SECRET: TEST_SECRET, LOG_LEVEL: "error" };
  const child = spawn(process.execPath, [programOf("main")], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    env: { ...process.env, NODE_ENV: "test", ...own, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
    return child.exitCode;
  };
  await untilReady(child, `http://127.0.0.1:${port}`);
  return { kill: async () => void (await end("SIGKILL")), stop: () => end("SIGTERM") };
}

/** One server that can be killed and started again on the same data and port. */
export interface ServerProcess {
  origin: string;
  world: World;
  /** Cookies of sessions that were begun before the first start, by person. */
  cookies: Record<Id, string>;
  /** Starts it, and resolves once it serves. */
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<number | null>;
  /** Ends it for good and removes its data. */
  close(): Promise<void>;
}

/** Prepares a folder with the world in it and whatever `prepare` adds, sessions of the people it names included. */
export async function prepareProcess<Extra extends { personIds: readonly Id[] }>(
  prepare: (world: World) => Promise<Extra>,
): Promise<ServerProcess & { extra: Extra }> {
  const dataDirectory = makeFolder();
  const store = await launchStore({ dataDirectory, entry: programOf("store") });
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
  let main: Main | null = null;
  return {
    origin: `http://127.0.0.1:${port}`,
    world,
    cookies,
    extra,
    async start() {
      main = await startMain(port, dataDirectory);
    },
    async kill() {
      await main?.kill();
    },
    async stop() {
      return (await main?.stop()) ?? null;
    },
    async close() {
      await main?.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    },
  };
}

/**
 * A port that was free a moment ago, and stays so: from 32768 on, systems give ports away by themselves, to whoever connects
 * to something while the server is being started again.
 */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(15_000, 32_768);
    const probe = createServer().listen(port, "127.0.0.1");
    const isFree = await once(probe, "listening").then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}

/** The server says where it is once it listens; then it is asked whether its store answers too. */
async function untilReady(child: ChildProcess, origin: string): Promise<void> {
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`The server ended at its start with ${code}.`);
  });
  exited.catch(() => {
    // Heard by the race below; a server that ends later is no failure of its start.
  });
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
