import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { open } from "lmdb";
import { MongoClient } from "mongodb";
import mongoose from "mongoose";
import { type EmbeddedStore, launchStore } from "#server/embedded/launcher";
import { median, percentile, print, remark } from "./figures";
import { measureGrowth } from "./storeGrowth";
import { measureInserts } from "./storeInserts";
import { takeTurns } from "./timing";

const documents = 100_000;
const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * What the embedded store costs, over what nothing can be cheaper than: a ping over the same socket, a flushed put
 * into the same kind of file. What is compared takes turns, so that whatever else the machine does falls on both.
 */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "store-bench-"));
  try {
    const entry = await bundle();
    await measureStart(folder, entry);
    const store = await launchStore({ dataDirectory: join(folder, "data"), entry });
    try {
      await measure(folder, store);
    } finally {
      await mongoose.disconnect();
      await store.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The store as it is built for production; beside the packages, so that it finds them. */
async function bundle(): Promise<string> {
  const outfile = join(root, "node_modules", ".cache", "store-bench", "store.js");
  await build({
    entryPoints: [join(root, "server", "embedded", "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "error",
  });
  return outfile;
}

async function measureStart(folder: string, entry: string): Promise<void> {
  const seconds: number[] = [];
  for (let i = 0; i < 5; i++) {
    const started = performance.now();
    const store = await launchStore({ dataDirectory: join(folder, `start${i}`), entry });
    const client = await new MongoClient(store.uri).connect();
    seconds.push((performance.now() - started) / 1000);
    await client.close();
    await store.stop();
  }
  print("store.start_s", median(seconds), "<= 0.5");
}

async function measure(folder: string, store: EmbeddedStore): Promise<void> {
  await mongoose.connect(store.uri, { dbName: "bench" });
  const database = mongoose.connection.db!;
  const schema = new mongoose.Schema(
    { number: Number, group: Number, at: Date, text: String },
    { versionKey: false },
  );
  schema.index({ group: 1, at: -1, _id: -1 });
  const Item = mongoose.model("Item", schema);
  await Item.init();
  const text = "x".repeat(900);
  const loading = performance.now();
  for (let from = 0; from < documents; from += 1000)
    await Item.collection.insertMany(
      Array.from({ length: 1000 }, (_, i) => ({
        number: from + i,
        group: (from + i) % 500,
        at: new Date(1e12 + from + i),
        text,
      })),
    );
  remark(`insertMany ${Math.round(documents / ((performance.now() - loading) / 1000))} documents/s`);
  const ids = (await Item.find({}, { _id: 1 }).limit(2000).lean()).map((doc) => doc._id);
  const ping = () => database.command({ ping: 1 });

  const byId = await takeTurns(ping, (i) => Item.findById(ids[i % ids.length]).lean());
  print("store.ping_ms", byId.bare);
  print("store.find_by_id_over_ping", byId.ours / byId.bare, "<= 1.5");
  const page = await takeTurns(ping, (i) =>
    Item.find({ group: i % 500, at: { $lt: new Date(2e12) } }, { text: 0 })
      .sort({ at: -1, _id: -1 })
      .limit(20)
      .lean(),
  );
  print("store.page20_over_ping", page.ours / page.bare, "<= 4");

  const bare = open<Buffer, Buffer>({
    path: join(folder, "bare"),
    keyEncoding: "binary",
    encoding: "binary",
    overlappingSync: false,
  });
  let key = 0;
  const put = () => {
    const bytes = Buffer.alloc(8);
    bytes.writeUInt32BE(++key, 4);
    return bare.put(bytes, Buffer.alloc(1000, 1));
  };
  const create = await takeTurns(
    async () => {
      await put();
      await ping();
    },
    (i) => Item.create({ number: i, group: -1, at: new Date(), text }),
    400,
  );
  print("store.create_ms", create.ours);
  print("store.create_over_bare", create.ours / create.bare, "<= 3");

  await measureInserts(store, put);
  await bare.close();

  const scan = Item.find({ text: "nothing" }).lean().exec();
  const pings: number[] = [];
  let isScanning = true;
  void scan.finally(() => {
    isScanning = false;
  });
  while (isScanning) {
    const started = performance.now();
    await ping();
    pings.push(performance.now() - started);
  }
  print("store.ping_p99_under_scan_ms", percentile(pings, 99), "<= 20");
  print("store.rss_mb", residentMegabytes(store.pid!), "<= 150");
  await measureFileGrowth(folder, Item.collection as never);
  await measureGrowth(mongoose.connection.getClient().db("growth") as never);
}

/** Rewrites documents while a cursor stays open; pages must be used again all the same. */
async function measureFileGrowth(folder: string, collection: import("mongodb").Collection): Promise<void> {
  const file = join(folder, "data", "store", "data.mdb");
  const cursor = collection.find().batchSize(10);
  await cursor.next();
  const rewrite = async (from: number) => {
    for (let i = 0; i < 20; i++)
      await collection.updateMany({ group: (from + i) % 500 }, { $inc: { number: 1 } });
  };
  await rewrite(0);
  const before = statSync(file).size;
  for (let round = 1; round < 10; round++) await rewrite(round * 20);
  print("store.growth_with_open_cursor", statSync(file).size / before, "<= 1.2");
  await cursor.close();
}

/** Memory of the process itself; pages of the mapped file are the system's to keep or drop. */
function residentMegabytes(pid: number): number {
  try {
    const anonymous = /RssAnon:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(anonymous?.[1]) / 1024;
  } catch {
    // Only Linux tells.
    return Number.NaN;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await run();
