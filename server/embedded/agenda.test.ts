import { fork } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Job } from "agenda";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchStore } from "./launcher";
import { openTestStore, type TestStore } from "./testing";
import { openAgenda, type TestAgenda } from "./testing.agenda";

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const worker = fileURLToPath(new URL("./testing.agendaWorker.ts", import.meta.url));

let opened: TestStore;
let agendas: TestAgenda[];

beforeEach(async () => {
  opened = await openTestStore();
  agendas = [];
});
afterEach(async () => {
  for (const each of agendas) await each.close();
  await opened.close();
});

async function start(name: string, options?: Parameters<typeof openAgenda>[2]): Promise<TestAgenda> {
  const each = await openAgenda(opened.store.uri, name, options);
  agendas.push(each);
  return each;
}

const jobs = () => opened.client.db("jobs").collection("agendaJobs");

/** Waits until a job has been run so many times. */
function runs(agenda: TestAgenda["agenda"], name: string, times: number): Promise<Job[]> {
  const seen: Job[] = [];
  return new Promise((resolve) => {
    agenda.on(`complete:${name}`, (job) => {
      seen.push(job as Job);
      if (seen.length === times) resolve(seen);
    });
  });
}

test("a scheduled job runs at its time, with its data, and is written down", async () => {
  const { agenda, errors } = await start("a", { logging: true });
  const given: unknown[] = [];
  agenda.define("remind", async (job: Job) => void given.push(job.attrs.data));
  agenda.define("fail", async () => {
    throw new Error("no mail today");
  });
  const done = Promise.all([runs(agenda, "remind", 2), runs(agenda, "fail", 1)]);
  const at = new Date(Date.now() + 300);
  await agenda.schedule(at, "remind", { to: "Fay" });
  await agenda.now("remind", { to: "Max" });
  await agenda.now("fail");
  await agenda.start();
  const [[, later]] = await done;
  expect(given).toEqual([{ to: "Max" }, { to: "Fay" }]);
  expect(later!.attrs.lastRunAt!.getTime()).toBeGreaterThanOrEqual(at.getTime());
  await expect
    .poll(async () => (await agenda.queryJobs({ name: "fail" })).jobs[0])
    .toMatchObject({ state: "failed", failReason: "no mail today", failCount: 1, lockedAt: undefined });
  await expect.poll(async () => (await agenda.queryJobs({ state: "completed" })).total).toBe(2);
  expect(await agenda.getJobsOverview()).toHaveLength(2);
  await expect.poll(async () => (await agenda.getLogs({ event: "success" })).total).toBe(2);
  expect(errors).toEqual([]);
});

test("a repeated job is there once, whoever asks for it, and comes again", async () => {
  const both = [await start("a"), await start("b")];
  let count = 0;
  let enough = () => {};
  const thrice = new Promise<void>((resolve) => {
    enough = resolve;
  });
  for (const { agenda } of both) {
    agenda.define("sweep", async () => {
      if (++count === 3) enough();
    });
    await agenda.start();
  }
  await Promise.all(both.map(({ agenda }) => agenda.every("0.2 seconds", "sweep")));
  await thrice;
  expect(await jobs().countDocuments({ name: "sweep" })).toBe(1);
  expect(await both[0]!.agenda.cancel({ name: "sweep" })).toBe(1);
  expect(await jobs().countDocuments()).toBe(0);
});

test("two processes share the jobs, and each job runs once", async () => {
  const database = opened.client.db("jobs");
  const children = ["one", "two"].map((name) =>
    fork(worker, [opened.store.uri, name], { execArgv: ["--import", loader] }),
  );
  try {
    await Promise.all(children.map((child) => once(child, "message")));
    const { agenda } = await start("giver");
    const done = database.collection("runs");
    let given = 0;
    while (given < 60 || (await done.distinct("by")).length < 2)
      await agenda.now("numbered", { number: given++ });
    await expect.poll(() => done.countDocuments(), { timeout: 20_000 }).toBe(given);
    await expect.poll(() => jobs().countDocuments({ lastFinishedAt: null }), { timeout: 10_000 }).toBe(0);
    expect(await done.distinct("number")).toHaveLength(given);
    expect(await done.countDocuments()).toBe(given);
  } finally {
    for (const child of children) child.kill("SIGKILL");
  }
}, 60_000);

