import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Running, start } from "../processes";
import type { Target } from "./member";
import type { Seeded } from "./seed";

/** A server under measure, and how the load finds it. */
export interface Server extends Running {
  target: Target;
}

/** Fills a folder for our server, in a process of its own so that nothing of it stays in the bench. */
export function seed(folder: string, members: number, rooms: number): Seeded {
  const args = [...process.execArgv, path("seed.ts"), folder, String(members), String(rooms)];
  execFileSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  return JSON.parse(readFileSync(join(folder, "seeded.json"), "utf8")) as Seeded;
}

/** Starts what `npm start` starts, on that folder. */
export async function startOurs(folder: string, flags: readonly string[] = []): Promise<Server> {
  const environment = { DATA_DIR: folder, PORT: "0", LOG_LEVEL: "warn" };
  const main = fileURLToPath(new URL("../../../dist/server/main.js", import.meta.url));
  const running = await start([...flags, main], { ready: /at http:\/\/localhost:(\d+)/, environment });
  return { ...running, target: { speaks: "socketIo", origin: `http://127.0.0.1:${running.told[1]}` } };
}

/** Starts the Socket.IO server that ours is compared with; with a folder it makes a flushed write of every deed. */
export async function startBare(
  folder: string | null = null,
  flags: readonly string[] = [],
): Promise<Server> {
  return await startNaked("bareSocketIo.ts", "socketIo", folder === null ? [] : [folder], flags);
}

/** Starts a server on WebSockets alone. */
export async function startWs(): Promise<Server> {
  return await startNaked("bareWs.ts", "ws", [], []);
}

async function startNaked(
  program: string,
  speaks: Target["speaks"],
  args: readonly string[],
  flags: readonly string[],
): Promise<Server> {
  const running = await start([...process.execArgv, ...flags, path(program), ...args], {
    ready: /listening on (\d+)/,
  });
  return { ...running, target: { speaks, origin: `http://127.0.0.1:${running.told[1]}` } };
}

function path(program: string): string {
  return fileURLToPath(new URL(program, import.meta.url));
}
