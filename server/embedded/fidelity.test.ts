import { Decimal128, Double, Int32, Long, ObjectId } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Commands and expressions with the replies that MongoDB's manual gives for them. */
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
  await opened.client
    .db("f")
    .collection("one")
    .insertOne({
      _id: 1 as never,
      n: -7,
      half: new Double(2.5),
      long: Long.fromString("9007199254740993"),
      price: Decimal128.fromString("1.10"),
      text: "Grüße, Welt",
      words: ["b", "a", "b"],
      numbers: [3, 1, 2],
      docs: [
        { k: "x", v: 1 },
        { k: "y", v: 2 },
      ],
      at: new Date("2026-03-29T00:30:15.250Z"),
      id: new ObjectId("507f1f77bcf86cd799439011"),
      nothing: null,
    });
});
afterAll(() => opened.close());

async function evaluate(expression: unknown): Promise<unknown> {
  const [row] = await opened.client
    .db("f")
    .collection("one")
    .aggregate([{ $project: { _id: 0, result: expression } }])
    .toArray();
  return row!.result;
}

const results: [unknown, unknown][] = [
  [{ $add: ["$n", 10] }, 3],
  [{ $add: ["$at", 1000] }, new Date("2026-03-29T00:30:16.250Z")],
  [{ $add: ["$n", "$nothing"] }, null],
  [{ $subtract: ["$at", new Date("2026-03-29T00:30:15.000Z")] }, 250],
  [{ $multiply: ["$price", 3] }, Decimal128.fromString("3.30")],
  [{ $divide: [7, 2] }, 3.5],
  [{ $mod: ["$n", 4] }, -3],
  [{ $abs: "$n" }, 7],
  [{ $ceil: "$half" }, 3],
  [{ $floor: "$half" }, 2],
  [{ $round: ["$half", 0] }, 2],
  [{ $round: [new Double(1234.5678), 2] }, 1234.57],
  [{ $trunc: "$half" }, 2],
  [{ $pow: [2, 10] }, 1024],
  [{ $sqrt: 16 }, 4],
  [{ $max: "$numbers" }, 3],
  [{ $min: ["$n", "$half"] }, -7],
  [{ $sum: "$numbers" }, 6],
  [{ $avg: "$numbers" }, 2],
  [{ $concat: ["$text", "!"] }, "Grüße, Welt!"],
  [{ $toUpper: "abc" }, "ABC"],
  [{ $strLenCP: "$text" }, 11],
  [{ $strLenBytes: "$text" }, 13],
  [{ $substrCP: ["$text", 2, 3] }, "üße"],
  [{ $split: ["$text", ", "] }, ["Grüße", "Welt"]],
  [{ $indexOfCP: ["$text", "Welt"] }, 7],
  [{ $trim: { input: "  x " } }, "x"],
  [{ $ltrim: { input: "xxy", chars: "x" } }, "y"],
  [{ $replaceAll: { input: "a.b.c", find: ".", replacement: "-" } }, "a-b-c"],
  [{ $regexMatch: { input: "$text", regex: "^gr", options: "i" } }, true],
  [{ $regexFind: { input: "$text", regex: "W(.)l" } }, { match: "Wel", idx: 7, captures: ["e"] }],
  [{ $strcasecmp: ["a", "B"] }, -1],
  [{ $toString: "$id" }, "507f1f77bcf86cd799439011"],
  [{ $toInt: "42" }, 42],
  [{ $toDouble: "$price" }, 1.1],
  [{ $convert: { input: "x", to: "int", onError: "no" } }, "no"],
  [{ $toDate: "2026-01-02T03:04:05Z" }, new Date("2026-01-02T03:04:05Z")],
  [{ $toBool: 0 }, false],
  [{ $type: "$long" }, "long"],
  [{ $type: "$absent" }, "missing"],
  [{ $isNumber: "$price" }, true],
  [{ $eq: ["$nothing", null] }, true],
  [{ $gt: ["$absent", null] }, false],
  [{ $lt: ["$absent", null] }, true],
  [{ $cmp: [2, 1] }, 1],
  [{ $cond: [{ $gt: ["$n", 0] }, "plus", "minus"] }, "minus"],
  // biome-ignore lint/suspicious/noThenProperty: MongoDB's word
  [{ $cond: { if: true, then: 1, else: 2 } }, 1],
  [{ $ifNull: ["$nothing", "$absent", "default"] }, "default"],
  // biome-ignore lint/suspicious/noThenProperty: MongoDB's word
  [{ $switch: { branches: [{ case: { $eq: ["$n", 1] }, then: "a" }], default: "z" } }, "z"],
  [{ $let: { vars: { x: 2 }, in: { $multiply: ["$$x", 3] } } }, 6],
  [{ $and: [1, "x", { $not: [false] }] }, true],
  [{ $or: [0, null] }, false],
  [{ $size: "$words" }, 3],
  [{ $arrayElemAt: ["$words", -1] }, "b"],
  [{ $first: "$numbers" }, 3],
  [{ $slice: ["$numbers", 1, 1] }, [1]],
  [{ $in: ["a", "$words"] }, true],
  [{ $indexOfArray: ["$words", "a"] }, 1],
  [{ $concatArrays: ["$words", [1]] }, ["b", "a", "b", 1]],
  [{ $reverseArray: "$numbers" }, [2, 1, 3]],
  [{ $range: [0, 6, 2] }, [0, 2, 4]],
  [{ $map: { input: "$numbers", as: "x", in: { $add: ["$$x", 1] } } }, [4, 2, 3]],
  [{ $filter: { input: "$numbers", cond: { $gt: ["$$this", 1] } } }, [3, 2]],
  [{ $reduce: { input: "$numbers", initialValue: 0, in: { $add: ["$$value", "$$this"] } } }, 6],
  [{ $sortArray: { input: "$numbers", sortBy: -1 } }, [3, 2, 1]],
  [
    { $sortArray: { input: "$docs", sortBy: { v: -1 } } },
    [
      { k: "y", v: 2 },
      { k: "x", v: 1 },
    ],
  ],
  [
    { $zip: { inputs: ["$words", "$numbers"] } },
    [
      ["b", 3],
      ["a", 1],
      ["b", 2],
    ],
  ],
  [{ $arrayToObject: "$docs" }, { x: 1, y: 2 }],
  [{ $objectToArray: { x: 1 } }, [{ k: "x", v: 1 }]],
  [{ $mergeObjects: [{ a: 2, b: 1 }, { a: 1 }, null] }, { a: 1, b: 1 }],
  [{ $setUnion: ["$words", ["c"]] }, ["b", "a", "c"]],
  [{ $setIntersection: ["$words", ["a", "z"]] }, ["a"]],
  [{ $setDifference: ["$words", ["b"]] }, ["a"]],
  [{ $setIsSubset: [["a"], "$words"] }, true],
  ["$docs.v", [1, 2]],
  [{ $year: "$at" }, 2026],
  [{ $hour: { date: "$at", timezone: "Europe/Berlin" } }, 1],
  [{ $dayOfWeek: "$at" }, 1],
  [{ $isoWeek: "$at" }, 13],
  [{ $dayOfYear: "$at" }, 88],
  [{ $dateToString: { date: "$at", format: "%Y-%m-%d %H:%M:%S.%L" } }, "2026-03-29 00:30:15.250"],
  [{ $dateToString: { date: "$at", format: "%H:%M%z", timezone: "+02:00" } }, "02:30+0200"],
  [
    { $dateTrunc: { date: "$at", unit: "day", timezone: "America/New_York" } },
    new Date("2026-03-28T04:00:00Z"),
  ],
  [{ $dateTrunc: { date: "$at", unit: "week", startOfWeek: "monday" } }, new Date("2026-03-23T00:00:00Z")],
  [
    { $dateAdd: { startDate: new Date("2026-01-31T00:00:00Z"), unit: "month", amount: 1 } },
    new Date("2026-02-28T00:00:00Z"),
  ],
  [{ $dateDiff: { startDate: "$at", endDate: new Date("2026-04-01T00:00:00Z"), unit: "day" } }, 3],
  [{ $dateFromParts: { year: 2026, month: 2, day: 30 } }, new Date("2026-03-02T00:00:00Z")],
  [{ $dateFromString: { dateString: "2026-05-06" } }, new Date("2026-05-06T00:00:00Z")],
  [{ $literal: "$n" }, "$n"],
  [{ $getField: { field: "k", input: { $arrayElemAt: ["$docs", 0] } } }, "x"],
];

