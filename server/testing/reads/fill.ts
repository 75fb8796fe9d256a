import mongoose from "mongoose";
import { newId } from "#shared/ids";

/** Enough that whoever reads a collection, or sorts what it found, is seen. */
const COPIES = 400;

type Document = Record<string, unknown>;

/** Fills every collection with variations of what it holds: half of the values stay, and none breaks a unique index. */
export async function fillCollections(): Promise<Map<string, number>> {
  const db = mongoose.connection.db;
  if (db === undefined) throw new Error("There is no store.");
  const filled = new Map<string, number>();
  for (const { name } of await db.listCollections().toArray()) {
    const collection = db.collection<Document>(name);
    const samples = await collection.find().limit(40).toArray();
    const unique = (await collection.indexes()).filter((index) => index.unique).map(({ key }) => key);
    const copies = Array.from({ length: samples.length > 0 ? COPIES : 0 }, (_, i) =>
      vary(samples[i % samples.length] as Document, [{ _id: 1 }, ...unique], i),
    );
    if (copies.length > 0) await collection.insertMany(copies as never[]);
    filled.set(name, copies.length);
  }
  return filled;
}

function vary(document: Document, unique: readonly Document[], seed: number): Document {
  const varied = new Set(unique.map((key) => tellingField(document, Object.keys(key), seed)));
  return Object.fromEntries(
    Object.entries(document).map(([name, value], place) => [
      name,
      varied.has(name) || ((seed >> (place % 9)) & 1) === 1 ? other(value, seed) : value,
    ]),
  );
}

/**
 * The field of a unique index that tells a copy from its original: an id, and of several each in turn, so that lists
 * under the others grow long. A place in a log is not one, or the log would have nonsense in it.
 */
function tellingField(document: Document, fields: readonly string[], seed: number): string | undefined {
  const ids = fields.filter((field) => typeof document[field] === "string");
  return ids.length > 0 ? ids[seed % ids.length] : fields[0];
}

/** Another value of the same type; dates only later ones, so that nothing is due to be swept. */
function other(value: unknown, seed: number): unknown {
  if (typeof value === "string") return newId();
  if (typeof value === "number") return value + seed + 1;
  if (typeof value === "boolean") return !value;
  if (value instanceof Date) return new Date(value.getTime() + 1_000 * seed);
  if (Array.isArray(value)) return value.map((one) => other(one, seed));
  return value;
}
