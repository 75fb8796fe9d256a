import type { Collection, Db, Document } from "mongodb";

/** A document as small as most, found in the ways in which a product finds documents. */
export interface Item {
  _id: string;
  code: string;
  group: number;
  family: number;
  number: number;
  at: Date;
}

/** Fills a collection with as many documents as are wanted, and makes its indexes. */
export async function grow(collection: Collection<Item>, size: number): Promise<void> {
  await collection.createIndexes([
    { key: { code: 1 }, unique: true },
    { key: { group: 1, at: -1, _id: -1 } },
    { key: { family: 1 } },
    { key: { number: 1 } },
  ]);
  const batch = 2000;
  for (let from = 0; from < size; from += batch)
    await collection.insertMany(
      Array.from({ length: Math.min(batch, size - from) }, (_, i) => item(from + i)),
    );
}

/** The shapes of reads, each for one document's neighbourhood; what they return is the same at every size. */
export const shapes: Record<string, (near: Item) => Document> = {
  byId: ({ _id }) => ({ find: "", filter: { _id }, limit: 1, singleBatch: true }),
  byUniqueKey: ({ code }) => ({ find: "", filter: { code }, limit: 1, singleBatch: true }),
  byManyKeys: ({ number }) => ({
    find: "",
    filter: { code: { $in: Array.from({ length: 10 }, (_, i) => item(number - i).code) } },
  }),
  page: ({ group, at }) => ({
    find: "",
    filter: { group, at: { $lt: at } },
    sort: { at: -1, _id: -1 },
    limit: 20,
  }),
  firstPage: ({ group }) => ({ find: "", filter: { group }, sort: { at: -1, _id: -1 }, limit: 20 }),
  keysetPage: ({ group, at, _id }) => ({
    find: "",
    filter: { group, $or: [{ at: { $lt: at } }, { at, _id: { $lt: _id } }] },
    sort: { at: -1, _id: -1 },
    limit: 20,
  }),
  range: ({ number }) => ({
    find: "",
    filter: { number: { $gte: number - 30, $lt: number } },
    sort: { number: 1 },
    limit: 30,
  }),
  newest: () => ({ find: "", filter: {}, sort: { number: -1 }, limit: 20 }),
  family: ({ family }) => ({ find: "", filter: { family } }),
  count: ({ family }) => ({ count: "", query: { family } }),
  countByPipeline: ({ family }) => ({
    aggregate: "",
    pipeline: [{ $match: { family } }, { $group: { _id: 1, n: { $sum: 1 } } }],
    cursor: {},
  }),
};

/** One document; those of a lower number than a few thousand have too few neighbours. */
export function item(number: number): Item {
  // Times an odd number, within 32 bits: scattered, and never twice the same.
  const scattered = (Math.imul(number, 2_654_435_761) >>> 0).toString(16).padStart(8, "0");
  return {
    _id: scattered,
    code: `code-${scattered}`,
    group: number % 100,
    family: Math.floor(number / 50),
    number,
    at: new Date(1e12 + number * 1000),
  };
}

/** Runs a read and tells what the storage counted meanwhile, and how many documents the answer is about. */
export async function examine(
  database: Db,
  collection: string,
  shape: string,
  near: Item,
): Promise<{ keys: number; records: number; returned: number }> {
  const counted = async () => (await database.command({ serverStatus: 1 })).metrics.queryExecutor;
  const before = await counted();
  const reply = await database.command(commandFor(collection, shape, near));
  const after = await counted();
  const batch = reply.cursor?.firstBatch as Document[] | undefined;
  return {
    keys: after.scanned - before.scanned,
    records: after.scannedObjects - before.scannedObjects,
    returned: reply.n ?? (shape === "countByPipeline" ? batch![0]!.n : batch!.length),
  };
}

/** The command of a shape on a collection. */
export function commandFor(collection: string, shape: string, near: Item): Document {
  const command = shapes[shape]!(near);
  return { ...command, [Object.keys(command)[0]!]: collection };
}
