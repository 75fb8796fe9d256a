import mongoose from "mongoose";
import { freeze } from "./freeze";
import { inTransaction, type Session } from "./transaction";

/** What is kept in memory of a collection, by key. */
export interface Kept<Value> {
  /** What stands under each of the keys; a key with nothing under it is left out. Nobody may change what is answered. */
  get(keys: readonly string[]): Promise<Map<string, Value>>;
}

export interface Keeping<Value> {
  /** How many are kept at most; the one kept longest makes way. */
  most: number;
  /** Reads what stands under those keys from the store. */
  read(keys: readonly string[]): Promise<ReadonlyMap<string, Value>>;
}

/** How often it is looked for what other processes have changed, in milliseconds. */
const LOOK_EVERY = 400;
/** What is kept is believed only so long after the last look, so that rights that rest on it are never older than a second. */
const BELIEVED = 900;
/** What somebody has changed behind the product's back is seen within a minute. */
const LONGEST = 60_000;

/**
 * Keeps in memory what is read with every request and changes seldom. All of a collection is dropped when this process
 * changes it through `changing`, and when another has, within half a second. Where nobody looks for that, as on a command
 * line, or the store does not say, nothing is believed and everything read anew.
 */
export function keep<Value>(collection: string, { most, read }: Keeping<Value>): Kept<Value> {
  const known = new Map<string, { value: Value; until: number }>();
  const drop = dropOf(collection);
  drop.maps.push(known);

  return {
    async get(keys) {
      const found = new Map<string, Value>();
      const missing: string[] = [];
      const now = performance.now();
      const isBelieved = now - provenAt < BELIEVED;
      for (const key of new Set(keys)) {
        const held = isBelieved ? known.get(key) : undefined;
        if (held !== undefined && held.until > now) found.set(key, held.value);
        else missing.push(key);
      }
      if (missing.length === 0) return found;
      const { count } = drop;
      for (const [key, value] of await read(missing)) {
        found.set(key, value);
        // What was read while it may have been changed is answered, as any reading is, and not kept.
        if (watchers === 0 || count !== drop.count) continue;
        known.delete(key);
        known.set(key, { value: freeze(value), until: now + LONGEST });
        if (known.size > most) known.delete(known.keys().next().value as string);
      }
      return found;
    },
  };
}

/**
 * Changes collections of which something is kept: in one transaction with the word to other processes, so that no change
 * goes unsaid. This process knows as soon as it resolves.
 */
export async function changing<Result>(
  collections: readonly string[],
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  try {
    return await inTransaction(async (session) => {
      const result = await work(session);
      for (const name of collections)
        await versions().updateOne({ _id: name }, ANOTHER, { session, upsert: true });
      return result;
    });
  } finally {
    // Also where it failed: whether a commit whose answer was lost has gone through nobody knows.
    for (const name of collections) forget(name);
  }
}

/** Says that a collection was changed by a library that has no part in our transactions. */
export async function sayChanged(collection: string): Promise<void> {
  forget(collection);
  await versions().updateOne({ _id: collection }, ANOTHER, { upsert: true });
}

/** Starts looking for what other processes have changed; the answer stops it, and nothing is kept from then on. */
export function watchKept(reportFailure: (error: unknown) => void): () => void {
  const known = new Map<string, number>();
  let isStopped = false;
  watchers += 1;
  forgetAll();
  const look = async () => {
    const began = performance.now();
    try {
      for (const { _id, version } of await versions()
        .find({ _id: { $in: [...drops.keys()] } })
        .toArray()) {
        if (known.get(_id) !== version) forget(_id);
        known.set(_id, version);
      }
      if (!isStopped) provenAt = began;
    } catch (error) {
      reportFailure(error);
    }
    if (!isStopped) timer = setTimeout(look, LOOK_EVERY).unref();
  };
  let timer = setTimeout(look, 0).unref();
  return () => {
    isStopped = true;
    clearTimeout(timer);
    watchers -= 1;
    provenAt = Number.NEGATIVE_INFINITY;
    forgetAll();
  };
}

/** What is kept of one collection, and how often it was dropped. */
interface Drop {
  maps: Map<string, unknown>[];
  count: number;
}

const drops = new Map<string, Drop>();
let watchers = 0;
/** When the look began that has last shown that nothing kept is out of date. */
let provenAt = Number.NEGATIVE_INFINITY;

function dropOf(collection: string): Drop {
  const known = drops.get(collection) ?? { maps: [], count: 0 };
  drops.set(collection, known);
  return known;
}

function forget(collection: string): void {
  const drop = dropOf(collection);
  drop.count += 1;
  for (const map of drop.maps) map.clear();
}

function forgetAll(): void {
  for (const collection of drops.keys()) forget(collection);
}

const ANOTHER = { $inc: { version: 1 } };

function versions() {
  return mongoose.connection.collection<{ _id: string; version: number }>("keptVersions");
}
