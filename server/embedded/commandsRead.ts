import { openPipeline } from "./aggregate";
import { refuse } from "./errors";
import { distinct as distinctValues } from "./expressionsArray";
import { anyAt } from "./paths";
import { compileProjection } from "./project";
import { compileCut } from "./projectBytes";
import { type OpenQuery, openQuery } from "./query";
import { type Batch, docOf, gather, pause, type ReadContext, type Stream } from "./reading";
import {
  checkFields,
  collectionName,
  countField,
  docField,
  docsField,
  flag,
  type Handler,
  letVariables,
  maxTime,
  needFields,
  one,
  type Reply,
  type Request,
} from "./request";
import { empty } from "./streams";
import { giveWay } from "./turns";
import { type Doc, isNumber, toNumber, type Value } from "./values";

const firstBatch = 101;
/** A reply stays well under the 48 MB a message may have. */
const batchBytes = 16 * 1024 * 1024;

const findFields = [
  "filter",
  "sort",
  "projection",
  "hint",
  "skip",
  "limit",
  "batchSize",
  "singleBatch",
  "let",
  "allowDiskUse",
  "allowPartialResults",
  "noCursorTimeout",
  "oplogReplay",
  "awaitData",
  "tailable",
  "returnKey",
  "showRecordId",
  "min",
  "max",
];

/** Opens what a `find` asks for, for its reply or its explanation. */
export function openFind(request: Request, context: ReadContext): OpenQuery & { stream: Stream } {
  const { body } = request;
  checkFields(request, findFields);
  for (const field of ["tailable", "awaitData", "returnKey", "showRecordId"])
    if (flag(body, field))
      refuse("CommandNotSupported", `find with '${field}' is not supported by this store`);
  for (const field of ["min", "max"])
    if (body.has(field)) refuse("CommandNotSupported", `find with '${field}' is not supported by this store`);
  const filter = docField(body, "filter") ?? new Map();
  const variables = letVariables(body);
  const collection = request.server.engine.catalog.find(request.database, collectionName(request));
  const query = openQuery(context, collection, {
    filter,
    sort: docField(body, "sort"),
    skip: countField(body, "skip", 0),
    limit: countField(body, "limit", 0),
    hint: body.get("hint"),
    variables,
  });
  const projection = docField(body, "projection");
  if (!projection || projection.size === 0) return query;
  const hasScore = query.plan.kind === "text";
  const project = compileProjection(projection, { filter, variables, hasScore });
  const cut = compileCut(projection);
  const { stream } = query;
  return {
    ...query,
    stream: {
      next() {
        const row = stream.next();
        if (row === undefined || row === pause) return row;
        return cut && row.bytes ? { bytes: cut(row.bytes) } : { doc: project(docOf(row)) };
      },
    },
  };
}

export const find: Handler = (request) => {
  const { body } = request;
  const context = contextOf(request);
  const { stream } = openFind(request, context);
  const limit = countField(body, "limit", 0);
  const batchSize = countField(body, "batchSize", firstBatch);
  const isSingle = flag(body, "singleBatch");
  return firstReply(
    request,
    context,
    stream,
    collectionName(request),
    isSingle && limit > 0 ? limit : batchSize,
    isSingle,
  );
};

export const aggregate: Handler = (request) => {
  const { body } = request;
  const { context, query, name } = openAggregate(request);
  const cursor = docField(body, "cursor");
  if (!cursor)
    refuse(
      "FailedToParse",
      "The 'cursor' option is required, except for aggregate with the explain argument",
    );
  return firstReply(request, context, query.stream, name, countField(cursor, "batchSize", firstBatch), false);
};

export function openAggregate(request: Request): { context: ReadContext; query: OpenQuery; name: string } {
  const { body, database } = request;
  checkFields(request, [
    "pipeline",
    "cursor",
    "allowDiskUse",
    "hint",
    "let",
    "explain",
    "bypassDocumentValidation",
  ]);
  if (isNumber(body.get("aggregate")))
    refuse("CommandNotSupported", "Aggregation over a whole database is not supported by this store");
  const name = collectionName(request);
  const context = contextOf(request);
  const { catalog } = request.server.engine;
  const scope = {
    context,
    find: (other: string) => catalog.find(database, other),
    variables: letVariables(body),
  };
  const query = openPipeline(
    scope,
    catalog.find(database, name),
    docsField(body, "pipeline"),
    body.get("hint"),
  );
  return { context, query, name };
}

