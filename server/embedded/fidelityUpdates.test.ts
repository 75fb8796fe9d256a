import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Updates with the documents that MongoDB's manual gives for them. */
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const updates: [string, object, object, object][] = [
  [
    "$push with modifiers",
    { l: [3, 1] },
    { $push: { l: { $each: [2], $sort: 1, $slice: -2 } } },
    { l: [2, 3] },
  ],
  ["$push at a position", { l: [1, 3] }, { $push: { l: { $each: [2], $position: 1 } } }, { l: [1, 2, 3] }],
  ["$pull with a condition", { l: [1, 5, 9] }, { $pull: { l: { $gte: 5 } } }, { l: [1] }],
  ["$pull of documents", { l: [{ a: 1, b: 1 }, { a: 2 }] }, { $pull: { l: { a: 1 } } }, { l: [{ a: 2 }] }],
  ["$pop", { l: [1, 2] }, { $pop: { l: -1 } }, { l: [2] }],
  ["$rename", { a: 1, b: { c: 2 } }, { $rename: { "b.c": "d" } }, { a: 1, b: {}, d: 2 }],
  ["$unset in an array", { l: [1, 2] }, { $unset: { "l.0": 1 } }, { l: [null, 2] }],
  ["$set beyond an array's end", { l: [1] }, { $set: { "l.2": 3 } }, { l: [1, null, 3] }],
  ["$min and $max", { a: 5, b: 5 }, { $min: { a: 3 }, $max: { b: 3 } }, { a: 3, b: 5 }],
  ["$bit", { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  ["$[] on every element", { l: [1, 2] }, { $inc: { "l.$[]": 10 } }, { l: [11, 12] }],
  ["new fields by name", { z: 1 }, { $set: { c: 1, b: 1 } }, { z: 1, b: 1, c: 1 }],
];

test.each(updates)("the update %s is as in the manual", async (_name, before, update, after) => {
  const collection = opened.client.db("f").collection("updates");
  await collection.deleteMany({});
  await collection.insertOne({ _id: 1 as never, ...before });
  await collection.updateOne({ _id: 1 as never }, update);
  const found = await collection.findOne();
  expect(JSON.stringify(found)).toBe(JSON.stringify({ _id: 1, ...after }));
});

const places: [object, object, object, object?][] = [
  [{ l: 2 }, { $set: { "l.$": 20 } }, { l: [1, 20, 3] }],
  [
    { "d.a": 2 },
    { $set: { "d.$.c": 5 } },
    {
      d: [
        { a: 1, b: [1, 2] },
        { a: 2, b: [3, 4], c: 5 },
      ],
    },
  ],
  [
    { d: { $elemMatch: { a: 2, b: 3 } } },
    { $inc: { "d.$.a": 1 } },
    {
      d: [
        { a: 1, b: [1, 2] },
        { a: 3, b: [3, 4] },
      ],
    },
  ],
  [
    {},
    { $inc: { "d.$[].b.$[]": 10 } },
    {
      d: [
        { a: 1, b: [11, 12] },
        { a: 2, b: [13, 14] },
      ],
    },
  ],
  [
    {},
    { $set: { "d.$[outer].b.$[inner]": 0 } },
    {
      d: [
        { a: 1, b: [1, 0] },
        { a: 2, b: [3, 4] },
      ],
    },
    { arrayFilters: [{ "outer.a": 1 }, { inner: { $gt: 1 } }] },
  ],
  [{}, { $set: { "l.$[e]": -1 } }, { l: [-1, 2, -1] }, { arrayFilters: [{ $or: [{ e: 1 }, { e: 3 }] }] }],
  [{}, [{ $set: { l: { $size: "$l" } } }], { l: 3 }],
];

test.each(places)(
  "where %j matches, the update %j changes the places it names",
  async (filter, update, wanted, options = {}) => {
    const collection = opened.client.db("f").collection("places");
    await collection.deleteMany({});
    const before = {
      l: [1, 2, 3],
      d: [
        { a: 1, b: [1, 2] },
        { a: 2, b: [3, 4] },
      ],
    };
    await collection.insertOne({ ...before });
    await collection.updateOne(filter, update, options);
    expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual({ ...before, ...wanted });
  },
);

const upserts: [object, object][] = [
  [
    { "x.y": 5, q: { $eq: 7 }, r: { $in: [3] }, s: { $gt: 1 } },
    { x: { y: 5 }, q: 7, r: 3 },
  ],
  [
    { $and: [{ m: 1 }, { n: { $eq: 2 } }], $or: [{ p: 3 }] },
    { m: 1, n: 2, p: 3 },
  ],
  [{ l: { $all: [4] } }, { l: 4 }],
  [{ s: /x/, t: { $ne: 1 } }, {}],
];

test.each(upserts)("an upsert of %j takes from it what it says for certain", async (filter, wanted) => {
  const collection = opened.client.db("f").collection("upserts");
  await collection.deleteMany({});
  await collection.updateOne(filter, { $set: { made: true } }, { upsert: true });
  expect(await collection.findOne({}, { projection: { _id: 0 } })).toEqual({ ...wanted, made: true });
});
