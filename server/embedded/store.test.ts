import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchStore } from "./launcher";
import { openTestStore, type TestStore } from "./testing";

let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

function collection(name: string) {
  return opened.client.db("test").collection(name);
}

test("mongoose creates, reads, changes and removes documents", async () => {
  // One of its own, as it comes: the product's has settings for all of its models.
  const plain = new mongoose.Mongoose();
  const connection = await plain.createConnection(opened.store.uri, { dbName: "product" }).asPromise();
  const schema = new plain.Schema(
    { name: { type: String, unique: true }, tags: [String], place: { city: String } },
    { timestamps: true, optimisticConcurrency: true },
  );
  const Thing = connection.model("Thing", schema);
  await Thing.init();
  const made = await Thing.create({ name: "one", tags: ["a", "b"] });
  made.tags.push("c");
  made.place = { city: "Bogotá" };
  await made.save();
  const found = await Thing.findById(made._id).lean();
  expect(found).toMatchObject({ name: "one", tags: ["a", "b", "c"], place: { city: "Bogotá" }, __v: 1 });
  await expect(Thing.create({ name: "one" })).rejects.toMatchObject({ code: 11000, keyPattern: { name: 1 } });
  await Thing.insertMany([{ name: "two" }, { name: "three" }]);
  expect(await Thing.find().sort({ name: 1 }).skip(1).limit(1).distinct("name")).toHaveLength(3);
  expect(await Thing.countDocuments({ name: { $in: ["one", "two"] } })).toBe(2);
  await Thing.updateOne({ name: "two" }, { $addToSet: { tags: { $each: ["x", "x"] } } });
  expect((await Thing.findOneAndDelete({ name: "two" }))?.tags).toEqual(["x"]);
  expect(await Thing.exists({ name: "two" })).toBeNull();
  await connection.close();
});

test("a cursor goes through all documents in batches", async () => {
  const many = collection("many");
  await many.insertMany(Array.from({ length: 1000 }, (_, i) => ({ _id: i as never, half: i % 2 })));
  const seen: unknown[] = [];
  for await (const doc of many.find({ half: 1 }).batchSize(7)) seen.push(doc._id);
  expect(seen).toEqual(Array.from({ length: 500 }, (_, i) => i * 2 + 1));
});

test("findAndModify gives the document before or after, upserts and removes", async () => {
  const pets = collection("pets");
  const missing = await pets.findOneAndUpdate({ name: "Rex" }, { $set: { age: 1 } });
  expect(missing).toBeNull();
  const upserted = await pets.findOneAndUpdate(
    { name: "Rex" },
    { $inc: { age: 1 }, $setOnInsert: { breed: "mutt" } },
    { upsert: true, returnDocument: "after", projection: { _id: 0 } },
  );
  expect(upserted).toEqual({ name: "Rex", age: 1, breed: "mutt" });
  const before = await pets.findOneAndReplace({ name: "Rex" }, { name: "Max" });
  expect(before).toMatchObject({ age: 1 });
  expect(await pets.findOneAndDelete({ name: "Max" })).toMatchObject({ name: "Max" });
  expect(await pets.countDocuments()).toBe(0);
});

test("bulk writes go on after an error only when unordered", async () => {
  const bulk = collection("bulk");
  await bulk.createIndex({ key: 1 }, { unique: true });
  const operations = [1, 1, 2].map((key) => ({ insertOne: { document: { key } } }));
  await expect(bulk.bulkWrite(operations)).rejects.toMatchObject({
    code: 11000,
    result: { insertedCount: 1 },
  });
  await expect(bulk.bulkWrite(operations, { ordered: false })).rejects.toMatchObject({
    result: { insertedCount: 1 },
  });
  expect(await bulk.find().sort({ key: 1 }).project({ _id: 0 }).toArray()).toEqual([{ key: 1 }, { key: 2 }]);
});

test("array filters and the positional operator reach the right elements", async () => {
  const grades = collection("grades");
  await grades.insertOne({ _id: 1 as never, list: [{ g: 80 }, { g: 95 }, { g: 70 }] });
  await grades.updateOne(
    {},
    { $set: { "list.$[low].bad": true } },
    { arrayFilters: [{ "low.g": { $lt: 85 } }] },
  );
  await grades.updateOne({ "list.g": 95 }, { $inc: { "list.$.g": 1 } });
  expect(await grades.findOne()).toEqual({
    _id: 1,
    list: [{ g: 80, bad: true }, { g: 96 }, { g: 70, bad: true }],
  });
});

