import type { Catalog, Collection } from "./catalog";
import { decode } from "./decode";
import { type Engine, unblocked, type Work } from "./engine";
import { StoreError } from "./errors";
import type { Index } from "./indexes";
import { recordIdAt } from "./keys";
import { indexRecord, recordIdBytes, type WriteUnit } from "./records";
import { SortedRun } from "./sortedRun";
import { giveWay } from "./turns";

/** So many entries are gathered and sorted before they are put: about 25 megabytes of memory. */
const mostEntries = 250_000;
/** How long entries are put at a stretch, in milliseconds. Every further stretch is a further flush. */
const putSlice = 8;

/**
 * Fills a new index while other writes go on. From its first moment every write maintains it and respects its
 * uniqueness; the records of before are read outside of any commit, and their entries put in the index's order, so
 * that a commit changes a few pages and not as many as it has entries. Whatever changes meanwhile is left out of
 * that and indexed at the end, as it is then. Refuses what the index cannot have; then the caller drops it.
 */
export async function fillIndex(engine: Engine, index: Index): Promise<void> {
  const run = new SortedRun();
  const facts = { multikey: index.fields.map(() => false), long: false };
  const context = engine.reading(undefined, 0);
  const collection = ownerOf(engine.catalog, index);
  const { bound } = index.build!;
  const fields = index.rootFields && new Set(index.rootFields);
  const scanner = context.scan("records", collection.recordRange.start, collection.recordKey(bound), false);
  let isLast = false;
  while (!isLast) {
    context.resume();
    let isOver = false;
    while (!isOver && run.size < mostEntries) {
      isLast = !scanner.next();
      if (isLast) break;
      const recordId = scanner.key.readUIntBE(4, 6);
      const entries = index.entriesOf(decode(scanner.value, 0, fields), recordId, (multikey, long) => {
        facts.multikey = facts.multikey.map((flag, i) => flag || multikey[i] === true);
        facts.long ||= long;
      });
      for (const { key } of entries) run.add(index.unique ? withRecordId(key, recordId) : key);
      isOver = context.isOver;
    }
    context.park();
    if (isLast || run.size >= mostEntries)
      await engine.write((unit) => putRun(engine.catalog, unit, index, run));
    else await giveWay();
    if (engine.isClosed) throw new StoreError("ShutdownInProgress", "The store is shutting down");
  }
  await engine.write((unit) => finish(engine.catalog, unit, index, facts));
}

/** The collection that has an index now. Refuses if none has it any more. */
function ownerOf(catalog: Catalog, index: Index): Collection {
  const owner = catalog.list().find((collection) => collection.indexes.includes(index));
  if (!owner) throw new StoreError("IndexNotFound", "The index was dropped while it was built");
  return owner;
}

function withRecordId(key: Buffer, recordId: number): Buffer {
  return Buffer.concat([key, recordIdBytes(recordId)]);
}

/** Puts what was gathered, in order, a little in each commit. */
function* putRun(catalog: Catalog, unit: WriteUnit, index: Index, run: SortedRun): Work<void> {
  ownerOf(catalog, index);
  const { touched } = index.build!;
  let end = performance.now() + putSlice;
  let count = 0;
  for (const bytes of run.drain()) {
    const value = bytes.subarray(bytes.length - 6);
    const recordId = recordIdAt(value, 0);
    if (touched.has(recordId)) continue;
    const key = index.unique ? bytes.subarray(0, -6) : bytes;
    if (index.unique) yield* refuseSecond(catalog, unit, index, key, recordId);
    unit.put("entries", key, value);
    if ((++count & 63) !== 0 || performance.now() < end) continue;
    yield;
    ownerOf(catalog, index);
    end = performance.now() + putSlice;
  }
}

/** Refuses a key that another record has, with all that MongoDB tells of it. */
function* refuseSecond(
  catalog: Catalog,
  unit: WriteUnit,
  index: Index,
  key: Buffer,
  recordId: number,
): Work<void> {
  yield* unblocked(() => unit.claim("entries", key));
  const holder = unit.view.get("entries", key);
  if (holder && recordIdAt(holder, 0) !== recordId) yield* indexAgain(catalog, unit, index, recordId);
}

/** Indexes a record as it is now, if it is there still. */
function indexAgain(catalog: Catalog, unit: WriteUnit, index: Index, recordId: number): Work<void> {
  return unblocked(() => {
    const collection = ownerOf(catalog, index);
    const bytes = unit.view.get("records", collection.recordKey(recordId));
    if (bytes) indexRecord(catalog, unit, collection, index, recordId, bytes);
  });
}

/** Indexes what has changed meanwhile, and opens the index to readers in the step in which nothing is left. */
function* finish(
  catalog: Catalog,
  unit: WriteUnit,
  index: Index,
  { multikey, long }: { multikey: boolean[]; long: boolean },
): Work<void> {
  const { touched } = index.build!;
  let end = performance.now() + putSlice;
  for (const recordId of touched) {
    yield* indexAgain(catalog, unit, index, recordId);
    touched.delete(recordId);
    if (performance.now() < end) continue;
    yield;
    end = performance.now() + putSlice;
  }
  const collection = ownerOf(catalog, index);
  index.multikey = index.multikey.map((flag, i) => flag || multikey[i] === true);
  index.hasLongKeys ||= long;
  index.build = undefined;
  index.generation = ++catalog.generation;
  catalog.touch(collection);
}
