import { ObjectId } from "bson";
import { runStages } from "./aggregate";
import type { Collection } from "./catalog";
import { decode, RawDoc } from "./decode";
import { encode } from "./encode";
import { unblocked, type Work } from "./engine";
import { refuse, StoreError } from "./errors";
import { matchPositionOf } from "./match";
import { compileProjection } from "./project";
import { matcherOf, openQuery } from "./query";
import { docOf, pause, type ReadContext, type Row } from "./reading";
import { checkId, insertRecord, removeRecord, replaceRecord, type WriteUnit } from "./records";
import {
  checkCollation,
  checkFields,
  collectionName,
  docField,
  docsField,
  flag,
  type Handler,
  letVariables,
  needFields,
  one,
  type Reply,
  type Request,
  runWrite,
} from "./request";
import {
  checkSameId,
  compileReplacement,
  compileUpdate,
  documentFromFilter,
  isReplacement,
  type Update,
} from "./update";
import { type Doc, isNumber, toNumber, type Value } from "./values";

const mostStatements = 100_000;

export const insert: Handler = async (request) => {
  checkFields(request, ["documents", "ordered", "bypassDocumentValidation"]);
  const { documents, body } = request;
  const name = collectionName(request);
  checkStatements(documents.length, "insert");
  await ensureCollection(request, name);
  return runWrite(request, (unit, context) =>
    statements(documents.length, body, context, function* (i) {
      yield* unblocked(() =>
        insertRecord(request.server.engine.catalog, unit, theCollection(request, name), documents[i]!),
      );
      return { n: 1 };
    }),
  );
};

export const update: Handler = async (request) => {
  checkFields(request, ["updates", "ordered", "bypassDocumentValidation", "let"]);
  const { body } = request;
  const name = collectionName(request);
  const updates = docsField(body, "updates");
  for (const statement of updates) needFields(statement, "update.updates", ["q", "u"]);
  checkStatements(updates.length, "update");
  if (updates.some((statement) => flag(statement, "upsert"))) await ensureCollection(request, name);
  const variables = letVariables(body);
  return runWrite(request, (unit, context) =>
    statements(updates.length, body, context, function* (i) {
      const statement = updates[i]!;
      for (const field of statement.keys())
        if (!["q", "u", "multi", "upsert", "arrayFilters", "hint", "collation", "c", "sort"].includes(field))
          refuse(40415, `BSON field 'update.updates.${field}' is an unknown field.`);
      checkCollation(statement.get("collation"));
      const target = targetOf(
        request,
        unit,
        context,
        name,
        docField(statement, "q") ?? new Map(),
        statement,
        variables,
      );
      const change = changeOf(
        statement.get("u"),
        docArray(statement, "arrayFilters"),
        flag(statement, "multi"),
        target.filter,
        variables,
      );
      if (!flag(statement, "multi")) {
        const outcome = yield* changeOne(target, change, flag(statement, "upsert"));
        return {
          n: outcome.before || outcome.upserted ? 1 : 0,
          nModified: outcome.isModified ? 1 : 0,
          upserted: outcome.upserted && { index: i, _id: outcome.after!.get("_id") },
        };
      }
      const counts = yield* changeMany(target, change);
      if (counts.n > 0 || !flag(statement, "upsert")) return counts;
      const outcome = yield* changeOne(target, change, true);
      return { n: 1, nModified: 0, upserted: { index: i, _id: outcome.after!.get("_id") } };
    }),
  );
};

