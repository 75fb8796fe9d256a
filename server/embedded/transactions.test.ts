import { type ClientSession, type Collection, Long } from "mongodb";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

interface Account {
  _id: string;
  balance: number;
}

let opened: TestStore;
let accounts: Collection<Account>;

beforeAll(async () => {
  opened = await openTestStore();
  accounts = opened.client.db("bank").collection<Account>("accounts");
});
afterAll(() => opened.close());
beforeEach(async () => {
  await accounts.deleteMany({});
  await accounts.insertMany(["a", "b", "c", "d"].map((_id) => ({ _id, balance: 100 })));
});

async function inSession<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = opened.client.startSession();
  try {
    return await work(session);
  } finally {
    await session.endSession();
  }
}

test("a transaction is seen as a whole or not at all", async () => {
  await inSession(async (session) => {
    session.startTransaction();
    await accounts.updateOne({ _id: "a" }, { $inc: { balance: -10 } }, { session });
    await accounts.insertOne({ _id: "e", balance: 10 }, { session });
    expect(await accounts.countDocuments({}, { session })).toBe(5);
    expect(await accounts.countDocuments({})).toBe(4);
    await session.commitTransaction();
    expect(await accounts.findOne({ _id: "a" })).toMatchObject({ balance: 90 });
    expect(await accounts.countDocuments({})).toBe(5);
  });
});

test("what is aborted never was", async () => {
  await inSession(async (session) => {
    session.startTransaction();
    await accounts.deleteMany({}, { session });
    expect(await accounts.find({}, { session }).toArray()).toEqual([]);
    await session.abortTransaction();
    expect(await accounts.countDocuments({})).toBe(4);
  });
});

test("a transaction reads one moment, whatever is written meanwhile", async () => {
  await inSession(async (session) => {
    session.startTransaction();
    expect(await accounts.findOne({ _id: "a" }, { session })).toMatchObject({ balance: 100 });
    await accounts.updateOne({ _id: "a" }, { $set: { balance: 1 } });
    await accounts.insertOne({ _id: "z", balance: 0 });
    expect(await accounts.findOne({ _id: "a" }, { session })).toMatchObject({ balance: 100 });
    expect(await accounts.countDocuments({}, { session })).toBe(4);
    await session.commitTransaction();
  });
});

test("the second of two transactions on a document conflicts and may be retried", async () => {
  await inSession(async (first) => {
    await inSession(async (second) => {
      first.startTransaction();
      second.startTransaction();
      await accounts.updateOne({ _id: "a" }, { $inc: { balance: 1 } }, { session: first });
      const conflict = await accounts
        .updateOne({ _id: "a" }, { $inc: { balance: 1 } }, { session: second })
        .catch((error) => error);
      expect(conflict).toMatchObject({ code: 112, codeName: "WriteConflict" });
      expect(conflict.hasErrorLabel("TransientTransactionError")).toBe(true);
      await first.commitTransaction();
      await second.abortTransaction();
    });
  });
});

test("a transaction conflicts with what has changed since its snapshot", async () => {
  await inSession(async (session) => {
    session.startTransaction();
    await accounts.findOne({ _id: "b" }, { session });
    await accounts.updateOne({ _id: "a" }, { $inc: { balance: 1 } });
    await expect(
      accounts.updateOne({ _id: "a" }, { $inc: { balance: 1 } }, { session }),
    ).rejects.toMatchObject({ code: 112 });
    await session.abortTransaction();
  });
});

test("a write outside waits for the transaction that has the document", async () => {
  await inSession(async (session) => {
    session.startTransaction();
    await accounts.updateOne({ _id: "a" }, { $inc: { balance: 1 } }, { session });
    const outside = accounts.updateOne({ _id: "a" }, { $inc: { balance: 1 } });
    await session.commitTransaction();
    await outside;
    expect(await accounts.findOne({ _id: "a" })).toMatchObject({ balance: 102 });
  });
});

test("two transactions cannot both take a unique key", async () => {
  const names = opened.client.db("bank").collection("names");
  await names.createIndex({ name: 1 }, { unique: true });
  await inSession(async (first) => {
    await inSession(async (second) => {
      first.startTransaction();
      second.startTransaction();
      await names.insertOne({ name: "x" }, { session: first });
      await expect(names.insertOne({ name: "x" }, { session: second })).rejects.toMatchObject({ code: 112 });
      await first.commitTransaction();
      await second.abortTransaction();
      await expect(names.insertOne({ name: "x" })).rejects.toMatchObject({ code: 11000 });
    });
  });
});

test("counters incremented by retried transactions lose nothing", async () => {
  const workers = Array.from({ length: 8 }, () =>
    inSession(async (session) => {
      for (let i = 0; i < 5; i++)
        await session.withTransaction(async () => {
          const { balance } = (await accounts.findOne({ _id: "a" }, { session }))!;
          await accounts.updateOne({ _id: "a" }, { $set: { balance: balance + 1 } }, { session });
        });
    }),
  );
  await Promise.all(workers);
  expect(await accounts.findOne({ _id: "a" })).toMatchObject({ balance: 140 });
});

test("transfers keep the sum of the bank", async () => {
  const names = ["a", "b", "c", "d"];
  const workers = Array.from({ length: 4 }, (_, worker) =>
    inSession(async (session) => {
      for (let i = 0; i < 10; i++) {
        const from = names[(worker + i) % 4]!;
        const to = names[(worker + i * 3 + 1) % 4]!;
        await session.withTransaction(async () => {
          await accounts.updateOne({ _id: from }, { $inc: { balance: -i } }, { session });
          await accounts.updateOne({ _id: to }, { $inc: { balance: i } }, { session });
        });
        const [sum] = await accounts
          .aggregate([{ $group: { _id: null, total: { $sum: "$balance" } } }])
          .toArray();
        expect(sum).toMatchObject({ total: 400 });
      }
    }),
  );
  await Promise.all(workers);
});

test("a retryable write asked for twice is done once", async () => {
  const database = opened.client.db("bank");
  const asked = {
    update: "accounts",
    updates: [{ q: { _id: "a" }, u: { $inc: { balance: 5 } } }],
    txnNumber: Long.fromNumber(1_000_000),
  };
  await inSession(async (session) => {
    for (let i = 0; i < 2; i++)
      expect(await database.command(asked, { session })).toMatchObject({ n: 1, nModified: 1 });
  });
  expect(await accounts.findOne({ _id: "a" })).toMatchObject({ balance: 105 });
});