test.each(results)("%j is as in the manual", async (expression, wanted) => {
  expect(await evaluate(expression)).toEqual(wanted);
});

test("arithmetic keeps MongoDB's types", async () => {
  const numbers = opened.client.db("f").collection("numbers");
  await numbers.insertOne({
    _id: 1 as never,
    int: new Int32(2147483647),
    whole: new Double(3),
    long: Long.fromNumber(5),
    price: Decimal128.fromString("0.10"),
  });
  await numbers.updateOne(
    {},
    {
      $inc: { int: 1, whole: 1, long: 1, price: Decimal128.fromString("0.20") },
      $mul: { fresh: new Double(2) },
    },
  );
  expect(await numbers.findOne({}, { promoteValues: false })).toEqual({
    _id: new Int32(1),
    int: Long.fromNumber(2147483648),
    whole: new Double(4),
    long: Long.fromNumber(6),
    price: Decimal128.fromString("0.30"),
    fresh: new Double(0),
  });
});

const sales = [
  { _id: 1, item: "a", size: 2, tags: ["x", "y"], at: 1 },
  { _id: 2, item: "b", size: 5, tags: ["y"], at: 2 },
  { _id: 3, item: "a", size: 1, tags: [], at: 3 },
  { _id: 4, item: "c", size: 9, at: 4 },
];
const pipelines: [string, object[], unknown[]][] = [
  [
    "$group",
    [
      {
        $group: {
          _id: "$item",
          total: { $sum: "$size" },
          mean: { $avg: "$size" },
          all: { $push: "$at" },
          last: { $last: "$at" },
        },
      },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: "a", total: 3, mean: 1.5, all: [1, 3], last: 3 },
      { _id: "b", total: 5, mean: 5, all: [2], last: 2 },
      { _id: "c", total: 9, mean: 9, all: [4], last: 4 },
    ],
  ],
  [
    "$unwind",
    [{ $unwind: "$tags" }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: "x" },
      { _id: 1, tags: "y" },
      { _id: 2, tags: "y" },
    ],
  ],
  [
    "$unwind keeping what is empty",
    [
      { $unwind: { path: "$tags", preserveNullAndEmptyArrays: true, includeArrayIndex: "i" } },
      { $match: { _id: { $gte: 2 } } },
      { $project: { tags: 1, i: 1 } },
    ],
    [
      { _id: 2, tags: "y", i: 0 },
      { _id: 3, i: null },
      { _id: 4, i: null },
    ],
  ],
  ["$sortByCount", [{ $sortByCount: "$item" }, { $limit: 1 }], [{ _id: "a", count: 2 }]],
  ["$count", [{ $match: { size: { $gt: 1 } } }, { $count: "n" }], [{ n: 3 }]],
  [
    "$facet",
    [{ $facet: { few: [{ $limit: 1 }, { $project: { _id: 1 } }], n: [{ $count: "n" }] } }],
    [{ few: [{ _id: 1 }], n: [{ n: 4 }] }],
  ],
  ["$replaceRoot", [{ $limit: 1 }, { $replaceRoot: { newRoot: { item: "$item" } } }], [{ item: "a" }]],
  [
    "$unionWith",
    [
      { $match: { _id: 1 } },
      { $project: { _id: 1 } },
      { $unionWith: { coll: "sales", pipeline: [{ $match: { _id: 4 } }, { $project: { _id: 1 } }] } },
    ],
    [{ _id: 1 }, { _id: 4 }],
  ],
  [
    "$set and $unset",
    [{ $match: { _id: 4 } }, { $set: { "deep.er": "$size", size: "$$REMOVE" } }, { $unset: ["at", "item"] }],
    [{ _id: 4, deep: { er: 9 } }],
  ],
  [
    "$lookup by field",
    [
      { $match: { _id: 1 } },
      { $lookup: { from: "sales", localField: "item", foreignField: "item", as: "same" } },
      { $project: { same: { _id: 1 } } },
    ],
    [{ _id: 1, same: [{ _id: 1 }, { _id: 3 }] }],
  ],
  [
    "$lookup by pipeline",
    [
      { $match: { _id: 2 } },
      {
        $lookup: {
          from: "sales",
          let: { size: "$size" },
          pipeline: [{ $match: { $expr: { $gt: ["$size", "$$size"] } } }, { $project: { _id: 1 } }],
          as: "larger",
        },
      },
      { $project: { larger: 1 } },
    ],
    [{ _id: 2, larger: [{ _id: 4 }] }],
  ],
  [
    "$bucket",
    [{ $bucket: { groupBy: "$size", boundaries: [0, 3, 6], default: "more" } }],
    [
      { _id: 0, count: 2 },
      { _id: 3, count: 1 },
      { _id: "more", count: 1 },
    ],
  ],
];

