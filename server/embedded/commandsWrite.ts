import { lasting } from "./encode";
import { unblocked, type Work } from "./engine";
import { refuse, StoreError } from "./errors";
import { compileProjection } from "./project";
import type { ReadContext } from "./reading";
import { insertRecord, removeRecord } from "./records";
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
import { changeMany, changeOf, changeOne, removeOne } from "./writeChanges";
import { ensureCollection, matchingIds, stillMatching, targetOf, theCollection } from "./writeTargets";

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
