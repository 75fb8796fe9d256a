import { rmSync } from "node:fs";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { connectDatabase, disconnectDatabase } from "#server/database/connect";
import { type EmbeddedStore, launchStore } from "#server/embedded/launcher";
import { programOf } from "#server/testing/programs";
import { makeFolder } from "#server/testing/startServer";
import { enqueue, type JobKind, type Jobs, openJobs } from "./jobs";

let folder: string;
let store: EmbeddedStore;
let jobs: Jobs | null;

beforeEach(async () => {
  folder = makeFolder();
  store = await launchStore({ dataDirectory: folder, entry: programOf("store") });
  await connectDatabase(store.uri);
  jobs = null;
});
afterEach(async () => {
  vi.useRealTimers();
  await jobs?.stop();
  await disconnectDatabase();
  await store.stop();
  rmSync(folder, { recursive: true, force: true });
});

const log = pino({ level: "silent" });

async function start(...kinds: JobKind<never>[]): Promise<void> {
  jobs = openJobs({ kinds, log, lookEvery: 25 });
  await jobs.start();
}

/** Work that waits to be told to end, and notes what it was given. */
function slowWork() {
  const begun: unknown[] = [];
  let end = () => {};
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { begun, end, ending };
}

test("work is done once its time has come, and not before, by the clock that tests replace", async () => {
  const done: number[] = [];
  const remind: JobKind<{ n: number }> = { name: "tests:remind", run: async ({ n }) => void done.push(n) };
  await start(remind as never);
  await enqueue(remind, { key: "later", at: Date.now() + 3_600_000, data: { n: 2 } });
  await enqueue(remind, { key: "now", at: Date.now(), data: { n: 1 } });
  await expect.poll(() => done).toEqual([1]);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_600_000 });
  await expect.poll(() => done).toEqual([1, 2]);
});

test("asked for twice under one key it is done once, and may be asked for again when it is done", async () => {
  const done: number[] = [];
  const send: JobKind<{ n: number }> = { name: "tests:send", run: async ({ n }) => void done.push(n) };
  await start(send as never);
  const at = Date.now() + 60_000;
  await Promise.all([1, 2, 3, 4].map((n) => enqueue(send, { key: "Max", at, data: { n } })));
  vi.useFakeTimers({ toFake: ["Date"], now: at });
  await expect.poll(() => done.length).toBe(1);
  await expect
    .poll(async () => {
      await enqueue(send, { key: "Max", at, data: { n: 5 } });
      return done.at(-1);
    })
    .toBe(5);
});

test("a round comes again and again", async () => {
  let rounds = 0;
  const run = async () => {
    rounds += 1;
  };
  await start({ name: "tests:sweep", every: 60_000, run });
  await expect.poll(() => rounds).toBe(1);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 61_000 });
  await expect.poll(() => rounds).toBe(2);
});

test("what fails is tried again, and a failure ends nothing else", async () => {
  let attempts = 0;
  const shaky: JobKind<object> = {
    name: "tests:shaky",
    async run() {
      attempts += 1;
      if (attempts < 2) throw new Error("the mail server is away");
    },
  };
  await start(shaky as never);
  await enqueue(shaky, { key: "one", at: Date.now(), data: {} });
  await expect.poll(() => attempts).toBe(1);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 10_000 });
  await expect.poll(() => attempts).toBe(2);
});

test("stopping waits for what is under way, and what was not begun waits for the next start", async () => {
  const { begun, end, ending } = slowWork();
  const slow: JobKind<{ n: number }> = {
    name: "tests:slow",
    async run({ n }) {
      begun.push(n);
      if (n === 1) await ending;
    },
  };
  await start(slow as never);
  await enqueue(slow, { key: "1", at: Date.now(), data: { n: 1 } });
  await expect.poll(() => begun).toEqual([1]);
  await enqueue(slow, { key: "2", at: Date.now(), data: { n: 2 } });

  let isStopped = false;
  const stopping = jobs!.stop().then(() => {
    isStopped = true;
  });
  await expect(enqueue(slow, { key: "3", at: 0, data: { n: 3 } })).rejects.toThrow("have not been started");
  expect(isStopped).toBe(false);
  end();
  await stopping;
  expect(begun).toEqual([1]);

  await start(slow as never);
  await expect.poll(() => begun).toEqual([1, 2]);
});