export const remove: Handler = async (request) => {
  checkFields(request, ["deletes", "ordered", "let"]);
  const { body } = request;
  const name = collectionName(request);
  const deletes = docsField(body, "deletes");
  for (const statement of deletes) needFields(statement, "delete.deletes", ["q", "limit"]);
  checkStatements(deletes.length, "delete");
  const variables = letVariables(body);
  return runWrite(request, (unit, context) =>
    statements(deletes.length, body, context, function* (i) {
      const statement = deletes[i]!;
      for (const field of statement.keys())
        if (!["q", "limit", "hint", "collation"].includes(field))
          refuse(40415, `BSON field 'delete.deletes.${field}' is an unknown field.`);
      checkCollation(statement.get("collation"));
      const limit = statement.get("limit");
      if (limit === undefined || !isNumber(limit) || (toNumber(limit) !== 0 && toNumber(limit) !== 1))
        refuse("FailedToParse", "The limit field in delete objects must be 0 or 1.");
      const target = targetOf(
        request,
        unit,
        context,
        name,
        docField(statement, "q") ?? new Map(),
        statement,
        variables,
      );
      if (toNumber(limit) === 1) return { n: (yield* removeOne(target)) ? 1 : 0 };
      const collection = target.collection();
      if (!collection) return { n: 0 };
      let n = 0;
      for (const id of yield* matchingIds(target)) {
        if (context.isOver) yield;
        n += yield* unblocked(() => {
          const bytes = stillMatching(target, collection, id);
          if (!bytes) return 0;
          removeRecord(target.catalog, unit, collection, id, bytes);
          return 1;
        });
      }
      return { n };
    }),
  );
};

