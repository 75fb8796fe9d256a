import type { Collection, Document } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";
import { insertArticles } from "./testing.articles";

/** What a search says of the documents it finds. */
let opened: TestStore;
let articles: Collection<Document>;

beforeAll(async () => {
  opened = await openTestStore();
  articles = await insertArticles(opened.client.db("score"));
});
afterAll(() => opened.close());

function collection(name: string): Collection<Document> {
  return opened.client.db("score").collection(name);
}

const score = { score: { $meta: "textScore" } };

test("the score follows the formula, and sorts the best first", async () => {
  const found = await articles
    .find({ $text: { $search: "cake coffee сырники" } })
    .project({ _id: 1, ...score })
    .sort(score)
    .toArray();
  expect(found).toEqual([
    { _id: 1, score: 1 },
    { _id: 6, score: 1 },
    { _id: 2, score: 0.75 },
    { _id: 3, score: 0.75 },
    { _id: 7, score: 0.75 },
  ]);
  const scores = collection("scores");
  await scores.createIndex({ title: "text", body: "text" }, { weights: { title: 10 } });
  await scores.insertOne({ title: "Debate", body: "debate, debating and a debate" });
  const [row] = await scores
    .find({ $text: { $search: "debate" } })
    .project(score)
    .toArray();
  // Title: 10 · 1 · 1, and no bonus, as the stem is not the whole field. Body: (1 + 1/2 + 1/4) · 1.
  expect(row!.score).toBeCloseTo(10 + 1.75, 12);
  await scores.insertOne({ title: "Debat", body: "" });
  const [best] = await scores
    .find({ $text: { $search: "debate" } })
    .sort(score)
    .project(score)
    .toArray();
  expect(best!.score).toBeCloseTo(11.75, 12);
  expect(
    await scores.findOne({ title: "Debat", $text: { $search: "debate" } }, { projection: score }),
  ).toMatchObject({
    score: 11,
  });
});

test("a projection keeps or leaves out what it would without the score", async () => {
  const one = async (projection: Document) =>
    articles.findOne({ $text: { $search: "cake" } }, { projection });
  expect(await one(score)).toEqual({
    _id: 3,
    subject: "Baking a cake",
    author: "abc",
    views: 90,
    score: 0.75,
  });
  expect(await one({ ...score, subject: 1 })).toEqual({ _id: 3, subject: "Baking a cake", score: 0.75 });
  expect(await one({ subject: 0, _id: 0, ...score })).toEqual({ author: "abc", views: 90, score: 0.75 });
  expect(await one({ _id: 0, ...score })).toEqual({
    subject: "Baking a cake",
    author: "abc",
    views: 90,
    score: 0.75,
  });
  expect(await one({ "most.of": { $meta: "textScore" }, _id: 1 })).toEqual({ _id: 3, most: { of: 0.75 } });
});

const coffee = { $match: { $text: { $search: "coffee cake" } } };
const pipelines: [string, Document[], Document[]][] = [
  [
    "a sum",
    [{ $match: { $text: { $search: "cake" } } }, { $group: { _id: null, views: { $sum: "$views" } } }],
    [{ _id: null, views: 90 }],
  ],
  [
    "a sort by the score",
    [coffee, { $sort: { score: { $meta: "textScore" }, _id: -1 } }, { $project: { _id: 1 } }],
    [{ _id: 1 }, { _id: 7 }, { _id: 3 }, { _id: 2 }],
  ],
  [
    "a score that is matched later",
    [coffee, { $project: { _id: 1, ...score } }, { $match: { score: { $gt: 0.9 } } }],
    [{ _id: 1, score: 1 }],
  ],
  [
    "groups by score",
    [coffee, { $group: { _id: { $meta: "textScore" }, count: { $sum: 1 } } }, { $sort: { _id: 1 } }],
    [
      { _id: 0.75, count: 3 },
      { _id: 1, count: 1 },
    ],
  ],
  [
    "a score that outlives other stages",
    [
      coffee,
      { $set: { tags: ["a", "b"] } },
      { $unwind: "$tags" },
      { $lookup: { from: "none", localField: "a", foreignField: "b", as: "none" } },
      { $unset: "none" },
      { $sort: { again: { $meta: "textScore" }, tags: 1 } },
      { $limit: 1 },
      { $project: { tags: 1, twice: { $multiply: [2, { $meta: "textScore" }] } } },
    ],
    [{ _id: 1, tags: "a", twice: 2 }],
  ],
  ["only the score", [coffee, { $match: { _id: 1 } }, { $project: score }], [{ _id: 1, score: 1 }]],
  ["a count", [coffee, { $count: "n" }], [{ n: 4 }]],
  [
    "a search of another collection",
    [{ $limit: 1 }, { $lookup: { from: "articles", pipeline: [coffee, { $project: score }], as: "found" } }],
    [expect.objectContaining({ found: expect.arrayContaining([{ _id: 1, score: 1 }]) })],
  ],
];

test.each(pipelines)("a pipeline gives %s", async (_, pipeline, rows) => {
  expect(await articles.aggregate(pipeline).toArray()).toEqual(rows);
});

test("the best are found without reading every document", async () => {
  const many = collection("many");
  await many.createIndex({ body: "text" });
  await many.insertMany(
    Array.from({ length: 2000 }, (_, i) => ({
      _id: i as never,
      body: `debate ${"more words ".repeat(i % 50)} circle`,
    })),
  );
  const stats = async (search: string) =>
    (
      await many
        .find({ $text: { $search: search } })
        .sort(score)
        .limit(20)
        .explain("executionStats")
    ).executionStats;
  expect(await stats("debate")).toMatchObject({
    nReturned: 20,
    totalKeysExamined: 20,
    totalDocsExamined: 20,
  });
  expect(await stats("debate circle")).toMatchObject({
    nReturned: 20,
    totalKeysExamined: 4000,
    totalDocsExamined: 20,
  });
  const page = await many
    .find({ $text: { $search: "debate circle" } })
    .sort(score)
    .limit(40)
    .project(score)
    .toArray();
  expect(page.every((doc, i) => i === 0 || doc.score <= page[i - 1]!.score)).toBe(true);
  expect(page.every((doc) => doc._id % 50 === 0)).toBe(true);
});
