import { Decimal128, Double, Long } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Filters and projections with the documents that MongoDB's manual gives for them. */
let opened: TestStore;

const documents = [
  { _id: 1, a: 1, s: "abc", t: ["x", "y"], o: { p: 1, q: 2 }, n: null },
  { _id: 2, a: 5, s: "Abd", t: [], o: { q: 2, p: 1 } },
  { _id: 3, a: [1, 5, 9], s: "zzz", t: ["x"], d: new Date(1000) },
  { _id: 4, a: Decimal128.fromString("5"), s: 5, big: Long.fromString("9007199254740993") },
];
const shaped = {
  _id: 1,
  a: { b: 1, c: [{ d: 1, e: 2 }, { d: 3, e: 4 }, 7] },
  l: [1, 2, 3, 4],
  z: 9,
};

beforeAll(async () => {
  opened = await openTestStore();
  const database = opened.client.db("f");
  await database.collection("queries").insertMany(documents as never[]);
  await database.collection("indexed").insertMany(documents as never[]);
  await database
    .collection("indexed")
    .createIndexes([{ key: { a: 1 } }, { key: { s: 1 } }, { key: { t: 1 } }, { key: { "t.p": 1 } }]);
  await database.collection("shaped").insertOne(shaped as never);
});
afterAll(() => opened.close());

const filters: [object, number[]][] = [
  [{ a: 5 }, [2, 3, 4]],
  [{ a: { $gt: 1, $lt: 5 } }, [3]],
  [{ a: { $elemMatch: { $gt: 1, $lt: 9 } } }, [3]],
  [{ a: { $mod: [2, 1] } }, [1, 2, 3, 4]],
  [{ a: { $nin: [1] } }, [2, 4]],
  [{ a: { $type: ["array", "decimal"] } }, [3, 4]],
  [{ a: { $type: "number" } }, [1, 2, 3, 4]],
  [{ a: { $bitsAllSet: 4 } }, [2, 3, 4]],
  [{ o: { p: 1, q: 2 } }, [1]],
  [{ "o.zz": null }, [1, 2, 3, 4]],
  [{ n: null }, [1, 2, 3, 4]],
  [{ n: { $exists: false } }, [2, 3, 4]],
  [{ n: { $type: "null" } }, [1]],
  [{ s: /^ab/ }, [1]],
  [{ s: { $regex: "^AB", $options: "i" } }, [1, 2]],
  [{ s: { $in: [/^z/, "abc"] } }, [1, 3]],
  [{ s: { $not: /^ab/i } }, [3, 4]],
  [{ s: { $gt: "a" } }, [1, 3]],
  [{ t: { $size: 0 } }, [2]],
  [{ t: { $all: ["x", "y"] } }, [1]],
  [{ t: { $ne: "x" } }, [2, 4]],
  [{ t: { $elemMatch: { $in: ["y"] } } }, [1]],
  [{ "t.0": "x" }, [1, 3]],
  [{ "t.p": { $ne: null } }, [1, 2, 3]],
  [{ $expr: { $eq: ["$o.p", 1] } }, [1, 2]],
  [{ $nor: [{ _id: 1 }, { a: 5 }] }, []],
  [{ $or: [{ _id: 1 }, { "t.1": "y" }, { a: 9 }] }, [1, 3]],
  [{ big: Long.fromString("9007199254740993") }, [4]],
  [{ big: Long.fromString("9007199254740992") }, []],
  [{ d: { $lte: new Date(1000) } }, [3]],
  [{ _id: new Double(2), $comment: "numbers are equal whatever their type" }, [2]],
];

test.each(filters)(
  "the filter %j finds what it finds in the manual, with indexes and without",
  async (filter, wanted) => {
    for (const name of ["queries", "indexed"]) {
      const found = await opened.client.db("f").collection(name).find(filter).sort({ _id: 1 }).toArray();
      expect(found.map(({ _id }) => _id)).toEqual(wanted);
    }
  },
);

const projections: [object, object, object][] = [
  [{ "a.b": 1 }, {}, { _id: 1, a: { b: 1 } }],
  [{ "a.c.d": 1, _id: 0 }, {}, { a: { c: [{ d: 1 }, { d: 3 }] } }],
  [{ "a.c.d": 0, l: 0, z: 0 }, {}, { _id: 1, a: { b: 1, c: [{ e: 2 }, { e: 4 }, 7] } }],
  [{ a: { b: 1 }, _id: 0 }, {}, { a: { b: 1 } }],
  [{ l: { $slice: -2 }, a: 0 }, {}, { _id: 1, l: [3, 4], z: 9 }],
  [{ l: { $slice: [1, 2] } }, {}, { ...shaped, l: [2, 3] }],
  [{ l: { $slice: 1 }, z: 1 }, {}, { _id: 1, l: [1], z: 9 }],
  [{ l: { $elemMatch: { $gt: 2 } } }, {}, { _id: 1, l: [3] }],
  [{ l: { $elemMatch: { $gt: 20 } } }, {}, { _id: 1 }],
  [{ "l.$": 1 }, { l: 3 }, { _id: 1, l: [3] }],
  [{ "a.c.$": 1 }, { "a.c.d": 3 }, { _id: 1, a: { c: [{ d: 3, e: 4 }] } }],
  [{ n: { $size: "$l" }, one: { $literal: 1 } }, {}, { _id: 1, n: 4, one: 1 }],
  [{ w: "$z" }, {}, { _id: 1, w: 9 }],
  [{ _id: 0, a: 0 }, {}, { l: [1, 2, 3, 4], z: 9 }],
  [{ z: 1, l: 1, _id: 0 }, {}, { l: [1, 2, 3, 4], z: 9 }],
  [{ z: 1, l: true }, {}, { _id: 1, l: [1, 2, 3, 4], z: 9 }],
  [{ l: 0 }, {}, { _id: 1, a: shaped.a, z: 9 }],
  [{ a: false, z: 0, _id: 1 }, {}, { _id: 1, l: [1, 2, 3, 4] }],
  [{ none: 1 }, {}, { _id: 1 }],
  [{ none: 0 }, {}, shaped],
  [{ _id: 1 }, {}, { _id: 1 }],
  [{ _id: 0 }, {}, { a: shaped.a, l: [1, 2, 3, 4], z: 9 }],
];

test.each(projections)(
  "the projection %j of what matches %j is as in the manual",
  async (projection, filter, wanted) => {
    const found = await opened.client.db("f").collection("shaped").findOne(filter, { projection });
    // As text, since the order of fields is part of the answer.
    expect(JSON.stringify(found)).toBe(JSON.stringify(wanted));
  },
);
