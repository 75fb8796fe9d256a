import { lasting } from "./encode";
import type { Work } from "./engine";
import { refuse, StoreError } from "./errors";
import { compileProjection } from "./project";
import type { ReadContext } from "./reading";
import { insertRecord } from "./records";
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
  runWrite,
} from "./request";
import { Blocked } from "./transactions";
import { type Doc, isNumber, toNumber } from "./values";
import { changeMany, changeOf, changeOne, removeMany, removeOne } from "./writeChanges";
import { ensureCollection, type Place, targetOf, theCollection } from "./writeTargets";

const mostStatements = 100_000;

export const insert: Handler = (request) => {
  checkFields(request, ["documents", "ordered", "bypassDocumentValidation"]);
  const { documents, body } = request;
  const { catalog } = request.server.engine;
  const name = collectionName(request);
  checkStatements(documents.length, "insert");
  const write = () =>
    runWrite(request, (unit, context) =>
      statements(documents.length, body, context, (i) => {
        insertRecord(catalog, unit, theCollection(request, name), documents[i]!);
        return inserted;
      }),
    );
  return request.transaction ? ensureCollection(request, name).then(write) : write();
};

const inserted: Outcome = { n: 1 };

export const update: Handler = async (request) => {
  checkFields(request, ["updates", "ordered", "bypassDocumentValidation", "let"]);
  const { body } = request;
  const name = collectionName(request);
  const updates = docsField(body, "updates");
  for (const statement of updates) needFields(statement, "update.updates", ["q", "u"]);
  checkStatements(updates.length, "update");
  if (updates.some((statement) => flag(statement, "upsert"))) await ensureCollection(request, name);
  const variables = letVariables(body);
  return runWrite(request, (unit, context) => {
    const place = { request, unit, context, name, variables };
    return statements(updates.length, body, context, (i) => changeBy(place, updates[i]!, i));
  });
};

function* changeBy(place: Place, statement: Doc, i: number): Work<Outcome> {
  for (const field of statement.keys())
    if (!["q", "u", "multi", "upsert", "arrayFilters", "hint", "collation", "c", "sort"].includes(field))
      refuse(40415, `BSON field 'update.updates.${field}' is an unknown field.`);
  checkCollation(statement.get("collation"));
  const target = targetOf(place, docField(statement, "q") ?? new Map(), statement);
  const isMulti = flag(statement, "multi");
  const upserts = flag(statement, "upsert");
  const filters = docArray(statement, "arrayFilters");
  const change = changeOf(statement.get("u"), filters, isMulti, target.filter, place.variables);
  if (isMulti) {
    const counts = yield* changeMany(target, change);
    if (counts.n > 0 || !upserts) return counts;
  }
  const outcome = yield* changeOne(target, change, upserts);
  return {
    n: outcome.before || outcome.upserted ? 1 : 0,
    nModified: outcome.isModified ? 1 : 0,
    upserted: outcome.upserted && { index: i, _id: outcome.after!.get("_id") },
  };
}

export const remove: Handler = async (request) => {
  checkFields(request, ["deletes", "ordered", "let"]);
  const { body } = request;
  const name = collectionName(request);
  const deletes = docsField(body, "deletes");
  for (const statement of deletes) needFields(statement, "delete.deletes", ["q", "limit"]);
  checkStatements(deletes.length, "delete");
  const variables = letVariables(body);
  return runWrite(request, (unit, context) => {
    const place = { request, unit, context, name, variables };
    return statements(deletes.length, body, context, (i) => removeBy(place, deletes[i]!));
  });
};