test.each(pipelines)("the stage %s is as in the manual", async (_name, pipeline, wanted) => {
  const collection = opened.client.db("f").collection("sales");
  await collection.deleteMany({});
  await collection.insertMany(sales as never[]);
  expect(await collection.aggregate(pipeline).toArray()).toEqual(wanted);
});

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
  ["a commit of nothing", { commitTransaction: 1 }, { code: 251 }],
];

test.each(refusals)("%s is refused with MongoDB's code", async (_name, command, wanted) => {
  const database = opened.client.db("f");
  await database.collection("u").replaceOne({ _id: 1 as never }, { s: "text" }, { upsert: true });
  await database.collection("parallel").createIndex({ a: 1, b: 1 });
  const reply = await database.command(command).catch((error) => error);
  const [first] = reply.writeErrors ?? reply.errorResponse?.writeErrors ?? [];
  expect(first ?? reply).toMatchObject(wanted);
});

test("a time limit is kept", async () => {
  const slow = opened.client.db("f").collection("slow");
  await slow.insertMany(Array.from({ length: 3000 }, (_, i) => ({ i, text: "x".repeat(100) })));
  const endless = slow.aggregate(
    [
      {
        $lookup: {
          from: "slow",
          let: { i: "$i" },
          pipeline: [{ $match: { $expr: { $ne: ["$i", "$$i"] } } }, { $count: "n" }],
          as: "n",
        },
      },
    ],
    { maxTimeMS: 50 },
  );
  await expect(endless.toArray()).rejects.toMatchObject({ code: 50, codeName: "MaxTimeMSExpired" });
});