export const findAndModify: Handler = async (request) => {
  const { body } = request;
  checkFields(request, [
    "query",
    "sort",
    "remove",
    "update",
    "new",
    "fields",
    "upsert",
    "arrayFilters",
    "hint",
    "bypassDocumentValidation",
    "let",
  ]);
  const name = collectionName(request);
  const removes = flag(body, "remove");
  const isNew = flag(body, "new");
  const upserts = flag(body, "upsert");
  const wanted = body.get("update");
  if (removes && wanted !== undefined)
    refuse("FailedToParse", "Cannot specify both an update and remove=true");
  if (removes && upserts) refuse("FailedToParse", "Cannot specify both upsert=true and remove=true");
  if (removes && isNew)
    refuse(
      "FailedToParse",
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (!removes && wanted === undefined)
    refuse("FailedToParse", "Either an update or remove=true must be specified");
  const fields = docField(body, "fields");
  const filter = docField(body, "query") ?? new Map();
  const project = fields && fields.size > 0 ? compileProjection(fields, { filter }) : (doc: Doc) => doc;
  if (upserts) await ensureCollection(request, name);
  const variables = letVariables(body);
  return runWrite(request, function* (unit, context) {
    const target = targetOf(request, unit, context, name, filter, body, variables);
    if (removes) {
      const removed = yield* removeOne(target);
      return { lastErrorObject: { n: removed ? 1 : 0 }, value: removed ? project(removed) : null, ok: one };
    }
    const change = changeOf(wanted, docArray(body, "arrayFilters"), false, filter, variables);
    const outcome = yield* changeOne(target, change, upserts);
    const value = isNew ? outcome.after : outcome.before;
    return {
      lastErrorObject: {
        n: outcome.before || outcome.upserted ? 1 : 0,
        updatedExisting: outcome.before !== undefined,
        upserted: outcome.upserted ? outcome.after!.get("_id") : undefined,
      },
      value: value ? project(value) : null,
      ok: one,
    };
  });
};

interface Outcome {
  n: number;
  nModified?: number;
  upserted?: Reply | false;
}

/** Runs the statements of a write, ordered or not, and gathers counts and errors. */
function* statements(
  count: number,
  body: Doc,
  context: ReadContext,
  run: (i: number) => Work<Outcome>,
): Work<Reply> {
  const isOrdered = body.get("ordered") !== false;
  const upserted: Reply[] = [];
  const writeErrors: Reply[] = [];
  let n = 0;
  let nModified: number | undefined;
  for (let i = 0; i < count; i++) {
    if (context.isOver) yield;
    try {
      const outcome = yield* run(i);
      n += outcome.n;
      if (outcome.nModified !== undefined) nModified = (nModified ?? 0) + outcome.nModified;
      if (outcome.upserted) upserted.push(outcome.upserted);
    } catch (error) {
      if (
        !(error instanceof StoreError) ||
        error.codeName === "WriteConflict" ||
        error.codeName === "MaxTimeMSExpired"
      )
        throw error;
      writeErrors.push({ index: i, code: error.code, ...error.extra, errmsg: error.message });
      if (isOrdered) break;
    }
  }
  return {
    n,
    nModified: nModified ?? (body.has("updates") ? 0 : undefined),
    upserted: upserted.length > 0 ? upserted : undefined,
    writeErrors: writeErrors.length > 0 ? writeErrors : undefined,
    ok: one,
  };
}

function checkStatements(count: number, name: string): void {
  if (count < 1 || count > mostStatements)
    refuse(
      "InvalidLength",
      `Write batch sizes must be between 1 and ${mostStatements}. Got ${count} operations (${name}).`,
    );
}

function docArray(body: Doc, field: string): Doc[] {
  return body.has(field) ? docsField(body, field) : [];
}

/** In a transaction a new collection is made beforehand: that a collection exists is not part of it. */
async function ensureCollection(request: Request, name: string): Promise<void> {
  const { catalog } = request.server.engine;
  if (!request.transaction || catalog.find(request.database, name)) return;
  await request.server.engine.writeOnce(() => {
    if (!catalog.find(request.database, name)) catalog.create(request.database, name);
  });
}

function theCollection(request: Request, name: string): Collection {
  const { catalog } = request.server.engine;
  return catalog.find(request.database, name) ?? catalog.create(request.database, name);
}

/** What a statement is about. */
interface Target {
  catalog: Request["server"]["engine"]["catalog"];
  unit: WriteUnit;
  context: ReadContext;
  filter: Doc;
  sort?: Doc;
  hint?: Value;
  variables: Map<string, Value>;
  collection(): Collection | undefined;
  make(): Collection;
}

function targetOf(
  request: Request,
  unit: WriteUnit,
  context: ReadContext,
  name: string,
  filter: Doc,
  options: Doc,
  variables: Map<string, Value>,
): Target {
  const { catalog } = request.server.engine;
  return {
    catalog,
    unit,
    context,
    filter,
    sort: docField(options, "sort"),
    hint: options.get("hint"),
    variables,
    collection: () => catalog.find(request.database, name),
    make: () => theCollection(request, name),
  };
}

interface ChangePlan {
  apply: Update;
  position?: (doc: Doc) => number | undefined;
}

function changeOf(
  source: Value,
  arrayFilters: Doc[],
  isMulti: boolean,
  filter: Doc,
  variables: Map<string, Value>,
): ChangePlan {
  if (Array.isArray(source)) return { apply: pipelineUpdate(source as Doc[], variables) };
  if (!(source instanceof Map))
    refuse("FailedToParse", "Update argument must be either an object or an array");
  if (isReplacement(source)) {
    if (isMulti) refuse("FailedToParse", "multi update is not supported for replacement-style update");
    return { apply: compileReplacement(source) };
  }
  return { apply: compileUpdate(source, arrayFilters), position: matchPositionOf(filter) };
}

const updateStages = new Set(["$set", "$addFields", "$unset", "$project", "$replaceRoot", "$replaceWith"]);

function pipelineUpdate(pipeline: Doc[], variables: Map<string, Value>): Update {
  for (const stage of pipeline) {
    const name = stage instanceof Map ? stage.keys().next().value : undefined;
    if (!name || !updateStages.has(name))
      refuse("InvalidOptions", `${String(name)} is not allowed to be used within an update`);
  }
  return (doc, input) => {
    const id = doc.get("_id");
    const given: Row[] = [{ doc }];
    const once = { next: () => given.pop() };
    const scope = { context: undefined as unknown as ReadContext, find: () => undefined, variables };
    const row = runStages(scope, once, pipeline).next() as Row;
    let result = docOf(row);
    if (id !== undefined && !result.has("_id")) result = new Map([["_id", id] as [string, Value], ...result]);
    checkSameId(id, result, input);
    return result;
  };
}

/** The first match, looked for in as many steps as it takes. */
function* firstMatch(target: Target, collection: Collection): Work<Row | undefined> {
  const { stream } = openQuery(target.context, collection, {
    filter: target.filter,
    sort: target.sort,
    hint: target.hint,
    limit: 1,
    variables: target.variables,
  });
  for (;;) {
    const row = stream.next();
    if (row !== pause) {
      target.context.park();
      return row;
    }
    yield;
  }
}

/** All matches, before anything changes: a document that moves within an index is not met twice. */
function* matchingIds(target: Target): Work<number[]> {
  const ids: number[] = [];
  const { stream } = openQuery(target.context, target.collection(), {
    filter: target.filter,
    hint: target.hint,
    variables: target.variables,
  });
  for (;;) {
    const row = stream.next();
    if (row === pause) yield;
    else if (row === undefined) break;
    else ids.push(row.recordId!);
  }
  target.context.park();
  return ids;
}

function stillMatching(target: Target, collection: Collection, id: number): Buffer | undefined {
  if (target.collection() !== collection) return undefined;
  const bytes = target.unit.view.get("records", collection.recordKey(id));
  return bytes && matcherOf(collection, target.filter, target.variables)(decode(bytes)) ? bytes : undefined;
}

interface Changed {
  before?: Doc;
  after?: Doc;
  isModified: boolean;
  upserted: boolean;
}

/** Changes the first match, or inserts. After a wait it looks again, for the match may be another by then. */
function* changeOne(target: Target, change: ChangePlan, upserts: boolean): Work<Changed> {
  for (;;) {
    const collection = target.collection();
    const row = collection && (yield* firstMatch(target, collection));
    if (!row && !upserts) return { isModified: false, upserted: false };
    const step = () =>
      row ? applyTo(target, change, collection!, row.recordId!, row.bytes!) : upsert(target, change);
    const attempt = attemptOnce(step);
    const outcome = yield* attempt;
    if (outcome) return outcome;
  }
}

/** One try; nothing comes back if it had to wait. */
function* attemptOnce<T>(step: () => T): Work<T | undefined> {
  let waited = false;
  let result: T | undefined;
  yield* unblocked(() => {
    if (waited) return;
    waited = true;
    result = step();
  });
  return result;
}

function applyTo(
  target: Target,
  change: ChangePlan,
  collection: Collection,
  id: number,
  bytes: Buffer,
): Changed {
  const before = decode(bytes);
  const working = decode(bytes);
  const after = change.apply(working, { position: change.position?.(before), isInsert: false });
  const fresh = encode(after);
  if (fresh.equals(bytes)) return { before, after, isModified: false, upserted: false };
  replaceRecord(
    target.catalog,
    target.unit,
    collection,
    id,
    { bytes, doc: before },
    { bytes: fresh, doc: after },
  );
  return { before, after, isModified: true, upserted: false };
}

function upsert(target: Target, change: ChangePlan): Changed {
  const start = documentFromFilter(target.filter);
  const id = start.get("_id");
  let after = change.apply(start, { isInsert: true });
  if (id !== undefined) checkSameId(id, after.has("_id") ? after : after.set("_id", id), { isInsert: false });
  if (!after.has("_id")) after = new Map([["_id", new ObjectId()] as [string, Value], ...after]);
  checkId(after.get("_id"));
  insertRecord(target.catalog, target.unit, target.make(), new RawDoc(encode(after)));
  return { after, isModified: false, upserted: true };
}

function* changeMany(target: Target, change: ChangePlan): Work<{ n: number; nModified: number }> {
  const collection = target.collection();
  let n = 0;
  let nModified = 0;
  if (!collection) return { n, nModified };
  for (const id of yield* matchingIds(target)) {
    if (target.context.isOver) yield;
    const changed = yield* unblocked(() => {
      const bytes = stillMatching(target, collection, id);
      return bytes && applyTo(target, change, collection, id, bytes);
    });
    if (!changed) continue;
    n++;
    if (changed.isModified) nModified++;
  }
  return { n, nModified };
}

function* removeOne(target: Target): Work<Doc | undefined> {
  for (;;) {
    const collection = target.collection();
    const row = collection && (yield* firstMatch(target, collection));
    if (!row) return undefined;
    const removed = yield* attemptOnce(() => {
      removeRecord(target.catalog, target.unit, collection, row.recordId!, row.bytes!);
      return docOf(row);
    });
    if (removed) return removed;
  }
}
