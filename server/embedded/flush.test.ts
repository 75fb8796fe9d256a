import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Engine } from "./engine";
import { temporaryDirectory } from "./testing";

/**
 * A reply must not leave before its write is on the disk. Killing the process cannot show that, for the system
 * keeps what it was given; the trace of its system calls can, and where nothing can trace, the order of the
 * store's own steps.
 */
const canTrace = spawnSync("strace", ["-o", "/dev/null", "true"]).status === 0;
const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

let directory: string;
beforeAll(() => {
  directory = temporaryDirectory();
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("every write is flushed before it is answered", async () => {
  expect(await unflushedReplies(beside("./main.ts"))).toEqual([]);
}, 60_000);

test("a store that does not flush is found out", async () => {
  const mutant = join(directory, "mutant.mts");
  writeFileSync(
    mutant,
    `import { Storage } from ${JSON.stringify(beside("./storage.ts"))};
     // lmdb's flag for a commit that leaves flushing to the system.
     Storage.prototype.batch = async function (puts) {
       this.root.transactionSync(puts, 0x10003);
     };
     await import(${JSON.stringify(beside("./main.ts"))});`,
  );
  expect(await unflushedReplies(mutant)).not.toEqual([]);
}, 60_000);

test("an answer waits for the commit, and a failed commit answers nobody", async () => {
  const engine = new Engine(join(directory, "order"));
  const steps: string[] = [];
  const commit = engine.storage.commit.bind(engine.storage);
  engine.storage.commit = () => commit().then(() => void steps.push("flushed"));
  const write = () => engine.writeOnce(() => steps.push("put")).then(() => steps.push("answered"));
  await Promise.all([write(), write(), write()]);
  expect(steps).toEqual(["put", "put", "put", "flushed", "answered", "answered", "answered"]);

  engine.storage.commit = () => Promise.reject(new Error("the disk is full"));
  await expect(engine.writeOnce(() => undefined)).rejects.toThrow("the disk is full");
  engine.storage.commit = commit;
  await engine.close();
});

/** Which of twenty writes were answered without a flush in between. */
async function unflushedReplies(entry: string): Promise<number[]> {
  const data = join(directory, `data-${Math.random().toString(36).slice(2)}`);
  const trace = `${data}.trace`;
  const program = [
    process.execPath,
    "--import",
    loader,
    entry,
    "serve",
    "--data",
    data,
    "--listen",
    "127.0.0.1:0",
  ];
  const calls = "trace=read,write,writev,fdatasync,fsync,msync";
  const words = canTrace ? ["strace", "-f", "-s", "400", "-e", calls, "-o", trace, ...program] : program;
  const child = spawn(words[0]!, words.slice(1), { stdio: ["ignore", "pipe", "inherit"], detached: true });
  const [line] = (await once(child.stdout!, "data")) as [Buffer];
  const client = await new MongoClient(/mongodb:\S+/.exec(String(line))![0]).connect();
  const collection = client.db("flush").collection("c");
  await collection.insertOne({ first: true });
  const commits = async () =>
    (await client.db("admin").command({ serverStatus: 1 })).metrics.commits as number;
  const unflushed: number[] = [];
  for (let i = 0; i < 20; i++) {
    const before = canTrace ? 0 : await commits();
    await collection.insertOne({ marker: `marker-${i}-` });
    // Without a tracer: the counter that grows when a flushing commit has returned.
    if (!canTrace && (await commits()) === before) unflushed.push(i);
  }
  await client.close();
  await end(child);
  return canTrace
    ? Array.from({ length: 20 }, (_, i) => i).filter((i) => !isFlushed(readFileSync(trace, "latin1"), i))
    : unflushed;
}

/** Between reading a request and writing to the same socket there must be a flush that has succeeded. */
function isFlushed(trace: string, i: number): boolean {
  const lines = callsOf(trace);
  const asked = lines.findIndex((line) => line.includes(`marker-${i}-`) && /\bread\(/.test(line));
  const socket = /\bread\((\d+)/.exec(lines[asked] ?? "")?.[1];
  const answered = lines.findIndex(
    (line, at) => at > asked && new RegExp(`\\bwritev?\\(${socket},`).test(line),
  );
  expect(answered).toBeGreaterThan(asked);
  return lines.slice(asked, answered).some((line) => /\b(fdatasync|fsync|msync)\(.*= 0/.test(line));
}

/**
 * The calls of a trace, which cuts those in two that others overtake: a write stands where it began, the rest where they
 * ended.
 */
function callsOf(trace: string): string[] {
  const begun = new Map<string, string>();
  return trace.split("\n").flatMap((line) => {
    const [, thread = "", call = ""] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const [, ending] = /^<\.\.\. \w+ resumed>(.*)$/.exec(call) ?? [];
    if (ending !== undefined) return [`${begun.get(thread) ?? ""}${ending}`];
    const [, beginning] = /^(.*)<unfinished \.\.\.>$/.exec(call) ?? [];
    begun.set(thread, beginning ?? "");
    return beginning === undefined || beginning.startsWith("write") ? [call] : [];
  });
}

async function end(child: ChildProcess): Promise<void> {
  const exited = once(child, "exit");
  // The tracer does not pass signals on, its group gets them.
  process.kill(-child.pid!, "SIGTERM");
  await exited;
}
