import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";

/** A starting process may not listen yet; after this long a holder that cannot be reached is taken for dead. */
const startTime = 10_000;

interface Holder {
  pid: number;
  /** A socket's path, or host and port. */
  address?: string;
}

/**
 * Takes a data directory for this process, for two processes on one file would destroy it. Refuses with a
 * sentence if a living store holds it; what a dead one has left is taken over. Gives the way to let go.
 */
export async function lockDirectory(directory: string, address: string | undefined): Promise<() => void> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const path = join(directory, "store.lock");
  const own = `${path}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, address } satisfies Holder);
  writeFileSync(own, text, { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 3; attempt++) {
      try {
        // A link either comes into being whole or not at all.
        linkSync(own, path);
        return () => release(path, text);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      await takeOver(path, directory);
    }
    throw new Error(refusal(directory));
  } finally {
    unlinkSync(own);
  }
}

/** Where the store answers that has a directory now, if one does. */
export async function addressOfHolder(directory: string): Promise<string | undefined> {
  const found = read(join(directory, "store.lock"));
  const address = found && (JSON.parse(found) as Holder).address;
  return address && (await answers(address)) ? address : undefined;
}

async function takeOver(path: string, directory: string): Promise<void> {
  const found = read(path);
  if (found === undefined) return;
  const holder = JSON.parse(found) as Holder;
  if (
    isAlive(holder.pid) &&
    (age(path) < startTime || holder.address === undefined || (await answers(holder.address)))
  )
    throw new Error(refusal(directory, holder.pid));
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    // Somebody else was quicker; the next attempt sees whose it is.
    return;
  }
  // Between reading and renaming another process may have taken over: then it is theirs, and goes back.
  if (read(aside) !== found) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function refusal(directory: string, pid?: number): string {
  return `The data directory ${directory} is in use by another store${pid ? ` (process ${pid})` : ""}. Stop it first, or choose another directory.`;
}

function release(path: string, text: string): void {
  if (read(path) === text) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

function age(path: string): number {
  return Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const [host, port] = address.split(":");
    const probe = port ? connect(Number(port), host) : connect(address);
    const finish = (result: boolean) => {
      probe.destroy();
      resolve(result);
    };
    probe.once("connect", () => finish(true));
    probe.once("error", () => finish(false));
  });
}
