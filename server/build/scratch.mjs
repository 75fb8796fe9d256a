import { existsSync, mkdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const MEMORY = "/dev/shm";
/** Far more than tests ever keep at once. */
const ROOM = 2 * 1024 ** 3;

/**
 * A folder for what tests keep and throw away, and how it is cleared. It lies in memory where the system has room for it
 * there: a tenth of the time of a run is waiting for a disk to flush what nobody will read again. That the store does
 * flush is proved by its system calls, which are the same.
 */
export function makeScratch() {
  // In lower case, so that stores can have their sockets in it.
  const path = join(isRoomy(MEMORY) ? MEMORY : tmpdir(), `throughline-${process.pid}-${Date.now()}`);
  mkdirSync(path, { mode: 0o700 });
  return { path, clear: () => rmSync(path, { recursive: true, force: true }) };
}

function isRoomy(path) {
  if (!existsSync(path)) return false;
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize >= ROOM;
}
