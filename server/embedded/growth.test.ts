import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";
import { examine, grow, type Item, item, shapes } from "./testing.growth";

/**
 * What a read examines follows what it returns, however much lies beside it. The counters are those of the storage,
 * not the planner's claim; the bench tells the same of a million documents, and how long it takes.
 */
const documents = 10_000;
/** Seeks that find the end of a range, and an entry that leads to its record. */
const constant = 4;

let opened: TestStore;
beforeAll(async () => {
  opened = await openTestStore();
  await grow(opened.client.db("growth").collection<Item>("items"), documents);
}, 60_000);
afterAll(() => opened.close());

test.each(Object.keys(shapes))("what %s examines follows what it returns", async (shape) => {
  const database = opened.client.db("growth");
  for (const number of [4_321, 7_000, 9_999]) {
    const { keys, records, returned } = await examine(database, "items", shape, item(number));
    expect(returned).toBeGreaterThan(0);
    expect(keys, "keys").toBeLessThanOrEqual(returned + constant);
    expect(records, "records").toBeLessThanOrEqual(returned + constant);
  }
});

test("a read that no index serves is found out by the same counters", async () => {
  const database = opened.client.db("growth");
  await database.collection<Item>("items").dropIndex("number_1");
  expect((await examine(database, "items", "newest", item(5_000))).records).toBeGreaterThanOrEqual(documents);
});
