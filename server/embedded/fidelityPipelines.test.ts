import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Pipelines with the documents that MongoDB's manual gives for them. */
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

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
