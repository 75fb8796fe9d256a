import { createHash } from "node:crypto";
import mongoose from "mongoose";

/**
 * What may change beside a refused request: who is signed in until when, how often somebody tried, and which
 * revocations are a minute old and let go.
 */
const COUNTERS = /session|rate|revocation/i;
/** Commands that leave every collection as it is; whatever else is sent is taken for a change. */
const READING =
  /^(find|getMore|killCursors|count|distinct|aggregate|list\w+|\w+Transaction|endSessions|ping|hello)$/;

/** One word for everything that the store holds, so that two moments can be compared. */
export async function hashStore(known = new Map<string, string>()): Promise<string> {
  const hash = createHash("sha256");
  for (const name of await listNames()) {
    const own = known.get(name) ?? (await hashCollection(name));
    known.set(name, own);
    hash.update(`${name} ${own}\n`);
  }
  return hash.digest("hex");
}

/**
 * Says the same again and again, and reads only what was written to in between. It hears of that from the connection of
 * this process, which must be watched: that nobody writes by another way is for `hashStore` to say in the end.
 */
export class StoreWatch {
  readonly #known = new Map<string, string>();
  readonly #written = new Set<unknown>();

  constructor() {
    mongoose.connection.getClient().on("commandStarted", ({ command, commandName }) => {
      if (!READING.test(commandName)) this.#written.add(command[commandName]);
    });
  }

  async hash(): Promise<string> {
    for (const name of this.#written) {
      if (typeof name === "string") this.#known.delete(name);
      else this.#known.clear();
    }
    // What is written while it is read is read again the next time.
    this.#written.clear();
    return await hashStore(this.#known);
  }
}

async function listNames(): Promise<string[]> {
  const collections = await database().listCollections({}, { nameOnly: true }).toArray();
  return collections
    .map(({ name }) => name)
    .filter((name) => !COUNTERS.test(name))
    .sort();
}

async function hashCollection(name: string): Promise<string> {
  const hash = createHash("sha256");
  // As the bytes that they are: to read them would take longer than everything else that the matrix does.
  const documents = await database().collection(name).find({}, { raw: true }).sort({ _id: 1 }).toArray();
  for (const document of documents) hash.update(document as unknown as Uint8Array);
  return hash.digest("hex");
}

function database() {
  const { db } = mongoose.connection;
  if (db === undefined) throw new Error("There is no store.");
  return db;
}
