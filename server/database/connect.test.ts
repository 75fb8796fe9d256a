import { rmSync } from "node:fs";
import mongoose from "mongoose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Debrief } from "#server/debriefs/debriefs.model";
import { type EmbeddedStore, launchStore } from "#server/embedded/launcher";
import { Person } from "#server/people/people.model";
import { programOf } from "#server/testing/programs";
import { makeFolder } from "#server/testing/startServer";
import { buildWorld, type World } from "#server/testing/world";
import { connectDatabase, disconnectDatabase, ensureIndexes, pingDatabase } from "./connect";
import { isDuplicate } from "./duplicates";

const folder = makeFolder();
let store: EmbeddedStore;
let world: World;
beforeAll(async () => {
  store = await launchStore({ dataDirectory: folder, entry: programOf("store") });
  await connectDatabase(store.uri);
  await ensureIndexes();
  world = await buildWorld();
});
afterAll(async () => {
  await disconnectDatabase();
  await store.stop();
  rmSync(folder, { recursive: true });
});

test("an operator that came from outside matches nothing, and one of ours works", async () => {
  const fromOutside = { $ne: "" } as unknown as string;
  expect(await Person.findOne({ email: fromOutside }).catch(() => null)).toBeNull();
  expect(await Person.countDocuments({ email: mongoose.trusted({ $ne: "" }) })).toBeGreaterThan(0);
});

test("a query for a path that the model does not know is an error, not everybody", async () => {
  await expect(Person.find({ emial: "x" } as never)).rejects.toThrow(/emial/);
});

test("every declared index holds, and a second start changes none", async () => {
  await ensureIndexes();
  for (const model of Object.values(mongoose.models)) {
    const held = (await model.collection.indexes()).map(({ key, unique }) => JSON.stringify([key, !!unique]));
    for (const [key, options] of model.schema.indexes()) {
      expect(held, model.modelName).toContain(JSON.stringify([asHeld(key), !!options.unique]));
    }
  }
});

test("an index that a former version declared otherwise is built anew, and its documents stay", async () => {
  const key = { conveningId: 1, campusId: 1 };
  const count = await Debrief.countDocuments();
  await Debrief.collection.dropIndex("conveningId_1_campusId_1");
  await Debrief.collection.createIndex(key, { unique: true });
  await ensureIndexes();
  const held = (await Debrief.collection.indexes()).find(({ name }) => name === "conveningId_1_campusId_1");
  expect(held).toMatchObject({
    key,
    unique: true,
    partialFilterExpression: { conveningId: { $type: "string" } },
  });
  expect(await Debrief.countDocuments()).toBe(count);
  expect(count).toBeGreaterThan(0);
});

/** A store holds the fields of a text index together, under two names of its own. */
function asHeld(key: Record<string, unknown>): Record<string, unknown> {
  const isText = Object.values(key).includes("text");
  const others = Object.fromEntries(Object.entries(key).filter(([, kind]) => kind !== "text"));
  return isText ? { ...others, _fts: "text", _ftsx: 1 } : key;
}

test("a duplicate names the key that is taken", async () => {
  const { address } = world.people.max;
  const known = await Person.findOne({ email: address }).lean();
  const twice = Person.collection.insertOne({ ...known, _id: "another" } as never);
  const error = await twice.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  expect([isDuplicate(error), isDuplicate(error, "email"), isDuplicate(error, "_id")]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isDuplicate(new Error("x"))).toBe(false);
});

test("the store answers while it is there, and its absence is an answer too", async () => {
  expect(await pingDatabase()).toBe(true);
  await disconnectDatabase();
  expect(await pingDatabase()).toBe(false);
  await connectDatabase(store.uri);
  expect(await pingDatabase()).toBe(true);
});
