import type { Collection } from "./catalog";
import { RawDoc } from "./decode";
import { encode } from "./encode";
import { type Engine, unblocked, type Work } from "./engine";
import { refuse, StoreError } from "./errors";
import { missingIndexes } from "./indexConflicts";
import type { Index } from "./indexes";
import { checkIndexSpec } from "./indexSpec";
import type { ReadContext } from "./reading";
import { indexRecord, type WriteUnit } from "./records";
import { checkCollation, checkFields, collectionName, docsField, type Handler, one } from "./request";
import type { Transaction } from "./transactions";
import { type Doc, equals, type Value } from "./values";

export const createIndexes: Handler = (request) => {
  checkFields(request, ["indexes", "commitQuorum", "ignoreUnknownIndexOptions"]);
  if (request.transaction)
    refuse("OperationNotSupportedInTransaction", "Cannot create indexes in a transaction");
  const { engine } = request.server;
  const { catalog } = engine;
  const name = collectionName(request);
  const specs = docsField(request.body, "indexes").map((spec) => {
    checkCollation(spec.get("collation"));
    const plain = new Map(spec);
    plain.delete("collation");
    return checkIndexSpec(plain);
  });
  return engine.write(function* (unit, context) {
    const isNew = !catalog.find(request.database, name);
    const collection = catalog.find(request.database, name) ?? catalog.create(request.database, name);
    const before = collection.indexes.length;
    const fresh = missingIndexes(collection, specs);
    for (const spec of fresh) yield* build(engine, unit, context, collection, spec);
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: isNew,
      note: fresh.length === 0 ? "all indexes already exist" : undefined,
      ok: one,
    };
  });
};

/**
 * Fills a new index while other writes go on: from its first moment every write maintains it and respects its
 * uniqueness, so what is written meanwhile and what is found here cannot both have a key.
 */
function* build(
  engine: Engine,
  unit: WriteUnit,
  context: ReadContext,
  collection: Collection,
  spec: Doc,
): Work<void> {
  const { catalog } = engine;
  yield* untouched(engine, collection);
  const index = catalog.addIndex(collection, spec);
  index.isBuilding = true;
  try {
    let { start } = collection.recordRange;
    const { end } = collection.recordRange;
    for (;;) {
      const scanner = unit.view.scan("records", start, end, false);
      let isOver = false;
      while (!isOver && scanner.next()) {
        const { key, value } = scanner;
        const recordId = key.readUIntBE(4, 6);
        yield* unblocked(() => indexRecord(catalog, unit, collection, index, recordId, value));
        start = collection.recordKey(recordId + 1);
        isOver = context.isOver;
      }
      scanner.park();
      if (!isOver) break;
      yield;
      if (!collection.indexes.includes(index))
        throw new StoreError("IndexNotFound", "The index was dropped while it was built");
    }
  } catch (error) {
    if (collection.indexes.includes(index)) catalog.dropIndex(collection, index);
    throw error;
  }
  index.isBuilding = false;
  index.generation = ++catalog.generation;
  catalog.touch(collection);
}

/** Waits until no open transaction has written to a collection whose definition is to change. */
export function* untouched(engine: Engine, collection: Collection): Work<void> {
  for (;;) {
    const writer: Transaction | undefined = [...engine.transactions].find((transaction) =>
      transaction.tallies.has(collection),
    );
    if (!writer) return;
    yield writer;
  }
}

export const listIndexes: Handler = (request) => {
  checkFields(request, ["cursor"]);
  const name = collectionName(request);
  const collection = request.server.engine.catalog.find(request.database, name);
  const namespace = `${request.database}.${name}`;
  if (!collection) refuse("NamespaceNotFound", `ns does not exist: ${namespace}`);
  const firstBatch = collection.indexes
    .filter((index) => !index.isBuilding)
    .map((index) => new RawDoc(encode(index.spec)));
  return { cursor: { id: 0n, ns: namespace, firstBatch }, ok: one };
};

export const dropIndexes: Handler = (request) => {
  checkFields(request, ["index"]);
  if (request.transaction)
    refuse("OperationNotSupportedInTransaction", "Cannot drop indexes in a transaction");
  const { engine } = request.server;
  const name = collectionName(request);
  return engine.write(function* () {
    const collection = engine.catalog.find(request.database, name);
    if (!collection) refuse("NamespaceNotFound", `ns not found ${request.database}.${name}`);
    const before = collection.indexes.length;
    const chosen = chosenIndexes(collection, request.body.get("index"));
    yield* untouched(engine, collection);
    for (const index of chosen)
      if (collection.indexes.includes(index)) engine.catalog.dropIndex(collection, index);
    return { nIndexesWas: before, ok: one };
  });
};

function chosenIndexes(collection: Collection, wanted: Value): Index[] {
  if (wanted === "*") return collection.indexes.slice(1);
  if (Array.isArray(wanted)) return wanted.flatMap((name) => chosenIndexes(collection, name));
  const found = collection.indexes.filter((index) =>
    typeof wanted === "string" ? index.name === wanted : equals(index.spec.get("key"), wanted),
  );
  if (found.length === 0)
    refuse(
      "IndexNotFound",
      typeof wanted === "string" ? `index not found with name [${wanted}]` : "can't find index with key",
    );
  if (found.includes(collection.idIndex)) refuse("InvalidOptions", "cannot drop _id index");
  return found;
}