test("no more jobs of a kind run at a time than its concurrency", async () => {
  const { agenda } = await start("a");
  let running = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  agenda.define(
    "heavy",
    async () => {
      most = Math.max(most, ++running);
      if (most >= 2) for (const go of waiting.splice(0)) go();
      else await new Promise<void>((resolve) => waiting.push(resolve));
      running--;
    },
    { concurrency: 2, lockLimit: 5 },
  );
  const done = runs(agenda, "heavy", 12);
  for (let i = 0; i < 12; i++) await agenda.now("heavy", { i });
  await agenda.start();
  await done;
  expect(most).toBe(2);
});

test("a job whose runner has died is run by another once its lock is too old", async () => {
  const dying = await start("dying");
  const taken = new Promise<void>((resolve) => {
    dying.agenda.define("nightly", () => new Promise<void>(() => resolve()), { lockLifetime: 400 });
  });
  await dying.agenda.now("nightly");
  await dying.agenda.start();
  await taken;
  const locked = await jobs().findOne({ name: "nightly" });
  expect(locked!.lockedAt).toBeInstanceOf(Date);
  // Its connection is gone, as if the machine had lost its power: nobody unlocks the job.
  await dying.client.close();

  const heir = await start("heir");
  const startedAt: number[] = [];
  heir.agenda.define("nightly", async () => void startedAt.push(Date.now()), { lockLifetime: 400 });
  const done = runs(heir.agenda, "nightly", 1);
  await heir.agenda.start();
  await done;
  expect(startedAt[0]).toBeGreaterThanOrEqual(locked!.lockedAt.getTime() + 400);
});

test("jobs survive the end of the store, and its crash under a running agenda", async () => {
  const first = await start("first");
  await first.agenda.schedule(new Date(Date.now() + 200), "remember", { n: 1 });
  await first.agenda.every("1 hour", "hourly", undefined, { skipImmediate: true });
  await agendas.pop()!.close();
  await opened.client.close();
  await opened.store.stop();

  opened.store = await launchStore({ dataDirectory: opened.directory });
  opened.client = await new MongoClient(opened.store.uri).connect();
  expect(await jobs().countDocuments()).toBe(2);
  const second = await start("second");
  const seen: unknown[] = [];
  second.agenda.define("remember", async (job: Job) => void seen.push(job.attrs.data));
  let done = runs(second.agenda, "remember", 1);
  await second.agenda.start();
  await done;

  done = runs(second.agenda, "remember", 1);
  await second.agenda.schedule(new Date(Date.now() + 400), "remember", { n: 2 });
  process.kill(opened.store.pid!, "SIGKILL");
  await done;
  expect(seen).toEqual([{ n: 1 }, { n: 2 }]);
}, 60_000);

test("looking for the next job is served by agenda's index", async () => {
  const { agenda } = await start("a");
  agenda.define("often", async () => {});
  await jobs().insertMany(
    Array.from({ length: 3000 }, (_, i) => ({
      name: i % 30 ? `other ${i % 30}` : "often",
      nextRunAt: new Date(Date.now() + 1000 * (i + 10)),
      priority: 0,
      lockedAt: null,
      disabled: null,
    })),
  );
  const { executionStats } = await opened.client.db("jobs").command({
    explain: {
      findAndModify: "agendaJobs",
      query: {
        name: "often",
        disabled: { $ne: true },
        $or: [
          { lockedAt: { $eq: null }, nextRunAt: { $lte: new Date() } },
          { lockedAt: { $lte: new Date(0) } },
        ],
      },
      sort: { nextRunAt: 1, priority: -1 },
      update: { $set: { lockedAt: new Date() } },
    },
    verbosity: "executionStats",
  });
  expect(executionStats.totalDocsExamined).toBeLessThanOrEqual(100);
  expect(executionStats.totalKeysExamined).toBeLessThanOrEqual(200);
});
