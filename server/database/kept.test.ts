import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "#server/testing/startServer";
import { changing, keep, sayChanged, watchKept } from "./kept";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

interface Thing {
  _id: string;
  word: string;
}

const things = () => mongoose.connection.collection<Thing>("keptThings");
const readings: string[][] = [];
let beforeAnswer = async () => {};

const kept = keep<Thing>("keptThings", {
  most: 3,
  async read(keys) {
    readings.push([...keys]);
    const records = await things()
      .find({ _id: { $in: [...keys] } })
      .toArray();
    await beforeAnswer();
    return new Map(records.map((record) => [record._id, record]));
  },
});
const wordOf = async (key: string) => (await kept.get([key])).get(key)?.word;

async function write(_id: string, word: string): Promise<void> {
  await changing(["keptThings"], (session) =>
    things().updateOne({ _id }, { $set: { word } }, { upsert: true, session }),
  );
}

/** Reads until none of what is asked for is read anew: a machine that is late to look believes nothing meanwhile. */
async function untilKept(...keys: string[]): Promise<void> {
  await expect
    .poll(async () => {
      const before = readings.length;
      for (const key of keys) await kept.get([key]);
      return readings.length - before;
    })
    .toBe(0);
}

test("what is kept is read once, also where others are asked for with it", async () => {
  const readBoth = async () => {
    await write("a", "one");
    await write("b", "two");
    await untilKept("a");
    readings.length = 0;
    expect([...(await kept.get(["a", "b", "a"])).keys()].sort()).toEqual(["a", "b"]);
    return readings;
  };
  await expect.poll(readBoth).toEqual([["b"]]);
});

test("what is not there is left out, and found as soon as it is made elsewhere", async () => {
  expect(await wordOf("later")).toBeUndefined();
  await things().insertOne({ _id: "later", word: "here" });
  expect(await wordOf("later")).toBe("here");
});

test("a change of this process is seen by the next reading, and one that fails changes nothing", async () => {
  await write("a", "before");
  await untilKept("a");
  await write("a", "after");
  expect(await wordOf("a")).toBe("after");
  const failed = changing(["keptThings"], async (session) => {
    await things().updateOne({ _id: "a" }, { $set: { word: "never" } }, { session });
    throw new Error("changed its mind");
  });
  await expect(failed).rejects.toThrow("changed its mind");
  expect(await wordOf("a")).toBe("after");
});

test("what was being read while it changed is not kept", async () => {
  await write("a", "before");
  beforeAnswer = async () => {
    beforeAnswer = async () => {};
    await write("a", "meanwhile");
  };
  await wordOf("a");
  expect(await wordOf("a")).toBe("meanwhile");
});

test("what a library has changed is seen once that is said", async () => {
  await write("a", "before");
  await untilKept("a");
  await things().updateOne({ _id: "a" }, { $set: { word: "by a library" } });
  await sayChanged("keptThings");
  expect(await wordOf("a")).toBe("by a library");
});

test("no more is kept than was said", async () => {
  for (const key of ["a", "b", "c", "d"]) await write(key, key);
  await untilKept("a");
  await untilKept("b", "c", "d");
  readings.length = 0;
  await kept.get(["a"]);
  expect(readings).toEqual([["a"]]);
});

test("nobody changes what is kept", async () => {
  await write("a", "fixed");
  await untilKept("a");
  const [thing] = (await kept.get(["a"])).values();
  expect(() => Object.assign(thing as Thing, { word: "broken" })).toThrow(TypeError);
});

test("where nobody looks for others' changes, nothing is kept", async () => {
  await write("a", "kept");
  await untilKept("a");
  // The watch that stops last takes the proof with it, until the server's own has looked again.
  watchKept(() => {})();
  await things().updateOne({ _id: "a" }, { $set: { word: "read anew" } });
  expect(await wordOf("a")).toBe("read anew");
});
