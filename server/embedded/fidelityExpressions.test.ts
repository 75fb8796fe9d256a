import { Decimal128, Double, Int32, Long, ObjectId } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Expressions with the values that MongoDB's manual gives for them. */
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
