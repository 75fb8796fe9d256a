import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { encode } from "./encode";
import { openTestStore, type TestStore } from "./testing";

let opened: TestStore;
let pid: number | undefined;

beforeAll(async () => {
  opened = await openTestStore();
  await opened.client.db("safe").collection<{ _id: number }>("c").insertOne({ _id: 1 });
  pid = opened.store.pid;
});
afterAll(() => opened.close());

function dial(): Socket {
  const path = decodeURIComponent(/mongodb:\/\/([^/]*)\//.exec(opened.store.uri)![1]!);
  const socket = connect(path);
  socket.on("error", () => socket.destroy());
  return socket;
}

/** The process is the same, and an honest client has noticed nothing. */
async function expectUnharmed(): Promise<void> {
  expect(await opened.client.db("safe").collection<{ _id: number }>("c").findOne()).toEqual({ _id: 1 });
  expect(opened.store.pid).toBe(pid);
}

function message(payload: Buffer, opCode = 2013, length = payload.length + 16): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(1, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, payload]);
}

function command(body: Buffer, flags = 0): Buffer {
  const start = Buffer.alloc(5);
  start.writeUInt32LE(flags, 0);
  return message(Buffer.concat([start, body]));
}

async function sendAndClose(bytes: Buffer): Promise<void> {
  const socket = dial();
  socket.end(bytes);
  socket.resume();
  await once(socket, "close");
}

async function ask(body: Buffer): Promise<Buffer> {
  const socket = dial();
  socket.write(command(body));
  const [reply] = (await once(socket, "data")) as [Buffer];
  socket.destroy();
  return reply;
}

test("random bytes close their own connection and nothing else", async () => {
  for (let i = 0; i < 100; i++) await sendAndClose(randomBytes(1 + ((i * 97) % 5000)));
  await expectUnharmed();
});

test("lengths that cannot be true are not believed", async () => {
  for (const length of [-1, 0, 15, 0x7fffffff, 48_100_000])
    await sendAndClose(message(Buffer.alloc(20), 2013, length));
  const promised = dial();
  promised.write(message(Buffer.alloc(10), 2013, 40_000_000));
  await expectUnharmed();
  promised.destroy();
});

test("operations, flags and sections that do not exist close the connection", async () => {
  for (const opCode of [0, 1, 2001, 2002, 2012, 9999]) await sendAndClose(message(Buffer.alloc(64), opCode));
  await sendAndClose(command(encode({ ping: 1, $db: "x" }), 0x8000));
  await sendAndClose(message(Buffer.concat([Buffer.alloc(4), Buffer.from([7]), encode({ ping: 1 })])));
  await expectUnharmed();
});

test("broken BSON is answered with an error", async () => {
  const good = encode({ find: "c", filter: { a: "text", b: [1, 2, { c: new Date() }] }, $db: "safe" });
  for (let i = 4; i < good.length - 1; i++) {
    const broken = Buffer.from(good);
    broken[i] = broken[i]! ^ 0xff;
    await sendAndClose(command(broken));
  }
  const reply = await ask(Buffer.from([12, 0, 0, 0, 2, 97, 0, 255, 0, 0, 0, 0]));
  expect(reply.includes("errmsg")).toBe(true);
  await expectUnharmed();
});

test("documents nested a thousand deep are refused", async () => {
  let deep: unknown = { end: 1 };
  for (let i = 0; i < 1000; i++) deep = i % 2 ? { d: deep } : [deep];
  const reply = await ask(encode({ insert: "c", documents: [deep], $db: "safe" }));
  expect(reply.includes("nested deeper")).toBe(true);
  await expectUnharmed();
});

test("unknown commands and wrong types are errors with a code", async () => {
  const database = opened.client.db("safe");
  await expect(database.command({ constructor: 1 })).rejects.toMatchObject({
    code: 59,
    codeName: "CommandNotFound",
  });
  await expect(database.command({ find: 5 })).rejects.toMatchObject({ codeName: "InvalidNamespace" });
  await expect(database.command({ find: "c", filter: "x" })).rejects.toMatchObject({
    codeName: "TypeMismatch",
  });
  await expect(database.command({ find: "c", limit: -3 })).rejects.toMatchObject({ code: 51024 });
  await expect(database.command({ insert: "c", documents: [] })).rejects.toMatchObject({ code: 16 });
  await expect(database.command({ find: "c", nonsense: 1 })).rejects.toMatchObject({ code: 40415 });
  await expect(database.command({ getMore: 5 })).rejects.toMatchObject({ codeName: "TypeMismatch" });
  await expect(
    database.command({ createIndexes: "c", indexes: [{ key: { a: "2dsphere" }, name: "g" }] }),
  ).rejects.toMatchObject({
    code: 67,
  });
});

test("a reader that does not read holds up nobody else", async () => {
  await opened.client
    .db("safe")
    .collection("big")
    .insertMany(Array.from({ length: 50 }, () => ({ text: "x".repeat(200_000) })));
  const idle = dial();
  idle.pause();
  for (let i = 0; i < 20; i++) idle.write(command(encode({ find: "big", batchSize: 50, $db: "safe" })));
  for (let i = 0; i < 20; i++) await expectUnharmed();
  idle.destroy();
});
