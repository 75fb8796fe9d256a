import { type Document, type IndexSpecification, MongoClient } from "mongodb";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Four thousand writes race for five hundred keys; exactly five hundred may win, whatever the way and the index. */
const keys = 500;
const rivals = 8;
const workers = 32;
/** Enough, with words for an index that is filled first, for a build that is under way when the first have lost. */
const bystanders = 10_000;
const words = (i: number) => Array.from({ length: 12 }, (_, word) => `w${(i * 13 + word) % 5_000}`).join(" ");

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

interface Attempt {
  key: number;
  rival: number;
}

/** Tries to have the key, and says whether it has it. */
type Way = (client: MongoClient, collection: string, attempt: Attempt) => Promise<boolean>;

const contender = ({ key, rival }: Attempt) => ({
  rival,
  area: "north",
  tags: [`k${key}`, `r${key}-${rival}`],
});
const collectionOf = (client: MongoClient, name: string) => client.db("race").collection(name);

const insert: Way = async (client, name, attempt) => {
  const { key } = attempt;
  await collectionOf(client, name).insertOne({ key, isLive: true, ...contender(attempt) });
  return true;
};
const upsert: Way = async (client, name, attempt) => {
  const { key } = attempt;
  const update = { $setOnInsert: contender(attempt) };
  const result = await collectionOf(client, name).updateOne({ key, isLive: true }, update, { upsert: true });
  return result.upsertedCount === 1;
};
const findAndUpsert: Way = async (client, name, attempt) => {
  const { key } = attempt;
  const update = { $setOnInsert: contender(attempt) };
  const before = await collectionOf(client, name).findOneAndUpdate({ key, isLive: true }, update, {
    upsert: true,
  });
  return before === null;
};
const transaction: Way = (client, name, attempt) =>
  client.withSession((session) =>
    session.withTransaction(async () => {
      const { key } = attempt;
      const document = { key, isLive: true, ...contender(attempt) };
      await collectionOf(client, name).insertOne(document, { session });
      return true;
    }),
  );
const ways = [insert, upsert, findAndUpsert, transaction];

/** Each worker's first attempt at a key of its own, so that what is asked at the same moment has begun; then all, mixed. */
function attempts(): Attempt[] {
  const all = Array.from({ length: keys * rivals }, (_, i) => ({
    key: i % keys,
    rival: Math.floor(i / keys),
  }));
  const place = ({ key, rival }: Attempt) => (key * 7919 + rival * 104729) % 4001;
  return [...all.slice(0, workers), ...all.slice(workers).sort((a, b) => place(a) - place(b))];
}

class Race {
  won = 0;
  readonly lost = new Map<unknown, number>();

  constructor(private readonly collection: string) {}

  async run(): Promise<void> {
    const queue = attempts().values();
    await Promise.all(
      Array.from({ length: workers }, async (_, worker) => {
        for (const attempt of queue) await this.try(clients[worker % clients.length]!, attempt);
      }),
    );
  }

  private async try(client: MongoClient, attempt: Attempt): Promise<void> {
    const way = ways[attempt.rival % ways.length]!;
    try {
      if (await way(client, this.collection, attempt)) this.won++;
    } catch (error) {
      const { code } = error as { code?: unknown };
      this.lost.set(code, (this.lost.get(code) ?? 0) + 1);
    }
  }
}

/** An index, and neighbours that it must let be. */
interface Kind {
  name: string;
  index: IndexSpecification;
  options?: Document;
  bystander: (i: number) => Document;
}

const kinds: Kind[] = [
  { name: "plain", index: { key: 1 }, bystander: (i) => ({ key: -1 - i }) },
  {
    name: "compound",
    index: { key: 1, area: -1 },
    bystander: (i) => ({ key: i % keys, area: `south ${i}` }),
  },
  { name: "sparse", index: { key: 1 }, options: { sparse: true }, bystander: (i) => ({ tags: [`b${i}`] }) },
  {
    name: "partial",
    index: { key: 1 },
    options: { partialFilterExpression: { isLive: true } },
    bystander: (i) => ({ key: i % keys, isLive: false }),
  },
  { name: "multikey", index: { tags: 1 }, bystander: (i) => ({ key: i % keys, tags: [`b${i}`, `c${i}`] }) },
];

describe.each(kinds)("a unique index, $name", ({ name, index, options, bystander }) => {
  /** With an index by which upserts find what they look for, whatever the unique one is. */
  const fill = async (collection: string, count: number, words?: (i: number) => string) => {
    const filled = collectionOf(opened.client, collection);
    await filled.createIndex({ isLive: 1, key: 1 });
    await filled.insertMany(
      Array.from({ length: count }, (_, i) => ({ ...bystander(i), words: words?.(i) })),
    );
  };

  async function expectOneEach(collection: string, race: Race, others: number): Promise<void> {
    expect(race.won).toBe(keys);
    expect([...race.lost.keys()]).toEqual([11000]);
    const winners = collectionOf(opened.client, collection);
    expect(await winners.countDocuments({ isLive: true })).toBe(keys);
    expect(await winners.countDocuments()).toBe(keys + others);
    expect(await winners.distinct("key", { isLive: true })).toHaveLength(keys);
    expect(await opened.client.db("race").command({ validate: collection })).toMatchObject({ valid: true });
  }

  test("is won once, by insert, upsert, findAndModify and transaction", async () => {
    await collectionOf(opened.client, name).createIndex(index, { unique: true, ...options });
    await fill(name, keys);
    const race = new Race(name);
    await race.run();
    await expectOneEach(name, race, keys);
  }, 60_000);

  test("is won once while it is being built", async () => {
    const building = `${name}Built`;
    await fill(building, bystanders, words);
    const race = new Race(building);
    let lostBefore = 0;
    const built = collectionOf(opened.client, building)
      .createIndexes([{ key: { words: "text" } }, { key: index as never, unique: true, ...options }])
      .then(() => {
        lostBefore = race.lost.get(11000) ?? 0;
      });
    await race.run();
    await built;
    expect(lostBefore).toBeGreaterThan(0);
    await expectOneEach(building, race, bystanders);
  }, 60_000);
});
