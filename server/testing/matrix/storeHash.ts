import { createHash } from "node:crypto";
import mongoose from "mongoose";

/** What a refused request may still change: who is signed in until when, and how often somebody tried. */
const COUNTERS = /session|rate/i;

/** One word for everything that the store holds, so that two moments can be compared. */
export async function hashStore(): Promise<string> {
  const db = mongoose.connection.db;
  if (db === undefined) throw new Error("There is no store.");
  const names = (await db.listCollections().toArray()).map(({ name }) => name).sort();
  const hash = createHash("sha256");
  for (const name of names.filter((other) => !COUNTERS.test(other))) {
    hash.update(name);
    const documents = await db.collection(name).find().sort({ _id: 1 }).toArray();
    hash.update(JSON.stringify(documents));
  }
  return hash.digest("hex");
}
