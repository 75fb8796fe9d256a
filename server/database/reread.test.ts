import mongoose from "mongoose";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startServer, type TestServer } from "#server/testing/startServer";
import { findPlain } from "./plainFind";
import { rereader } from "./reread";

interface Thing {
  _id: string;
  words: string[];
  deep: { at: number; nothing: null };
}

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const things = () => mongoose.connection.collection<Thing>("rereadThings");
const model = {
  get collection() {
    return things() as never;
  },
};
const thing = (_id: string): Thing => ({
  _id,
  words: ["ünd", "so"],
  deep: { at: 2 ** 41 + 0.5, nothing: null },
});

beforeEach(async () => {
  await things().deleteMany({});
  await things().insertMany(["a", "ß", "c"].map(thing));
});

test("what has not changed is the same as at the last reading, and what has is as it is now", async () => {
  const reread = rereader<Thing>(model, { most: 10_000 });
  const first = await reread({}, { sort: { _id: 1 } });
  expect(first).toEqual(await findPlain(model, {}, { sort: { _id: 1 } }));

  await things().updateOne({ _id: "c" }, { $set: { "deep.at": 3 } });
  await things().deleteOne({ _id: "a" });
  const [c, sharpS, ...others] = await reread({}, { sort: { _id: 1 } });
  expect(others).toEqual([]);
  expect(sharpS).toBe(first[2]);
  expect(c).toEqual({ ...first[1], deep: { at: 3, nothing: null } });
});

test("nobody changes what others will be given", async () => {
  const reread = rereader<Thing>(model, { most: 10_000 });
  const [one] = await reread({ _id: "a" });
  expect(() => one?.words.push("more")).toThrow(TypeError);
  expect(await reread({ _id: "a" })).toEqual([thing("a")]);
});

test("each is given with what is left out of it, and no more is kept than may be", async () => {
  const size = mongoose.mongo.BSON.calculateObjectSize({ _id: "a", words: ["ünd", "so"] });
  const reread = rereader<Thing>(model, { projection: { deep: 0 }, most: size * 2 });
  const [a] = await reread({ _id: "a" });
  expect(a).toEqual({ _id: "a", words: ["ünd", "so"] });
  expect((await reread({ _id: "a" }))[0]).toBe(a);
  const [c] = await reread({ _id: "c" });
  expect((await reread({ _id: "a" }))[0]).toBe(a);
  await things().insertOne(thing("b"));
  await reread({ _id: "b" });
  expect((await reread({ _id: "c" }))[0]).toBe(c);
  expect((await reread({ _id: "a" }))[0]).not.toBe(a);
});
