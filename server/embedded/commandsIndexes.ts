import type { Catalog, Collection } from "./catalog";
import { RawDoc } from "./decode";
import { encode } from "./encode";
import type { Engine, Work } from "./engine";
import { refuse } from "./errors";
import { dropIndexes as dropThose } from "./garbage";
import { fillIndex } from "./indexBuild";
import { missingIndexes } from "./indexConflicts";
import { type Index, IndexBuild } from "./indexes";
import { checkIndexSpec } from "./indexSpec";
import { indexRecord, type WriteUnit } from "./records";
import {
  checkCollation,
  checkFields,
  collectionName,
  docsField,
  type Handler,
  one,
  type Reply,
} from "./request";
import type { Transaction } from "./transactions";
import { type Doc, equals, type Value } from "./values";

export const createIndexes: Handler = (request) => {
  checkFields(request, ["indexes", "commitQuorum", "ignoreUnknownIndexOptions"]);
  if (request.transaction)
    refuse("OperationNotSupportedInTransaction", "Cannot create indexes in a transaction");
  const { engine } = request.server;
  const name = collectionName(request);
  const specs = docsField(request.body, "indexes").map((spec) => {
    checkCollation(spec.get("collation"));
    const plain = new Map(spec);
    plain.delete("collation");
    return checkIndexSpec(plain);
  });
  return createAll(engine, request.database, name, specs);
};

/** Makes the indexes that are missing and answers when all are there, those that somebody else is making included. */
async function createAll(engine: Engine, database: string, name: string, specs: Doc[]): Promise<Reply> {
  const { catalog } = engine;
  const made: Index[] = [];
  let others: Index[] = [];
  const reply = await engine.write(function* (unit) {
    const isNew = !catalog.find(database, name);
    const collection = catalog.find(database, name) ?? catalog.create(database, name);
    yield* untouched(engine, collection);
    others = collection.indexes.filter((index) => specs.some((spec) => spec.get("name") === index.name));
    const before = collection.indexes.length;
    const fresh = missingIndexes(collection, specs);
    try {
      for (const spec of fresh) begin(catalog, unit, collection, catalog.addIndex(collection, spec), made);
    } catch (error) {
      dropThose(catalog, made);
      throw error;
    }
    return {
      numIndexesBefore: before,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically: isNew,
      note: fresh.length === 0 ? "all indexes already exist" : undefined,
      ok: one,
    };
  });
  await fillAll(engine, made);
  const builds = others.flatMap((index) => index.build ?? []);
  for (const { ended } of builds) await ended;
  // The other build may have failed; then it is this one's turn.
  if (builds.length > 0) await createAll(engine, database, name, specs);
  return reply;
}

/** In a collection of no more documents an index is there at once. */
const fewDocuments = 100;

/** Adds the entries of a new index if they are few. Otherwise it is filled later, and nobody reads it before. */
function begin(catalog: Catalog, unit: WriteUnit, collection: Collection, index: Index, made: Index[]): void {
  made.push(index);
  const { start, end } = collection.recordRange;
  const scanner = unit.view.scan("records", start, end, false);
  const few: { recordId: number; bytes: Buffer }[] = [];
  while (few.length <= fewDocuments && scanner.next())
    few.push({ recordId: scanner.key.readUIntBE(4, 6), bytes: scanner.value });
  scanner.park();
  if (few.length > fewDocuments) index.build = new IndexBuild(collection.nextRecordId);
  else for (const { recordId, bytes } of few) indexRecord(catalog, unit, collection, index, recordId, bytes);
}

/** Fills the indexes that are not there at once. If one of them fails, none of them stays. */
async function fillAll(engine: Engine, made: Index[]): Promise<void> {
  const builds = made.flatMap((index) => index.build ?? []);
  try {
    for (const index of made) if (index.isBuilding) await fillIndex(engine, index);
  } catch (error) {
    await engine.writeOnce(() => dropThose(engine.catalog, made));
    throw error;
  } finally {
    for (const build of builds) build.end();
  }
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
    dropThose(engine.catalog, chosen);
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
