import { MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Four thousand writes race for five hundred keys; exactly five hundred may win, whatever the way. */
const keys = 500;
const rivals = 8;
/** The other kinds of index race for fewer. */
const fewKeys = 60;

let opened: TestStore;
const clients: MongoClient[] = [];

beforeAll(async () => {
  opened = await openTestStore();
  for (let i = 0; i < 4; i++)
    clients.push(await new MongoClient(opened.store.uri, { maxPoolSize: 8 }).connect());
});
afterAll(async () => {
  for (const client of clients) await client.close();
  await opened.close();
});

type Way = (client: MongoClient, collection: string, key: number, rival: number) => Promise<unknown>;

async function race(
  collection: string,
  ways: Way[],
  keyCount = fewKeys,
): Promise<{ won: number; lost: Set<unknown> }> {
  const attempts = Array.from({ length: keyCount * rivals }, (_, i) => ({
    key: i % keyCount,
    rival: Math.floor(i / keyCount),
  }));
  attempts.sort(
    (a, b) => ((a.key * 7919 + a.rival * 104729) % 4001) - ((b.key * 7919 + b.rival * 104729) % 4001),
  );
  let won = 0;
  const lost = new Set<unknown>();
  await Promise.all(
    Array.from({ length: 32 }, async (_, worker) => {
      for (let attempt = attempts.pop(); attempt; attempt = attempts.pop()) {
        const way = ways[attempt.rival % ways.length]!;
        try {
          if (
            (await way(clients[worker % clients.length]!, collection, attempt.key, attempt.rival)) !== false
          )
            won++;
        } catch (error) {
          lost.add((error as { code?: number }).code);
        }
      }
    }),
  );
  return { won, lost };
}

const insert: Way = (client, name, key, rival) =>
  client
    .db("race")
    .collection(name)
    .insertOne({ key, rival, tags: [`k${key}`, `r${key}-${rival}`] });
const upsert: Way = async (client, name, key, rival) => {
  const result = await client
    .db("race")
    .collection(name)
    .updateOne({ key }, { $setOnInsert: { rival, tags: [`k${key}`] } }, { upsert: true });
  return result.upsertedCount === 1;
};
const findAndUpsert: Way = async (client, name, key, rival) => {
  const before = await client
    .db("race")
    .collection(name)
    .findOneAndUpdate({ key }, { $setOnInsert: { rival, tags: [`k${key}`] } }, { upsert: true });
  return before === null;
};
const transaction: Way = (client, name, key, rival) =>
  client.withSession((session) =>
    session.withTransaction(async () => {
      await client
        .db("race")
        .collection(name)
        .insertOne({ key, rival, tags: [`k${key}`] }, { session });
    }),
  );

async function expectOneEach(name: string, keyCount = fewKeys): Promise<void> {
  const collection = opened.client.db("race").collection(name);
  expect(await collection.countDocuments()).toBe(keyCount);
  expect(await collection.distinct("key")).toHaveLength(keyCount);
  expect(await opened.client.db("race").command({ validate: name })).toMatchObject({ valid: true });
}

test("a unique key is won once, by insert, upsert, findAndModify and transaction", async () => {
  await opened.client.db("race").collection("plain").createIndex({ key: 1 }, { unique: true });
  const { won, lost } = await race("plain", [insert, upsert, findAndUpsert, transaction], keys);
  expect(won).toBe(keys);
  expect([...lost]).toEqual([11000]);
  await expectOneEach("plain", keys);
}, 60_000);

test.each([
  ["compound", { key: 1, "tags.0": -1 }, {}],
  ["sparse", { key: 1 }, { sparse: true }],
  ["partial", { key: 1 }, { partialFilterExpression: { key: { $gte: 0 } } }],
  ["multikey", { tags: 1 }, {}],
] as const)(
  "a %s unique index is won once as well",
  async (name, index, options) => {
    await opened.client
      .db("race")
      .collection(name)
      .createIndex(index, { unique: true, ...options });
    const { won } = await race(name, [insert]);
    expect(won).toBe(fewKeys);
    await expectOneEach(name);
  },
  60_000,
);

test("a unique index built while writes race either stands and holds, or fails for the duplicates", async () => {
  const collection = opened.client.db("race").collection("built");
  await collection.insertMany(Array.from({ length: 5_000 }, (_, i) => ({ key: -1 - i })));
  const racing = race("built", [insert]);
  let built = false;
  while (!built) {
    // Duplicates that came before the index are removed, as an operator would, and the build is tried again.
    built = await collection.createIndex({ key: 1 }, { unique: true }).then(
      () => true,
      (error) => {
        expect(error.code).toBe(11000);
        return false;
      },
    );
    if (built) break;
    const twice = await collection
      .aggregate([
        { $group: { _id: "$key", ids: { $push: "$_id" } } },
        { $match: { "ids.1": { $exists: true } } },
      ])
      .toArray();
    await collection.deleteMany({ _id: { $in: twice.flatMap((group) => group.ids.slice(1)) } });
  }
  await racing;
  await collection.deleteMany({ key: { $lt: 0 } });
  await expectOneEach("built");
}, 60_000);
