import { createHash } from "node:crypto";
import mongoose from "mongoose";

/**
 * What may change beside a refused request: who is signed in until when, how often somebody tried, and which
 * revocations are a minute old and let go.
 */
const COUNTERS = /session|rate|revocation/i;

/** One word for everything that the store holds, so that two moments can be compared. */
export async function hashStore(): Promise<string> {
  const db = mongoose.connection.db;
  if (db === undefined) throw new Error("There is no store.");
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const hash = createHash("sha256");
  for (const name of names.filter((other) => !COUNTERS.test(other))) {
    hash.update(name);
    // As the bytes that they are: to read them would take longer than everything else that the matrix does.
    const documents = await db.collection(name).find({}, { raw: true }).sort({ _id: 1 }).toArray();
    for (const document of documents) hash.update(document as unknown as Uint8Array);
  }
  return hash.digest("hex");
}