test("a sparse and a partial unique index bind only what is in them", async () => {
  const people = collection("people");
  await people.createIndex({ mail: 1 }, { unique: true, sparse: true });
  await people.createIndex({ handle: 1 }, { unique: true, partialFilterExpression: { active: true } });
  await people.insertMany([{ handle: "a" }, { handle: "a" }, { handle: "a", active: true }]);
  await expect(people.insertOne({ handle: "a", active: true })).rejects.toMatchObject({ code: 11000 });
  await people.insertOne({ mail: "x" });
  await expect(people.insertOne({ mail: "x" })).rejects.toMatchObject({ keyValue: { mail: "x" } });
});

test("a unique index is not made over duplicates", async () => {
  const twice = collection("twice");
  await twice.insertMany([{ k: 1 }, { k: 1 }]);
  await expect(twice.createIndex({ k: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
  expect(await twice.indexes()).toHaveLength(1);
});

test("what expires is removed by the index's clock", async () => {
  const tokens = collection("tokens");
  await tokens.createIndex({ until: 1 }, { expireAfterSeconds: 0 });
  await tokens.insertMany([
    { until: new Date(0) },
    { until: new Date(Date.now() + 1e6) },
    { until: "never" },
  ]);
  await opened.client.db("admin").command({ setParameter: 1, ttlMonitorSleepSecs: 0.01 });
  await expect.poll(() => tokens.countDocuments()).toBe(2);
  await opened.client.db("admin").command({ setParameter: 1, ttlMonitorSleepSecs: 60 });
});

test("what is not supported is refused by name", async () => {
  const some = collection("some");
  await some.insertOne({ a: 1 });
  await expect(some.find({ $where: "true" }).toArray()).rejects.toMatchObject({
    code: 115,
    message: /\$where/,
  });
  await expect(some.find({ a: 1 }, { collation: { locale: "de" } }).toArray()).rejects.toMatchObject({
    code: 115,
  });
  await expect(some.watch().next()).rejects.toMatchObject({ code: 115, message: /\$changeStream/ });
  await expect(some.find({ a: { $foo: 1 } }).toArray()).rejects.toMatchObject({ code: 2 });
  await expect(opened.client.db().command({ mapReduce: "some" })).rejects.toMatchObject({ code: 59 });
});

test("everything is still there after a stop and a start", async () => {
  const first = await openTestStore();
  await first.client.db("kept").collection("c").createIndex({ k: 1 }, { unique: true });
  await first.client.db("kept").collection("c").insertOne({ k: 1 });
  await first.store.stop();
  const again = await launchStore({ dataDirectory: first.directory });
  expect(await first.client.db("kept").collection("c").countDocuments()).toBe(1);
  await expect(first.client.db("kept").collection("c").insertOne({ k: 1 })).rejects.toMatchObject({
    code: 11000,
  });
  await again.stop();
  await first.close();
});

test("a second store on the same directory refuses with a sentence", async () => {
  await expect(launchStore({ dataDirectory: opened.directory })).rejects.toThrow(
    /is in use by another store/,
  );
});

test("socket and data are the owner's alone", () => {
  const socket = decodeURIComponent(/mongodb:\/\/([^/]*)\//.exec(opened.store.uri)![1]!);
  expect(statSync(socket).mode & 0o777).toBe(0o600);
  expect(statSync(join(opened.directory, "store", "data.mdb")).mode & 0o777).toBe(0o600);
});

test("a data directory with a long path or capitals works as well", async () => {
  const directory = join(opened.directory, "A".repeat(60), "b".repeat(60));
  mkdirSync(directory, { recursive: true });
  const store = await launchStore({ dataDirectory: directory });
  const connection = await mongoose.createConnection(store.uri).asPromise();
  expect(await connection.db!.command({ ping: 1 })).toMatchObject({ ok: 1 });
  await connection.close();
  await store.stop();
});

test("a store that crashes is started again at the same address", async () => {
  const crashing = await openTestStore();
  const exits: unknown[] = [];
  crashing.store.onExit((exit) => exits.push(exit));
  await crashing.client.db("d").collection("c").insertOne({ a: 1 });
  process.kill(crashing.store.pid!, "SIGKILL");
  await expect.poll(() => exits).toEqual([{ code: null, signal: "SIGKILL", willRestart: true }]);
  const count = () => crashing.client.db("d").collection("c").countDocuments();
  await expect.poll(() => count().catch(() => "not yet"), { timeout: 10_000 }).toBe(1);
  await crashing.close();
});
