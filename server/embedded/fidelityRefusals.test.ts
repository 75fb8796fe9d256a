import { Long } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Commands that MongoDB refuses, with its codes. */
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const refusals: [string, object, object][] = [
  ["a change of _id", { update: "u", updates: [{ q: { _id: 1 }, u: { $set: { _id: 2 } } }] }, { code: 66 }],
  ["conflicting paths", { update: "u", updates: [{ q: {}, u: { $set: { a: 1, "a.b": 2 } } }] }, { code: 40 }],
  ["$inc of a text", { update: "u", updates: [{ q: {}, u: { $inc: { s: 1 } } }] }, { code: 14 }],
  ["a path through a scalar", { update: "u", updates: [{ q: {}, u: { $set: { "s.x": 1 } } }] }, { code: 28 }],
  ["$push to a scalar", { update: "u", updates: [{ q: {}, u: { $push: { s: 1 } } }] }, { code: 2 }],
  ["an unknown update operator", { update: "u", updates: [{ q: {}, u: { $foo: { a: 1 } } }] }, { code: 9 }],
  ["an _id that is an array", { insert: "u", documents: [{ _id: [1] }] }, { code: 53 }],
  ["two arrays in one index", { insert: "parallel", documents: [{ a: [1], b: [2] }] }, { code: 171 }],
  [
    "a cursor that is not there",
    { getMore: Long.fromNumber(5), collection: "u" },
    { code: 43, codeName: "CursorNotFound" },
  ],
  ["indexes of no collection", { listIndexes: "absent" }, { code: 26 }],
  ["an index that is not there", { dropIndexes: "u", index: "absent" }, { code: 27 }],
  ["making what exists", { create: "u" }, { code: 48 }],
  ["an unknown stage", { aggregate: "u", pipeline: [{ $foo: 1 }], cursor: {} }, { code: 40324 }],
  [
    "an unknown expression",
    { aggregate: "u", pipeline: [{ $project: { a: { $foo: 1 } } }], cursor: {} },
    { code: 168 },
  ],
  ["$merge", { aggregate: "u", pipeline: [{ $merge: "x" }], cursor: {} }, { code: 115 }],
  [
    "division by zero",
    { aggregate: "u", pipeline: [{ $project: { a: { $divide: [1, 0] } } }], cursor: {} },
    { code: 2 },
  ],
  ["mixed projection", { find: "u", projection: { a: 1, b: 0 } }, { code: 31254 }],
  ["a bad hint", { find: "u", hint: "absent" }, { code: 2 }],
  ["a commit outside of admin", { commitTransaction: 1 }, { code: 13, codeName: "Unauthorized" }],
  ["no list where $or wants one", { find: "u", filter: { $or: {} } }, { code: 2 }],
  ["an empty $or", { find: "u", filter: { $or: [] } }, { code: 2 }],
  ["no list where $in wants one", { find: "u", filter: { a: { $in: 1 } } }, { code: 2 }],
  ["an unknown operator", { find: "u", filter: { a: { $foo: 1 } } }, { code: 2 }],
  ["$where", { find: "u", filter: { $where: "true" } }, { code: 115 }],
  ["a collation", { find: "u", collation: { locale: "en" } }, { code: 115 }],
  ["a filter that is none", { find: "u", filter: 5 }, { code: 14 }],
  ["a sort by a word", { find: "u", sort: { a: "up" } }, { code: 15974 }],
  ["a sort by two", { find: "u", sort: { a: 2 } }, { code: 15975 }],
  ["colliding projections", { find: "u", projection: { a: 1, "a.b": 1 } }, { code: 31249 }],
  ["an unknown read concern", { find: "u", readConcern: { level: "soon" } }, { code: 2 }],
  ["a negative time limit", { find: "u", maxTimeMS: -1 }, { code: 2 }],
  ["an unknown field", { find: "u", foo: 1 }, { code: 40415 }],
  ["an unknown command", { foo: 1 }, { code: 59 }],
  ["distinct of nothing", { distinct: "u" }, { code: 40414 }],
  ["more members than there are", { insert: "u", documents: [{}], writeConcern: { w: 2 } }, { code: 100 }],
  ["an unknown write concern", { insert: "u", documents: [{}], writeConcern: { foo: 1 } }, { code: 40415 }],
  ["an update without its filter", { update: "u", updates: [{ u: { $set: { a: 1 } } }] }, { code: 40414 }],
  ["a delete without its limit", { delete: "u", deletes: [{ q: {} }] }, { code: 40414 }],
  [
    "an upsert that knows two values",
    { update: "u", updates: [{ q: { a: 1, "a.b": 2 }, u: { $set: { z: 1 } }, upsert: true }] },
    { code: 54 },
  ],
  ["a filter for arrays that is not used", unfitting([{ "x.a": 1 }], { a: 1 }), { code: 9 }],
  ["a place in arrays without its filter", unfitting([], { "l.$[x]": 1 }), { code: 2 }],
  ["an integer beyond 64 bits", changing({ $inc: { long: Long.MAX_VALUE } }), { code: 2 }],
  ["a name for a place in an array", changing({ $rename: { "l.0": "first" } }), { code: 2 }],
  ["a place in an array as a name", changing({ $rename: { s: "l.0" } }), { code: 2 }],
  ["a position that nothing matched", unfitting([], { "l.$": 1 }), { code: 2 }],
  [
    "an index of the same keys",
    { createIndexes: "u", indexes: [{ key: { k: 1 }, name: "other" }] },
    { code: 85 },
  ],
  [
    "an index of the same name",
    { createIndexes: "u", indexes: [{ key: { m: 1 }, name: "k_1" }] },
    { code: 86 },
  ],
  ["a stage with two names", piped({ $match: {}, $limit: 1 }), { code: 40323 }],
  ["a group without a key", piped({ $group: { n: { $sum: 1 } } }), { code: 15955 }],
  ["a variable that is not there", piped({ $project: { a: "$$nobody" } }), { code: 17276 }],
  ["a limit of nothing", piped({ $limit: 0 }), { code: 15958 }],
  ["a count under a path", piped({ $count: "a.b" }), { code: 40160 }],
  [
    "a stage of MongoDB's that is not here",
    piped({ $bucketAuto: { groupBy: "$a", buckets: 2 } }),
    { code: 115 },
  ],
];

function piped(stage: object): object {
  return { aggregate: "u", pipeline: [stage], cursor: {} };
}

function changing(u: object): object {
  return { update: "u", updates: [{ q: { _id: 1 }, u }] };
}

function unfitting(arrayFilters: object[], $set: object): object {
  return { update: "u", updates: [{ q: { _id: 1 }, u: { $set }, arrayFilters }] };
}

test.each(refusals)("%s is refused with MongoDB's code", async (_name, command, wanted) => {
  const database = opened.client.db("f");
  await database
    .collection("u")
    .replaceOne({ _id: 1 as never }, { s: "text", l: [1], long: Long.MAX_VALUE }, { upsert: true });
  await database.collection("parallel").createIndex({ a: 1, b: 1 });
  await database.collection("u").createIndex({ k: 1 });
  const reply = await database.command(command).catch((error) => error);
  const [first] = reply.writeErrors ?? reply.errorResponse?.writeErrors ?? [];
  expect(first ?? reply).toMatchObject(wanted);
});
