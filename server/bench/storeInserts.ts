import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { Binary, Long, ObjectId, serialize } from "bson";
import type { Db } from "mongodb";
import mongoose from "mongoose";
import type { EmbeddedStore } from "#server/embedded/launcher";
import { median, print, remark, round } from "./figures";
import { perSecond } from "./timing";

const parallel = 64;
const rounds = 5;
/** Of each kind, in each round. */
const count = 3_000;
/** Before anything is timed: until then the machine's time goes into compiling the store. */
const warmUp = 20_000;
const text = "x".repeat(900);

/**
 * Flushed inserts a second over bare flushed puts, 64 at once; they take turns, for a disk has its moods. The store is
 * what is measured, so the figure is that of 64 bare sockets which send a driver's messages, one at a time, made beforehand
 * but for their numbers. The driver in one process spends more on an insert than the store does: what comes through it is
 * told beside.
 */
export async function measureInserts(store: EmbeddedStore, put: () => Promise<unknown>): Promise<void> {
  const database = mongoose.connection.getClient().db("bench") as unknown as Db;
  const collection = database.collection("parallel");
  const connections = await connectAll(store.uri);
  const overSockets = async () => {
    const connection = connections.pop()!;
    await connection.insert();
    connections.push(connection);
  };
  const figures: Record<"driver" | "sockets" | "puts" | "store" | "own", number[]> = {
    driver: [],
    sockets: [],
    puts: [],
    store: [],
    own: [],
  };
  await perSecond(parallel, warmUp, overSockets);
  for (let i = 0; i < rounds; i++) {
    const spent = await processorTime(database);
    const own = process.cpuUsage();
    figures.driver.push(await perSecond(parallel, count, () => collection.insertOne({ text })));
    const { user, system } = process.cpuUsage(own);
    figures.own.push((user + system) / 1000 / count);
    figures.store.push(((await processorTime(database)) - spent) / count);
    figures.puts.push(await perSecond(parallel, count, put));
    figures.sockets.push(await perSecond(parallel, count, overSockets));
  }
  for (const connection of connections) connection.close();
  const puts = median(figures.puts);
  print("store.inserts_64_per_s", median(figures.sockets));
  print("store.inserts_64_over_lmdb", median(figures.sockets) / puts, ">= 0.25");
  print("store.insert_cpu_ms", median(figures.store));
  print("store.insert_driver_cpu_ms", median(figures.own));
  const most = 1000 / median(figures.own);
  remark(`the driver's own work allows ${Math.round(most)} inserts/s: ${round(most / puts)} of lmdb`);
  print("store.inserts_64_by_driver_per_s", median(figures.driver));
  print("store.inserts_64_by_driver_over_lmdb", median(figures.driver) / puts);
}

function connectAll(uri: string): Promise<Connection[]> {
  const address = decodeURIComponent(/mongodb:\/\/([^/]+)\//.exec(uri)![1]!);
  return Promise.all(Array.from({ length: parallel }, () => open(address)));
}

interface Connection {
  insert(): Promise<void>;
  close(): void;
}

async function open(address: string): Promise<Connection> {
  const [host, port] = address.split(":");
  const socket = address.includes("/") ? connect(address) : connect(Number(port), host);
  await new Promise<void>((resolve, reject) => socket.once("connect", resolve).once("error", reject));
  const template = message({
    insert: "parallel",
    documents: [{ _id: new ObjectId(), text }],
    ordered: true,
    lsid: { id: new Binary(randomBytes(16), 4) },
    txnNumber: Long.fromNumber(0),
    $db: "bench",
  });
  const [idAt, numberAt] = [template.indexOf("\x07_id\0") + 5, template.indexOf("\x12txnNumber\0") + 11];
  let number = 0;
  let answered: (() => void) | undefined;
  // One reply at a time, and short: it comes in one piece.
  socket.on("data", (reply) => {
    // What fails answers with ok: 0; a success has `n` before anything else.
    if (!reply.includes("\x10n\0\x01")) throw new Error("An insert has failed");
    answered!();
  });
  return {
    insert: () =>
      new Promise((resolve) => {
        answered = resolve;
        const bytes = Buffer.from(template);
        bytes.set(new ObjectId().id, idAt);
        bytes.writeInt32LE(++number, numberAt);
        socket.write(bytes);
      }),
    close: () => socket.destroy(),
  };
}

/** A command as OP_MSG with one section. */
function message(command: object): Buffer {
  const body = serialize(command);
  const bytes = Buffer.alloc(21 + body.length);
  bytes.writeInt32LE(bytes.length, 0);
  bytes.writeInt32LE(2013, 12);
  bytes.set(body, 21);
  return bytes;
}

/** The store's processor time so far, in milliseconds. */
async function processorTime(database: Db): Promise<number> {
  const { userMicroseconds, systemMicroseconds } = (await database.command({ serverStatus: 1 })).cpu;
  return (userMicroseconds + systemMicroseconds) / 1000;
}
