import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Collection } from "./catalog";
import { decode, RawDoc } from "./decode";
import { encode } from "./encode";
import { Engine } from "./engine";
import { insertRecord, replaceRecord, type WriteUnit } from "./records";
import { Storage } from "./storage";
import { temporaryDirectory } from "./testing";
import { Transaction } from "./transactions";

/** The rule that keeps updates from being lost, tried on the engine itself; and the proof that the trial would notice. */
/** So many pairs, and not one that meets: then the proof fails. */
const MOST_PAIRS = 2_000;
let directory: string;
let engine: Engine;
let collection: Collection;

beforeEach(async () => {
  directory = temporaryDirectory();
  engine = new Engine(join(directory, "store"));
  await engine.writeOnce((unit) => {
    collection = engine.catalog.create("test", "counters");
    insertRecord(engine.catalog, unit, collection, new RawDoc(encode({ _id: 1, count: 0 })));
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

/** Reads, lets others go for so many turns, writes what was read plus one, commits; starts again on a conflict. */
async function increment(turns: number): Promise<void> {
  for (;;) {
    const transaction = engine.begin(1n);
    const bytes = transaction.view.get("records", collection.recordKey(1))!;
    for (let turn = 0; turn < turns; turn++) await new Promise(setImmediate);
    try {
      addOne(transaction, bytes);
      await engine.writeOnce((unit) => transaction.apply(unit));
      transaction.end("committed");
      return;
    } catch {
      transaction.end("aborted");
      await new Promise(setImmediate);
    }
  }
}

function addOne(unit: WriteUnit, bytes: Buffer): void {
  const doc = decode(bytes);
  doc.set("count", (doc.get("count") as number) + 1);
  const before = { bytes, doc: decode(bytes) };
  replaceRecord(engine.catalog, unit, collection, 1, before, { bytes: encode(doc), doc });
}

async function countAfter(increments: number): Promise<unknown> {
  await Promise.all(Array.from({ length: increments }, (_, i) => increment(1 + (i % 7))));
  return countNow();
}

/**
 * Plain increments, each followed by a transaction's while the plain one is on its way to the disk. The transaction
 * takes no turn before it claims, so that it comes before the flush is over, unless the machine is otherwise busy.
 */
async function countAfterPairs(pairs: number): Promise<unknown> {
  for (let i = 0; i < pairs; i++) {
    let flushed: Promise<void> | undefined;
    await new Promise<void>((stepped) => {
      flushed = engine.writeOnce((unit) => {
        addOne(unit, unit.view.get("records", collection.recordKey(1))!);
        stepped();
      });
    });
    await increment(0);
    await flushed;
  }
  return countNow();
}

function countNow(): unknown {
  return decode(engine.storage.get("records", collection.recordKey(1))!).get("count");
}

test("twenty transactions on one counter count to twenty", async () => {
  expect(await countAfter(20)).toBe(20);
});

test("a store that takes the commit under way for part of the snapshot loses updates", async () => {
  // The mutant locks, but believes a snapshot to be as young as the present: what changed in between is overwritten.
  vi.spyOn(Transaction.prototype, "claim").mockImplementation(function (this: Transaction, table, key) {
    const holder = engine.locks.holderOf(table, key);
    if (holder && holder !== this) throw new Error("conflict");
    if (!holder) engine.locks.take(table, key, this);
  });
  expect(await countAfter(20)).toBeLessThan(20);
});

test("a transaction conflicts with what is being flushed", async () => {
  expect(await countAfterPairs(20)).toBe(40);
});

test("a store that takes what is being flushed for unchanged loses updates", async () => {
  vi.spyOn(Storage.prototype, "isFlushing").mockReturnValue(false);
  // Whether a transaction claims while the flush is under way is the machine's affair: one that does is enough.
  let pairs = 0;
  let count: unknown;
  do {
    pairs++;
    count = await countAfterPairs(1);
  } while (count === 2 * pairs && pairs < MOST_PAIRS);
  expect(count).toBeLessThan(2 * pairs);
});

test("a snapshot is released with its transaction", async () => {
  const transaction = engine.begin(1n);
  transaction.end("aborted");
  expect(engine.transactions.size).toBe(0);
  expect(() => transaction.end("committed")).not.toThrow();
});
