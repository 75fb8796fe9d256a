import { createHash } from "node:crypto";
import { once } from "node:events";
import { createReadStream, createWriteStream, renameSync } from "node:fs";
import type { Binary, Long, MongoClient } from "mongodb";
import { decode } from "./decode";
import { dumpFormat } from "./dump";
import { encode } from "./encode";
import { addressOfHolder, lockDirectory } from "./lock";
import { serve } from "./server";
import type { Doc } from "./values";

/** How many bytes of documents travel in one command. */
const batchBytes = 4 * 1024 * 1024;

/** Writes everything there is at one moment into a file, also while the store is in use. */
export async function backup(directory: string, file: string): Promise<void> {
  await withStore(directory, async (client) => {
    const partial = `${file}.partial`;
    const output = createWriteStream(partial, { mode: 0o600, flush: true });
    const digest = createHash("sha256");
    let documents = 0;
    for await (const bytes of dump(client)) {
      digest.update(bytes);
      documents++;
      if (!output.write(bytes)) await once(output, "drain");
    }
    output.end(Buffer.concat([Buffer.alloc(4), digest.digest()]));
    await once(output, "close");
    renameSync(partial, file);
    say(`${documents} entries are in ${file}.`);
  });
}

/** Puts a backup in the place of what there is, one collection after the other; a damaged file changes nothing. */
export async function restore(directory: string, file: string): Promise<void> {
  for await (const _ of readDump(file)) {
    // Read once to the end before anything changes: the checksum stands there.
  }
  await withStore(directory, async (client) => {
    const kept = new Set<string>();
    await transfer(readDump(file), async (source, documents) => {
      const temporary = `restoring.${source.name}`;
      const database = client.db(source.database);
      await database.collection(temporary).drop();
      await database.createCollection(temporary);
      await insertAll(client, source.database, temporary, documents);
      if (source.indexes.length > 0)
        await database.command({ createIndexes: temporary, indexes: source.indexes });
      await database.renameCollection(temporary, source.name, { dropTarget: true });
      kept.add(`${source.database}.${source.name}`);
      say(`${source.database}.${source.name}: ${source.count} documents`);
    });
    for (const { database, name } of await collectionsOf(client))
      if (!kept.has(`${database}.${name}`)) await client.db(database).collection(name).drop();
  });
}

/** Compares every index with its documents. False, and a line for each, if something is wrong. */
export async function check(directory: string): Promise<boolean> {
  return withStore(directory, async (client) => {
    let isSound = true;
    for (const { database, name } of await collectionsOf(client)) {
      const report = await client.db(database).command({ validate: name });
      say(
        `${database}.${name}: ${report.nrecords} documents, ${report.nIndexes} indexes${report.valid ? "" : " DAMAGED"}`,
      );
      for (const error of report.errors) say(`  ${error}`);
      isSound &&= report.valid;
    }
    return isSound;
  });
}

/**
 * Copies everything to a MongoDB and compares counts and hashes. Run again it goes on where it was: what is
 * there already is not sent twice, and collections that agree are passed over.
 */
export async function copy(directory: string, uri: string): Promise<void> {
  await withStore(directory, async (client) => {
    const { connectTo } = await loadDriver();
    const target = await connectTo(uri);
    try {
      await transfer(dump(client), async (source, documents) => {
        const name = `${source.database}.${source.name}`;
        const before = await fingerprint(target, source);
        const own = new Fingerprint();
        const all = observed(documents, own);
        if (before.count < source.count || before.count === 0)
          await insertAll(target, source.database, source.name, all, name);
        else
          for await (const _ of all) {
            // Only counted and hashed.
          }
        if (source.indexes.length > 0)
          await target.db(source.database).command({ createIndexes: source.name, indexes: source.indexes });
        const after = await fingerprint(target, source);
        if (after.count !== own.count || after.hash !== own.hash)
          throw new Error(
            `${name} differs: ${own.count} documents here, ${after.count} there. The copy is not complete.`,
          );
        say(`${name}: ${own.count} documents, the same on both sides`);
      });
    } finally {
      await target.close();
    }
  });
}

interface Source {
  database: string;
  name: string;
  count: number;
  indexes: Doc[];
}

/** Connects to the store that has the directory, or opens it for as long as the work takes. */
async function withStore<T>(directory: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const running = await addressOfHolder(directory);
  if (running) return connected(running, work);
  const release = await lockDirectory(directory, undefined);
  const listening = await serve(directory, { host: "127.0.0.1", port: 0 });
  try {
    return await connected(listening.address, work);
  } finally {
    await listening.close();
    release();
  }
}

/** The driver is loaded only where it is needed: serving starts without it. */
const loadDriver = () => import("./driver");