function* removeBy(place: Place, statement: Doc): Work<Outcome> {
  for (const field of statement.keys())
    if (!["q", "limit", "hint", "collation"].includes(field))
      refuse(40415, `BSON field 'delete.deletes.${field}' is an unknown field.`);
  checkCollation(statement.get("collation"));
  const limit = statement.get("limit");
  if (limit === undefined || !isNumber(limit) || (toNumber(limit) !== 0 && toNumber(limit) !== 1))
    refuse("FailedToParse", "The limit field in delete objects must be 0 or 1.");
  const target = targetOf(place, docField(statement, "q") ?? new Map(), statement);
  if (toNumber(limit) === 1) return { n: (yield* removeOne(target)) ? 1 : 0 };
  return { n: yield* removeMany(target) };
}

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
  const upserts = flag(body, "upsert");
  const change = body.get("update");
  if (removes && change !== undefined)
    refuse("FailedToParse", "Cannot specify both an update and remove=true");
  if (removes && upserts) refuse("FailedToParse", "Cannot specify both upsert=true and remove=true");
  if (removes && flag(body, "new"))
    refuse(
      "FailedToParse",
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (!removes && change === undefined)
    refuse("FailedToParse", "Either an update or remove=true must be specified");
  const fields = docField(body, "fields");
  const filter = docField(body, "query") ?? new Map();
  const project = fields && fields.size > 0 ? compileProjection(fields, { filter }) : (doc: Doc) => doc;
  if (upserts) await ensureCollection(request, name);
  const variables = letVariables(body);
  return runWrite(request, (unit, context) => {
    const place = { request, unit, context, name, variables };
    return removes ? findAndRemove(place, filter, project) : findAndChange(place, filter, project);
  });
};

function* findAndRemove(place: Place, filter: Doc, project: (doc: Doc) => Doc): Work<Reply> {
  const removed = yield* removeOne(targetOf(place, filter, place.request.body));
  return { lastErrorObject: { n: removed ? 1 : 0 }, value: removed ? project(removed) : null, ok: one };
}

function* findAndChange(place: Place, filter: Doc, project: (doc: Doc) => Doc): Work<Reply> {
  const { body } = place.request;
  const target = targetOf(place, filter, body);
  const change = changeOf(body.get("update"), docArray(body, "arrayFilters"), false, filter, place.variables);
  const outcome = yield* changeOne(target, change, flag(body, "upsert"));
  const value = flag(body, "new") ? outcome.after : outcome.before;
  return {
    lastErrorObject: {
      n: outcome.before || outcome.upserted ? 1 : 0,
      updatedExisting: outcome.before !== undefined,
      upserted: outcome.upserted ? outcome.after!.get("_id") : undefined,
    },
    value: value ? project(value) : null,
    ok: one,
  };
}

interface Outcome {
  n: number;
  nModified?: number;
  upserted?: Reply | false;
}

/**
 * Runs the statements of a write, ordered or not, and gathers counts and errors. A statement of one step is a plain
 * function, taken again when it was blocked; it must claim before it puts.
 */
function* statements(
  count: number,
  body: Doc,
  context: ReadContext,
  run: (i: number) => Work<Outcome> | Outcome,
): Work<Reply> {
  const isOrdered = body.get("ordered") !== false;
  const upserted: Reply[] = [];
  const writeErrors: Reply[] = [];
  let n = 0;
  let nModified: number | undefined;
  for (let i = 0; i < count; i++) {
    if (context.isOver) yield;
    try {
      const step = run(i);
      const outcome = "n" in step ? step : yield* step;
      n += outcome.n;
      if (outcome.nModified !== undefined) nModified = (nModified ?? 0) + outcome.nModified;
      if (outcome.upserted) upserted.push(outcome.upserted);
    } catch (error) {
      if (error instanceof Blocked) {
        yield error.holder;
        i--;
        continue;
      }
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
  nModified ??= body.has("updates") ? 0 : undefined;
  if (n === 1 && nModified === undefined && writeErrors.length === 0) return oneDone;
  return {
    n,
    nModified,
    upserted: upserted.length > 0 ? upserted : undefined,
    writeErrors: writeErrors.length > 0 ? writeErrors : undefined,
    ok: one,
  };
}

/** One document was inserted or removed. */
const oneDone: Reply = lasting({ n: 1, ok: one });

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
