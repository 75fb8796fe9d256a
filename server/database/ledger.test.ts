import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { startServer, type TestServer } from "#server/testing/startServer";
import { newId } from "#shared/ids";
import { type Done, Entry, enter, listEntries, verifyLedgers } from "./ledger";
import { inTransaction } from "./transaction";

let server: TestServer;
let ledger: string;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  ledger = `test:${newId()}`;
  for (let place = 1; place <= 5; place++) await write(`deed ${place}`);
});

const by = newId();
const done = (reason: string): Done => ({
  ...{ by, deed: "tests:tried", whom: null, reason },
  about: { threadId: newId(), postId: newId() },
});
const write = (reason: string) => inTransaction((session) => enter(ledger, done(reason), session));
const walked = async () => (await verifyLedgers()).find((each) => each.ledger === ledger);
const flaw = async () => (await walked())?.flaw;

test("a ledger that nobody touched is whole, and is read from its end", async () => {
  expect(await walked()).toMatchObject({ entries: 5, flaw: null });
  const latest = await listEntries(ledger, null, 2);
  expect(latest.map(({ reason }) => reason)).toEqual(["deed 5", "deed 4"]);
  expect((await listEntries(ledger, 4, 10)).map(({ seq }) => seq)).toEqual([3, 2, 1]);
});

test("entries that many write at once stand one after the other", async () => {
  await Promise.all(Array.from({ length: 20 }, (_, place) => write(`at once ${place}`)));
  expect(await walked()).toMatchObject({ entries: 25, flaw: null });
});

test("what is undone leaves no entry", async () => {
  const undone = inTransaction(async (session) => {
    await enter(ledger, done("undone"), session);
    throw new Error("It failed after all.");
  });
  await expect(undone).rejects.toThrow("after all");
  expect(await walked()).toMatchObject({ entries: 5, flaw: null });
});

test.each([
  ["who did it", { by: newId() }],
  ["why", { reason: "for no reason" }],
  ["when", { at: 1 }],
  ["to whom", { whom: newId() }],
  ["to what", { "about.postId": newId() }],
])("an entry that says otherwise %s is found", async (_what, change) => {
  await Entry.collection.updateOne({ ledger, seq: 3 }, { $set: change });
  expect(await flaw()).toEqual({ ledger, seq: 3, what: "changed" });
});

test("an entry that was changed with its hash is found by the next one", async () => {
  const [fourth] = await listEntries(ledger, 5, 1);
  const { hash } = fourth as { hash: string };
  await Entry.collection.updateOne({ ledger, seq: 3 }, { $set: { hash } });
  expect(await flaw()).toMatchObject({ seq: 3, what: "changed" });
});

test.each([1, 3, 5])("the entry %i that was taken out is missed", async (seq) => {
  await Entry.collection.deleteOne({ ledger, seq });
  expect(await flaw()).toEqual({ ledger, seq, what: "missing" });
});

test("a ledger that was taken out whole is missed", async () => {
  await Entry.collection.deleteMany({ ledger });
  expect(await flaw()).toEqual({ ledger, seq: 1, what: "missing" });
});
