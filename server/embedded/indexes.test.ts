import type { Collection, Document } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** What the storage layer itself counts, not what the planner claims: reads stay near what is returned. */
const documents = Number(process.env.STORE_INDEX_DOCUMENTS ?? 10_000);
const groups = 100;
/** The most a query may read beyond what it returns. */
const slack = 12;

let opened: TestStore;
let posts: Collection<Document>;

beforeAll(async () => {
  opened = await openTestStore();
  posts = opened.client.db("shapes").collection("posts");
  await posts.createIndexes([
    { key: { group: 1, at: -1, _id: -1 } },
    { key: { tags: 1, at: -1 } },
    { key: { slug: 1 }, unique: true },
    { key: { mail: 1 }, unique: true, sparse: true },
    { key: { stage: 1, until: 1 }, partialFilterExpression: { stage: "open" } },
    { key: { "author.id": 1, "author.role": 1 } },
  ]);
  for (let from = 0; from < documents; from += 1000)
    await posts.insertMany(
      Array.from({ length: 1000 }, (_, k) => {
        const i = from + k;
        return {
          _id: i as never,
          group: i % groups,
          at: new Date(i),
          tags: [`t${i % 50}`, `u${i % 70}`],
          slug: `post-${i}`,
          ...(i % 10 === 0 ? { mail: `m${i}@example.edu` } : {}),
          stage: i % 500 === 0 ? "open" : "closed",
          until: new Date(i),
          author: { id: i % 1000, role: i % 3 },
        };
      }),
    );
  await opened.client
    .db("shapes")
    .collection("people")
    .insertMany(Array.from({ length: 1000 }, (_, id) => ({ _id: id as never, name: `p${id}` })));
}, 600_000);
afterAll(() => opened.close());

async function reads(): Promise<{ keys: number; records: number }> {
  const { metrics } = await opened.client.db("admin").command({ serverStatus: 1 });
  return { keys: metrics.queryExecutor.scanned, records: metrics.queryExecutor.scannedObjects };
}

async function expectFrugal(query: () => Promise<unknown[]>, returned?: number): Promise<void> {
  const before = await reads();
  const rows = await query();
  const after = await reads();
  if (returned !== undefined) expect(rows).toHaveLength(returned);
  expect(rows.length).toBeGreaterThan(0);
  expect(after.keys - before.keys).toBeLessThanOrEqual(rows.length + slack);
  expect(after.records - before.records).toBeLessThanOrEqual(rows.length + slack);
}

const at = new Date(documents / 2);
const shapes: [string, () => Promise<unknown[]>, number?][] = [
  ["by _id", () => posts.find({ _id: 5 as never }).toArray(), 1],
  ["by several _ids", () => posts.find({ _id: { $in: [1, 2, 3] as never[] } }).toArray(), 3],
  ["by a unique field", () => posts.find({ slug: "post-77" }).toArray(), 1],
  ["by a sparse field", () => posts.find({ mail: "m50@example.edu" }).toArray(), 1],
  ["a page in order", () => posts.find({ group: 3 }).sort({ at: -1, _id: -1 }).limit(20).toArray(), 20],
  [
    "a page in the other order",
    () => posts.find({ group: 3 }).sort({ at: 1, _id: 1 }).limit(20).toArray(),
    20,
  ],
  [
    "the next page by its key",
    () =>
      posts
        .find({ group: 3, $or: [{ at: { $lt: at } }, { at, _id: { $lt: 7 as never } }] })
        .sort({ at: -1, _id: -1 })
        .limit(20)
        .toArray(),
    20,
  ],
  [
    "a page over several groups",
    () =>
      posts
        .find({ group: { $in: [1, 5, 9] } })
        .sort({ at: -1 })
        .limit(20)
        .toArray(),
    20,
  ],
  [
    "a range of time",
    () => posts.find({ group: 3, at: { $gte: new Date(100), $lt: new Date(1100) } }).toArray(),
    10,
  ],
  ["the members of a set", () => posts.find({ tags: "t7" }).sort({ at: -1 }).limit(10).toArray(), 10],
  [
    "what a partial index holds",
    () => posts.find({ stage: "open", until: { $lt: new Date(4000) } }).toArray(),
    8,
  ],
  ["inside a document", () => posts.find({ "author.id": 12, "author.role": 0 }).limit(3).toArray()],
  ["the first of all", () => posts.find().sort({ _id: -1 }).limit(5).toArray(), 5],
  [
    "either of two",
    () => posts.find({ $or: [{ slug: "post-1" }, { mail: "m20@example.edu" }] }).toArray(),
    2,
  ],
  [
    "beginning with",
    () =>
      posts
        .find({ slug: /^post-777/ })
        .limit(5)
        .toArray(),
  ],
  [
    "a join",
    () =>
      posts
        .aggregate([
          { $match: { group: 3 } },
          { $sort: { at: -1, _id: -1 } },
          { $limit: 5 },
          { $lookup: { from: "people", localField: "author.id", foreignField: "_id", as: "author" } },
        ])
        .toArray(),
    5,
  ],
];

test.each(shapes)("%s reads little more than it returns", async (_name, query, returned) => {
  await expectFrugal(query, returned);
});

test("a change by key reads no more than it changes", async () => {
  const before = await reads();
  await posts.updateOne({ slug: "post-9" }, { $set: { seen: true } });
  await posts.findOneAndUpdate({ group: 4 }, { $set: { seen: true } }, { sort: { at: -1, _id: -1 } });
  await posts.deleteOne({ mail: "m90@example.edu" });
  const after = await reads();
  expect(after.keys - before.keys).toBeLessThanOrEqual(3 * slack);
  expect(after.records - before.records).toBeLessThanOrEqual(3 * slack);
});

test("explain tells what was examined, and which index served", async () => {
  const explained = await posts.find({ group: 3 }).sort({ at: -1 }).limit(20).explain("executionStats");
  expect(explained.executionStats).toMatchObject({
    nReturned: 20,
    totalKeysExamined: 20,
    totalDocsExamined: 20,
  });
  expect(explained.queryPlanner.winningPlan).toMatchObject({
    stage: "FETCH",
    inputStage: { stage: "IXSCAN", indexName: "group_1_at_-1__id_-1" },
  });
  const scanned = await posts.find({ nothing: 1 }).explain("queryPlanner");
  expect(scanned.queryPlanner.winningPlan.stage).toBe("COLLSCAN");
});
