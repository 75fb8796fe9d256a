import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Running, start } from "../processes";
import { startOurs } from "../room/servers";
import type { Seeded } from "./seed";

/** A server under measure. */
export interface Server extends Running {
  /** `http://127.0.0.1:…` */
  origin: string;
}

/** Our server on a forum. */
export interface Forum extends Server {
  seeded: Seeded;
}

/** Starts our server on a new forum of that size, which is filled in a process of its own. */
export async function startForum(folder: string, times: number): Promise<Forum> {
  const args = [...process.execArgv, path("seed.ts"), folder, String(times)];
  execFileSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const seeded = JSON.parse(readFileSync(join(folder, "seeded.json"), "utf8")) as Seeded;
  const running = await startOurs(folder);
  return { ...running, origin: running.target.origin, seeded };
}

/** Starts the Express server that ours is compared with. */
export async function startBare(): Promise<Server> {
  const running = await start([...process.execArgv, path("bareExpress.ts")], { ready: /listening on (\d+)/ });
  return { ...running, origin: `http://127.0.0.1:${running.told[1]}` };
}

function path(program: string): string {
  return fileURLToPath(new URL(program, import.meta.url));
}
