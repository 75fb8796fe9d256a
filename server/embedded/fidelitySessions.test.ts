import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { deserialize, UUID } from "bson";
import type { Document } from "mongodb";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { encode } from "./encode";
import { openTestStore, type TestStore } from "./testing";

/*
 * What MongoDB says to session numbers that a driver sends only after a failure, or never: so these go over connections
 * of their own.
 */
let opened: TestStore;
let lsid: Document;
const sockets: Socket[] = [];
const entries = () => opened.client.db("f").collection<{ _id: number; n: number }>("entries");

beforeAll(async () => {
  opened = await openTestStore();
  for (let i = 0; i < 6; i++) {
    const socket = connect(decodeURIComponent(/mongodb:\/\/([^/]*)\//.exec(opened.store.uri)![1]!));
    await once(socket, "connect");
    sockets.push(socket);
  }
});
beforeEach(async () => {
  lsid = { id: new UUID().toBinary() };
  await entries().deleteMany({});
  await entries().insertOne({ _id: 1, n: 0 });
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  await opened.close();
});

/** Sends a command and answers its reply; replies here are short enough to come in one piece. */
async function ask(command: Document, socket = sockets[0]!, database = "f"): Promise<Document> {
  const body = encode({ ...command, $db: database });
  const header = Buffer.alloc(21);
  header.writeInt32LE(body.length + header.length, 0);
  header.writeInt32LE(2013, 12);
  socket.write(Buffer.concat([header, body]));
  const [reply] = (await once(socket, "data")) as [Buffer];
  return deserialize(reply.subarray(21));
}

const number = (txnNumber: number) => ({ lsid, txnNumber: BigInt(txnNumber) });
const inTransaction = (txnNumber: number) => ({ ...number(txnNumber), autocommit: false });
const increment = { update: "entries", updates: [{ q: { _id: 1 }, u: { $inc: { n: 1 } } }] };

test("a write that is sent again with its number is done once and answered alike", async () => {
  for (let i = 0; i < 3; i++)
    expect(await ask({ ...increment, ...number(1) })).toMatchObject({ n: 1, nModified: 1 });
  expect(await entries().findOne()).toEqual({ _id: 1, n: 1 });
  await expect(ask({ ...increment, ...number(0) })).resolves.toMatchObject({ code: 225 });
});

test("sent again while the first still waits for a transaction, it is done once as well", async () => {
  const session = opened.client.startSession();
  session.startTransaction();
  await entries().updateOne({ _id: 1 }, { $set: { n: 100 } }, { session });
  const waiting = sockets.map((socket) => ask({ ...increment, ...number(1) }, socket));
  // What is asked later, over another connection, is answered while they wait.
  await entries().findOne({ _id: 1 }, { session });
  await session.commitTransaction();
  await session.endSession();
  for (const reply of await Promise.all(waiting)) expect(reply).toMatchObject({ n: 1 });
  expect(await entries().findOne()).toEqual({ _id: 1, n: 101 });
});

test("a long write that is sent many times at once is done once", async () => {
  const updates = Array.from({ length: 2_000 }, () => increment.updates[0]);
  const replies = await Promise.all(
    sockets.map((socket) => ask({ update: "entries", updates, ...number(1) }, socket)),
  );
  for (const reply of replies) expect(reply).toMatchObject({ n: 2_000 });
  expect(await entries().findOne()).toEqual({ _id: 1, n: 2_000 });
});

test("findAndModify sent again gives the document it gave", async () => {
  const command = { findAndModify: "entries", query: { _id: 1 }, remove: true, ...number(1) };
  const first = await ask(command);
  expect(first.value).toEqual({ _id: 1, n: 0 });
  expect((await ask(command)).value).toEqual(first.value);
});

test("a transaction ends once, and its number is over then", async () => {
  const find = { find: "entries", filter: {} };
  expect(await ask({ ...find, ...inTransaction(1) })).toMatchObject({
    code: 251,
    errorLabels: ["TransientTransactionError"],
  });
  expect(await ask({ ...increment, ...inTransaction(2), startTransaction: true })).toMatchObject({ ok: 1 });
  expect(await ask({ ...find, ...inTransaction(2), startTransaction: true })).toMatchObject({ code: 117 });
  const commit = { commitTransaction: 1, ...inTransaction(2) };
  expect(await ask(commit)).toMatchObject({ code: 13 });
  for (let i = 0; i < 2; i++) expect(await ask(commit, sockets[0], "admin")).toMatchObject({ ok: 1 });
  expect(await ask({ ...find, ...inTransaction(2) })).toMatchObject({ code: 256 });
  expect(await ask({ abortTransaction: 1, ...inTransaction(2) }, sockets[0], "admin")).toMatchObject({
    code: 256,
  });
});

test("a later transaction of a session ends the earlier", async () => {
  await ask({ ...increment, ...inTransaction(1), startTransaction: true });
  await ask({ ...increment, ...inTransaction(2), startTransaction: true });
  expect(await ask({ commitTransaction: 1, ...inTransaction(2) }, sockets[0], "admin")).toMatchObject({
    ok: 1,
  });
  expect(await entries().findOne()).toEqual({ _id: 1, n: 1 });
});

const contradictions: [string, () => Document, number][] = [
  ["a number without a session", () => ({ ...increment, txnNumber: 1n }), 72],
  ["a session that is none", () => ({ ...increment, lsid: { id: 5 } }), 14],
  ["a number on a read", () => ({ find: "entries", ...number(1) }), 50768],
  ["a number on many", () => ({ delete: "entries", deletes: [{ q: {}, limit: 0 }], ...number(1) }), 72],
  ["autocommit", () => ({ ...increment, ...number(1), autocommit: true, startTransaction: true }), 72],
  ["a start without autocommit", () => ({ ...increment, ...number(1), startTransaction: true }), 72],
  ["a transaction without a number", () => ({ ...increment, lsid, autocommit: false }), 72],
  [
    "a count in a transaction",
    () => ({ count: "entries", ...inTransaction(1), startTransaction: true }),
    263,
  ],
];

test.each(contradictions)("%s is refused with MongoDB's code", async (_name, command, code) => {
  expect(await ask(command())).toMatchObject({ ok: 0, code });
});
