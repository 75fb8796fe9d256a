import { Long, type MongoBulkWriteError } from "mongodb";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** What writes and cursors answer, as the driver's manual has it. */
let opened: TestStore;

interface Numbered {
  _id: number;
  n?: number;
  u?: number;
  v?: string;
  z?: number;
}
const collection = () => opened.client.db("f").collection<Numbered>("replies");

beforeAll(async () => {
  opened = await openTestStore();
  await collection().createIndex(
    { u: 1, v: 1 },
    { unique: true, partialFilterExpression: { u: { $exists: true } } },
  );
});
beforeEach(async () => {
  await collection().deleteMany({});
  await collection().insertMany([
    { _id: 1, n: 1 },
    { _id: 2, n: 2 },
    { _id: 3, n: 2 },
  ]);
});
afterAll(() => opened.close());

test("updates count what matched, what changed and what was made", async () => {
  const none = { acknowledged: true, modifiedCount: 0, upsertedId: null, upsertedCount: 0, matchedCount: 0 };
  expect(await collection().updateOne({ _id: 9 }, { $set: { n: 1 } })).toEqual(none);
  expect(await collection().updateOne({ _id: 1 }, { $set: { n: 1 } })).toEqual({ ...none, matchedCount: 1 });
  expect(await collection().updateMany({ n: 2 }, { $inc: { n: 1 } })).toMatchObject({
    matchedCount: 2,
    modifiedCount: 2,
  });
  const made = await collection().updateOne({ _id: 9 }, { $setOnInsert: { n: 9 } }, { upsert: true });
  expect(made).toEqual({ ...none, upsertedId: 9, upsertedCount: 1 });
});

test("an ordered bulk stops at its first error and tells what it did until there", async () => {
  const writes = [3, 4, 1, 5].map((_id) => ({ insertOne: { document: { _id: _id === 3 ? 8 : _id } } }));
  const error: MongoBulkWriteError = await collection()
    .bulkWrite(writes)
    .catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 11000, insertedCount: 2 });
  expect([error.writeErrors].flat()).toMatchObject([{ index: 2, code: 11000 }]);
});

test("an unordered bulk goes on, and names each error by its place", async () => {
  const error: MongoBulkWriteError = await collection()
    .bulkWrite(
      [
        { insertOne: { document: { _id: 1 } } },
        { insertOne: { document: { _id: 4 } } },
        { insertOne: { document: { _id: 2 } } },
        { updateOne: { filter: { _id: 4 }, update: { $set: { n: 4 } } } },
        { updateOne: { filter: { _id: 7 }, update: { $set: { n: 7 } }, upsert: true } },
        { deleteMany: { filter: { _id: { $gt: 4 } } } },
      ],
      { ordered: false },
    )
    .catch((thrown) => thrown);
  expect([error.writeErrors].flat().map(({ index }) => index)).toEqual([0, 2]);
  expect(error.result).toMatchObject({
    insertedCount: 1,
    modifiedCount: 1,
    upsertedCount: 1,
    deletedCount: 1,
  });
});

test("a duplicate names its index, its fields and their values", async () => {
  await collection().insertOne({ _id: 10, u: 1, v: "x" });
  const wanted = {
    code: 11000,
    keyPattern: { u: 1, v: 1 },
    keyValue: { u: 1, v: "x" },
    message: expect.stringContaining('index: u_1_v_1 dup key: { u: 1, v: "x" }'),
  };
  await expect(collection().insertOne({ _id: 11, u: 1, v: "x" })).rejects.toMatchObject(wanted);
  await expect(collection().updateOne({ _id: 1 }, { $set: { u: 1, v: "x" } })).rejects.toMatchObject(wanted);
  await expect(collection().findOneAndUpdate({ _id: 1 }, { $set: { u: 1, v: "x" } })).rejects.toMatchObject({
    ...wanted,
    codeName: "DuplicateKey",
  });
});

test("findOneAnd… answers the document before or after, sorted, projected, or nothing", async () => {
  const changed = (filter: object, options = {}) =>
    collection().findOneAndUpdate(filter, { $set: { n: 10 } }, options);
  expect(await changed({ n: 2 }, { sort: { _id: -1 } })).toEqual({ _id: 3, n: 2 });
  const after = { returnDocument: "after" } as const;
  expect(await changed({ _id: 3 }, { ...after, projection: { _id: 0 } })).toEqual({ n: 10 });
  expect(await changed({ _id: 9 })).toBeNull();
  expect(await changed({ _id: 9 }, { upsert: true })).toBeNull();
  expect(await collection().findOneAndDelete({ _id: 9 })).toEqual({ _id: 9, n: 10 });
  const metadata = { ...after, upsert: true, includeResultMetadata: true } as const;
  expect(await collection().findOneAndReplace({ _id: 8 }, { z: 1 }, metadata)).toMatchObject({
    lastErrorObject: { n: 1, updatedExisting: false, upserted: 8 },
    value: { _id: 8, z: 1 },
  });
});

test("a cursor gives its batches, and is gone once it is killed", async () => {
  const database = opened.client.db("f");
  const ask = async (batchSize: number) => {
    const { cursor } = await database.command({ find: "replies", sort: { _id: 1 }, batchSize });
    return { ...cursor, id: Long.fromValue(cursor.id) };
  };
  expect((await ask(0)).firstBatch).toEqual([]);
  const { id, firstBatch } = await ask(1);
  expect(firstBatch).toEqual([{ _id: 1, n: 1 }]);
  const more = { getMore: id, collection: "replies", batchSize: 1 };
  expect((await database.command(more)).cursor.nextBatch).toEqual([{ _id: 2, n: 2 }]);
  await expect(database.command({ ...more, collection: "other" })).rejects.toMatchObject({ code: 13 });
  const killed = await database.command({ killCursors: "replies", cursors: [id, Long.fromNumber(5)] });
  expect([killed.cursorsKilled.length, killed.cursorsNotFound.length]).toEqual([1, 1]);
  await expect(database.command(more)).rejects.toMatchObject({ code: 43 });
});
