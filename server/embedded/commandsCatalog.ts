import { Binary } from "bson";
import type { Collection } from "./catalog";
import { untouched } from "./commandsIndexes";
import { RawDoc } from "./decode";
import { encode } from "./encode";
import { refuse } from "./errors";
import { compileFilter } from "./match";
import {
  checkFields,
  collectionName,
  docField,
  flag,
  type Handler,
  one,
  type Reply,
  type Request,
} from "./request";
import { validateCollection } from "./validate";
import type { Doc, Value } from "./values";

export const create: Handler = (request) => {
  const { body, database, server } = request;
  const { catalog } = server.engine;
  const name = collectionName(request);
  for (const field of [
    "capped",
    "timeseries",
    "viewOn",
    "validator",
    "clusteredIndex",
    "encryptedFields",
    "changeStreamPreAndPostImages",
  ])
    if (body.has(field) && body.get(field) !== false && !isEmpty(body.get(field)))
      refuse("CommandNotSupported", `create with '${field}' is not supported by this store`);
  checkFields(request, [
    "capped",
    "timeseries",
    "viewOn",
    "pipeline",
    "validator",
    "validationLevel",
    "validationAction",
    "clusteredIndex",
    "encryptedFields",
    "changeStreamPreAndPostImages",
    "autoIndexId",
    "idIndex",
    "storageEngine",
    "indexOptionDefaults",
    "size",
    "max",
    "expireAfterSeconds",
  ]);
  return server.engine.writeOnce(() => {
    if (catalog.find(database, name))
      refuse("NamespaceExists", `Collection ${database}.${name} already exists.`);
    catalog.create(database, name);
    return { ok: one };
  });
};

function isEmpty(value: Value): boolean {
  return value === undefined || value === null || (value instanceof Map && value.size === 0);
}

export const drop: Handler = (request) => {
  checkFields(request, []);
  if (request.transaction)
    refuse("OperationNotSupportedInTransaction", "Cannot drop a collection in a transaction");
  const { engine } = request.server;
  const name = collectionName(request);
  return engine.write<Reply>(function* () {
    const collection = engine.catalog.find(request.database, name);
    // Since MongoDB 7.0 dropping what is not there succeeds.
    if (!collection) return { ok: one };
    yield* untouched(engine, collection);
    const reply = { nIndexesWas: collection.indexes.length, ns: collection.namespace, ok: one };
    if (engine.catalog.find(request.database, name) === collection) engine.catalog.drop(collection);
    return reply;
  });
};

export const dropDatabase: Handler = (request) => {
  checkFields(request, []);
  if (request.transaction)
    refuse("OperationNotSupportedInTransaction", "Cannot drop a database in a transaction");
  const { engine } = request.server;
  return engine.write<Reply>(function* () {
    for (const collection of engine.catalog.list(request.database)) yield* untouched(engine, collection);
    const collections = engine.catalog.list(request.database);
    for (const collection of collections) engine.catalog.drop(collection);
    return collections.length > 0 ? { dropped: request.database, ok: one } : { ok: one };
  });
};

export const renameCollection: Handler = (request) => {
  checkFields(request, ["to", "dropTarget"]);
  const { engine } = request.server;
  const [from, to] = [String(request.body.get("renameCollection")), String(request.body.get("to"))];
  return engine.write(function* () {
    const source = byNamespace(request, from);
    if (!source) refuse("NamespaceNotFound", `Source collection ${from} does not exist`);
    const target = byNamespace(request, to);
    if (target && !flag(request.body, "dropTarget")) refuse("NamespaceExists", "target namespace exists");
    yield* untouched(engine, source);
    if (target) engine.catalog.drop(target);
    const dot = to.indexOf(".");
    engine.catalog.rename(source, to.slice(0, dot), to.slice(dot + 1));
    return { ok: one };
  });
};

function byNamespace(request: Request, namespace: string): Collection | undefined {
  const dot = namespace.indexOf(".");
  if (dot < 1) refuse("InvalidNamespace", `Invalid namespace specified: ${namespace}`);
  return request.server.engine.catalog.find(namespace.slice(0, dot), namespace.slice(dot + 1));
}

