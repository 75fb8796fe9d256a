import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A server that is being measured, with whatever it has started itself. */
export interface Running {
  pid: number;
  /** What its first line told, by the groups of the expression that waited for it. */
  told: RegExpExecArray;
  /** From being started to being ready, in seconds. */
  readySeconds: number;
  stop(): Promise<void>;
}

/** How long a process may take to be ready, and to stop, in milliseconds. */
const PATIENCE = 60_000;
const FAREWELL = 10_000;

/** Starts a Node process and waits until what it says matches. Everything started here ends with the bench. */
export async function start(
  args: readonly string[],
  { ready, environment = {} }: { ready: RegExp; environment?: Record<string, string> },
): Promise<Running> {
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  child.once("exit", () => running.delete(child));
  const told = await heard(child, ready);
  return {
    pid: child.pid as number,
    told,
    readySeconds: (performance.now() - began) / 1_000,
    stop: () => stop(child),
  };
}

/** Seconds that a process and its descendants have spent on a processor, threads included. Read from Linux' /proc. */
export function cpuSeconds(pid: number): number {
  let nanoseconds = 0;
  for (const each of tree(pid)) {
    for (const task of tasks(each))
      nanoseconds += Number(read(`/proc/${each}/task/${task}/schedstat`).split(" ")[0]);
  }
  return nanoseconds / 1e9;
}

/** Bytes of memory that a process and its descendants hold. */
export function rssBytes(pid: number): number {
  let bytes = 0;
  for (const each of tree(pid)) {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(read(`/proc/${each}/status`)) ?? [];
    bytes += Number(kilobytes ?? 0) * 1_024;
  }
  return bytes;
}

const running = new Set<ChildProcess>();
process.on("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

function heard(child: ChildProcess, ready: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let said = "";
    const timer = setTimeout(() => reject(new Error(`It was never ready: ${said}`)), PATIENCE);
    child.once("exit", (code) => reject(new Error(`It ended with ${code}: ${said}`)));
    child.stdout?.on("data", (chunk: Buffer) => {
      said = (said + chunk).slice(-10_000);
      const match = ready.exec(said);
      if (match === null) return;
      clearTimeout(timer);
      resolve(match);
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), FAREWELL);
  await ended;
  clearTimeout(timer);
}

function tree(pid: number): number[] {
  const children = tasks(pid).flatMap((task) => read(`/proc/${pid}/task/${task}/children`).split(" "));
  return [pid, ...children.filter(Boolean).flatMap((child) => tree(Number(child)))];
}

function tasks(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    // It has ended meanwhile.
    return [];
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    // The thread or process has ended meanwhile.
    return "";
  }
}