async function connected<T>(address: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const host = address.startsWith("/") ? encodeURIComponent(address) : address;
  const { connectTo } = await loadDriver();
  const client = await connectTo(`mongodb://${host}/?replicaSet=rs0`);
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/** The entries of a store's dump, as bytes. */
async function* dump(client: MongoClient): AsyncGenerator<Buffer> {
  const admin = client.db("admin");
  const options = { promoteLongs: false };
  let { cursor } = await admin.command({ storeDump: 1, cursor: {} }, options);
  while (!(cursor.id as Long).isZero()) {
    const more = { getMore: cursor.id, collection: "$cmd.storeDump", batchSize: 2000 };
    ({ cursor } = await admin.command(more, options));
    for (const { entry } of cursor.nextBatch as { entry: Binary }[]) yield bytesOf(entry.buffer);
  }
}

/** The entries of a file; refuses one that is cut short, changed or something else. */
async function* readDump(file: string): AsyncGenerator<Buffer> {
  const digest = createHash("sha256");
  let rest = Buffer.alloc(0);
  let isFirst = true;
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    rest = Buffer.concat([rest, chunk as Buffer]);
    while (rest.length >= 4) {
      const size = rest.readInt32LE(0);
      if (size === 0) break;
      if (size < 5 || size > 64 * 1024 * 1024) throw new Error(`${file} is damaged.`);
      if (rest.length < size) break;
      const entry = rest.subarray(0, size);
      if (isFirst && decode(entry).get("format") !== dumpFormat)
        throw new Error(`${file} is not a backup of this store.`);
      isFirst = false;
      digest.update(entry);
      yield entry;
      rest = rest.subarray(size);
    }
  }
  if (isFirst || rest.length !== 36 || !rest.subarray(4).equals(digest.digest()))
    throw new Error(`${file} is damaged or cut short.`);
}

/** Hands over one collection after the other with its documents. */
async function transfer(
  entries: AsyncGenerator<Buffer>,
  take: (source: Source, documents: AsyncIterable<Doc>) => Promise<void>,
): Promise<void> {
  await entries.next();
  let ahead = await entries.next();
  while (!ahead.done) {
    const header = decode(ahead.value);
    const source: Source = {
      database: String(header.get("database")),
      name: String(header.get("collection")),
      count: Number(header.get("count")),
      indexes: (header.get("indexes") as Doc[]).filter((spec) => spec.get("name") !== "_id_"),
    };
    const documents = (async function* () {
      for (ahead = await entries.next(); !ahead.done; ahead = await entries.next()) {
        const entry = decode(ahead.value);
        if (!entry.has("document")) return;
        yield entry.get("document") as Doc;
      }
    })();
    await take(source, documents);
  }
}

/** Inserts documents as they are; those that are there already are passed over. */
async function insertAll(
  client: MongoClient,
  database: string,
  name: string,
  documents: AsyncIterable<Doc>,
  progress?: string,
): Promise<void> {
  let batch: Doc[] = [];
  let size = 0;
  let sent = 0;
  const send = async () => {
    if (batch.length === 0) return;
    const reply = await client
      .db(database)
      .command({ insert: name, documents: batch, ordered: false })
      .catch((error) => error);
    const errors = (reply.writeErrors ?? reply.errorResponse?.writeErrors ?? []) as {
      code: number;
      errmsg: string;
      keyPattern?: object;
    }[];
    for (const error of errors) if (error.code !== 11000) throw new Error(error.errmsg);
    if (errors.length === 0 && reply instanceof Error) throw reply;
    sent += batch.length;
    if (progress) say(`${progress}: ${sent} documents sent`);
    batch = [];
    size = 0;
  };
  for await (const document of documents) {
    batch.push(document);
    size += 500 + document.size * 50;
    if (size > batchBytes || batch.length >= 1000) await send();
  }
  await send();
}

/** Count and hash of documents in whatever order: the sum of their digests. */
class Fingerprint {
  count = 0;
  private sum = 0n;

  add(bytes: Buffer): void {
    this.count++;
    this.sum = BigInt.asUintN(
      256,
      this.sum + BigInt(`0x${createHash("sha256").update(bytes).digest("hex")}`),
    );
  }

  get hash(): string {
    return this.sum.toString(16);
  }
}

async function* observed(documents: AsyncIterable<Doc>, own: Fingerprint): AsyncGenerator<Doc> {
  for await (const document of documents) {
    own.add(encode(document));
    yield document;
  }
}

async function fingerprint(client: MongoClient, source: Source): Promise<Fingerprint> {
  const result = new Fingerprint();
  const cursor = client.db(source.database).collection(source.name).find({}, { raw: true, batchSize: 1000 });
  for await (const raw of cursor) result.add(encode(decode(bytesOf(raw))));
  return result;
}

async function collectionsOf(client: MongoClient): Promise<{ database: string; name: string }[]> {
  const { databases } = await client.db("admin").admin().listDatabases({ nameOnly: true });
  const lists = databases.map(async ({ name: database }) =>
    (await client.db(database).listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => ({
      database,
      name,
    })),
  );
  return (await Promise.all(lists)).flat();
}

/** What the driver gives as bytes, whatever its types say. */
function bytesOf(raw: object): Buffer {
  return Buffer.from(raw as Uint8Array);
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