export const getMore: Handler = async (request) => {
  const { body, database, server } = request;
  checkFields(request, ["collection", "batchSize"]);
  const id = body.get("getMore");
  if (typeof id !== "bigint") refuse("TypeMismatch", "cursor id must be a 64-bit integer");
  const namespace = `${database}.${String(body.get("collection"))}`;
  const cursor = server.cursors.take(id, namespace);
  cursor.isBusy = true;
  try {
    const size = countField(body, "batchSize", 0);
    const { rows, ended } = await gather(
      cursor.context,
      cursor.stream,
      size === 0 ? Number.POSITIVE_INFINITY : size,
      batchBytes,
    );
    if (ended) server.cursors.kill(id);
    return {
      cursor: { nextBatch: rows, id: ended ? 0n : id, ns: namespace },
      ok: one,
    };
  } catch (error) {
    server.cursors.kill(id);
    throw error;
  } finally {
    cursor.isBusy = false;
  }
};

export const killCursors: Handler = ({ body, server }) => {
  const killed: Value[] = [];
  const missing: Value[] = [];
  for (const id of (body.get("cursors") as Value[]) ?? [])
    (server.cursors.kill(id as bigint) ? killed : missing).push(id);
  return { cursorsKilled: killed, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: one };
};

export function openCount(request: Request, context: ReadContext): OpenQuery {
  const { body, database, server } = request;
  checkFields(request, ["query", "limit", "skip", "hint", "fields"]);
  const limit = body.get("limit");
  return openQuery(context, server.engine.catalog.find(database, collectionName(request)), {
    filter: docField(body, "query") ?? new Map(),
    skip: countField(body, "skip", 0),
    limit: limit !== undefined && isNumber(limit) ? Math.abs(toNumber(limit)) : 0,
    hint: body.get("hint"),
  });
}

export const count: Handler = async (request) => {
  const { body } = request;
  const context = contextOf(request);
  const { stream } = openCount(request, context);
  const isPlain =
    !request.transaction &&
    !docField(body, "query")?.size &&
    !body.has("skip") &&
    !body.has("limit") &&
    !body.has("hint");
  if (isPlain) return { n: storedCount(request), ok: one };
  let n = 0;
  await drain(context, stream, () => n++);
  return { n, ok: one };
};

function storedCount(request: Request): number {
  const { catalog } = request.server.engine;
  const collection = catalog.find(request.database, collectionName(request));
  return collection ? catalog.sizeOf(collection).count : 0;
}

export const distinct: Handler = async (request) => {
  const context = contextOf(request);
  const { stream } = openDistinct(request, context);
  const parts = String(request.body.get("key")).split(".");
  const values: Value[] = [];
  let held = 0;
  await drain(context, stream, (doc) => {
    const own: Value[] = [];
    anyAt(doc(), parts, 0, false, (value) => {
      if (Array.isArray(value)) own.push(...value);
      else if (value !== undefined) own.push(value);
      return false;
    });
    values.push(...own);
    // Repeats are dropped as they pile up, so that memory follows what is distinct.
    if (values.length > held * 2 + 1000) {
      const kept = distinctValues(values);
      values.length = 0;
      values.push(...kept);
      held = kept.length;
    }
  });
  return { values: distinctValues(values), ok: one };
};

export function openDistinct(request: Request, context: ReadContext): OpenQuery {
  const { body, database, server } = request;
  checkFields(request, ["key", "query", "hint"]);
  needFields(body, "distinct", ["key"]);
  if (typeof body.get("key") !== "string")
    refuse("TypeMismatch", "BSON field 'distinct.key' must be a string");
  const collection = server.engine.catalog.find(database, collectionName(request));
  return openQuery(context, collection, {
    filter: docField(body, "query") ?? new Map(),
    hint: body.get("hint"),
  });
}

export function contextOf(request: Request): ReadContext {
  return request.server.engine.reading(request.transaction, maxTime(request));
}

async function drain(context: ReadContext, stream: Stream, take: (doc: () => Doc) => void): Promise<void> {
  context.resume();
  try {
    for (;;) {
      const row = stream.next();
      if (row === undefined) return;
      if (row === pause) {
        context.park();
        await giveWay();
        context.resume();
      } else take(() => docOf(row));
    }
  } finally {
    context.park();
  }
}

function firstReply(
  request: Request,
  context: ReadContext,
  stream: Stream,
  name: string,
  batchSize: number,
  isSingle: boolean,
): Promise<Reply> | Reply {
  const ns = `${request.database}.${name}`;
  const reply = ({ rows, ended }: Batch): Reply => {
    const { cursors } = request.server;
    const id = ended || isSingle ? 0n : cursors.open(ns, context, stream, request.transaction).id;
    return { cursor: { firstBatch: rows, id, ns }, ok: one };
  };
  if (batchSize === 0) return reply({ rows: [], ended: stream === empty });
  const batch = gather(context, stream, batchSize, batchBytes);
  return batch instanceof Promise ? batch.then(reply) : reply(batch);
}
