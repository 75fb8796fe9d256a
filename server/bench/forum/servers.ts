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

/** Fills a folder with a forum of that size, in a process of its own. Nothing else goes on here meanwhile. */
export function seedForum(folder: string, times: number): void {
  const args = [...process.execArgv, path("seed.ts"), folder, String(times)];
  execFileSync(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
}

/** Starts our server on a folder that was filled. */
export async function startForum(folder: string): Promise<Forum> {
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
