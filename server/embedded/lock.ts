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
import { setTimeout as sleep } from "node:timers/promises";

/** A starting process may not listen yet; after this long a holder that cannot be reached is taken for dead. */
const startTime = 10_000;
/** A store whose server was killed flushes and ends by itself, which takes a moment. */
const endTime = 5_000;

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
    const deadline = Date.now() + endTime;
    for (;;) {
      try {
        // A link either comes into being whole or not at all.
        linkSync(own, path);
        return () => release(path, text);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
      const holder = await takeOver(path);
      if (holder !== undefined && Date.now() > deadline) throw new Error(refusal(directory, holder));
      if (holder !== undefined) await sleep(50);
    }
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

/** Puts aside what a dead store has left; answers who holds the directory if it is a living one. */
async function takeOver(path: string): Promise<number | undefined> {
  const found = read(path);
  if (found === undefined) return undefined;
  const holder = JSON.parse(found) as Holder;
  if (
    isAlive(holder.pid) &&
    (age(path) < startTime || holder.address === undefined || (await answers(holder.address)))
  )
    return holder.pid;
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    // Somebody else was quicker; the next attempt sees whose it is.
    return undefined;
  }
  // Between reading and renaming another process may have taken over: then it is theirs, and goes back.
  if (read(aside) !== found) renameSync(aside, path);
  else rmSync(aside, { force: true });
  return undefined;
}

function refusal(directory: string, pid: number): string {
  return `The data directory ${directory} is in use by another store (process ${pid}). Stop it first, or choose another directory.`;
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