export const listCollections: Handler = (request) => {
  checkFields(request, ["filter", "nameOnly", "authorizedCollections", "cursor"]);
  const isMatch = compileFilter(docField(request.body, "filter") ?? new Map());
  const firstBatch = request.server.engine.catalog
    .list(request.database)
    .map(
      (collection): Doc =>
        new Map<string, Value>([
          ["name", collection.name],
          ["type", "collection"],
          ["options", collection.options],
          [
            "info",
            new Map<string, Value>([
              ["readOnly", false],
              ["uuid", new Binary(collection.uuid, 4)],
            ]),
          ],
          ["idIndex", collection.idIndex.spec],
        ]),
    )
    .filter((doc) => isMatch(doc))
    .map((doc) => new RawDoc(encode(flag(request.body, "nameOnly") ? new Map([...doc].slice(0, 2)) : doc)));
  return { cursor: { id: 0n, ns: `${request.database}.$cmd.listCollections`, firstBatch }, ok: one };
};

export const listDatabases: Handler = (request) => {
  checkFields(request, ["filter", "nameOnly", "authorizedDatabases"]);
  const { catalog } = request.server.engine;
  const isMatch = compileFilter(docField(request.body, "filter") ?? new Map());
  const databases = catalog
    .databases()
    .map((name): Doc => {
      const bytes = catalog.list(name).reduce((sum, collection) => sum + catalog.sizeOf(collection).bytes, 0);
      return new Map<string, Value>([
        ["name", name],
        ["sizeOnDisk", BigInt(bytes)],
        ["empty", false],
      ]);
    })
    .filter((doc) => isMatch(doc));
  return { databases, totalSize: 0, ok: one };
};

export const collMod: Handler = (request) => {
  checkFields(request, ["index", "validator", "validationLevel", "validationAction"]);
  const { engine } = request.server;
  const name = collectionName(request);
  if (!isEmpty(request.body.get("validator")))
    refuse("CommandNotSupported", "collMod with 'validator' is not supported by this store");
  return engine.writeOnce(() => {
    const collection = engine.catalog.find(request.database, name);
    if (!collection) refuse("NamespaceNotFound", `ns does not exist: ${request.database}.${name}`);
    const change = docField(request.body, "index");
    if (!change) return { ok: one };
    const index = collection.indexes.find(
      (candidate) =>
        candidate.name === change.get("name") ||
        (change.has("keyPattern") &&
          encode(candidate.spec.get("key")).equals(encode(change.get("keyPattern")))),
    );
    if (!index) refuse("IndexNotFound", "cannot find index for ns");
    const reply: Reply = {};
    for (const option of ["expireAfterSeconds", "hidden"]) {
      if (!change.has(option)) continue;
      reply[`${option}_old`] = index.spec.get(option);
      reply[`${option}_new`] = change.get(option);
      index.spec.set(option, change.get(option));
    }
    for (const option of change.keys())
      if (!["name", "keyPattern", "expireAfterSeconds", "hidden"].includes(option))
        refuse("CommandNotSupported", `collMod of '${option}' is not supported by this store`);
    engine.catalog.touch(collection);
    return { ...reply, ok: one };
  });
};

export const collStats: Handler = (request) => {
  checkFields(request, ["scale"]);
  const name = collectionName(request);
  const { catalog } = request.server.engine;
  const collection = catalog.find(request.database, name);
  const { count, bytes } = collection ? catalog.sizeOf(collection) : { count: 0, bytes: 0 };
  return {
    ns: `${request.database}.${name}`,
    size: bytes,
    count,
    avgObjSize: count > 0 ? Math.round(bytes / count) : undefined,
    storageSize: bytes,
    nindexes: collection?.indexes.length ?? 0,
    capped: false,
    ok: one,
  };
};

export const dbStats: Handler = (request) => {
  checkFields(request, ["scale", "freeStorage"]);
  const { catalog } = request.server.engine;
  const collections = catalog.list(request.database);
  const sizes = collections.map((collection) => catalog.sizeOf(collection));
  const dataSize = sizes.reduce((total, { bytes }) => total + bytes, 0);
  return {
    db: request.database,
    collections: collections.length,
    views: 0,
    objects: sizes.reduce((total, { count }) => total + count, 0),
    dataSize,
    storageSize: dataSize,
    indexes: collections.reduce((total, { indexes }) => total + indexes.length, 0),
    ok: one,
  };
};

export const validate: Handler = async (request) => {
  checkFields(request, ["full", "repair", "metadata", "checkBSONConformance"]);
  const name = collectionName(request);
  const { engine } = request.server;
  const collection = engine.catalog.find(request.database, name);
  if (!collection)
    refuse("NamespaceNotFound", `Collection '${request.database}.${name}' does not exist to validate.`);
  const report = await validateCollection(engine, collection);
  return {
    ns: collection.namespace,
    nInvalidDocuments: 0,
    nrecords: report.records,
    nIndexes: collection.indexes.length,
    keysPerIndex: report.keysPerIndex,
    valid: report.errors.length === 0,
    errors: report.errors,
    warnings: [],
    ok: one,
  };
};
