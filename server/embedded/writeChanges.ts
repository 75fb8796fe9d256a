import { ObjectId } from "bson";
import { runStages } from "./aggregate";
import type { Collection } from "./catalog";
import { decode, RawDoc } from "./decode";
import { encode } from "./encode";
import { unblocked, type Work } from "./engine";
import { refuse } from "./errors";
import { matchPositionOf } from "./match";
import { docOf, type ReadContext, type Row } from "./reading";
import { checkId, insertRecord, removeRecord, replaceRecord } from "./records";
import {
  checkSameId,
  compileReplacement,
  compileUpdate,
  documentFromFilter,
  isReplacement,
  type Update,
} from "./update";
import type { Doc, Value } from "./values";
import { firstMatch, matchingIds, stillMatching, type Target } from "./writeTargets";

/** What is to be done to a document. */
export interface ChangePlan {
  apply: Update;
  position?: (doc: Doc) => number | undefined;
}

/** Reads the change that a statement asks for: operators, a replacement or a pipeline. */
export function changeOf(
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

interface Changed {
  before?: Doc;
  after?: Doc;
  isModified: boolean;
  upserted: boolean;
}

/** Changes the first match, or inserts. After a wait it looks again, for the match may be another by then. */
export function* changeOne(target: Target, change: ChangePlan, upserts: boolean): Work<Changed> {
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

/** Changes all that match, each if it does so still when its turn comes. */
export function* changeMany(target: Target, change: ChangePlan): Work<{ n: number; nModified: number }> {
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

/** Removes the first match. After a wait it looks again. */
export function* removeOne(target: Target): Work<Doc | undefined> {
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

/** Removes all that match, each if it does so still when its turn comes. Gives how many. */
export function* removeMany(target: Target): Work<number> {
  const collection = target.collection();
  let n = 0;
  if (!collection) return n;
  for (const id of yield* matchingIds(target)) {
    if (target.context.isOver) yield;
    n += yield* unblocked(() => {
      const bytes = stillMatching(target, collection, id);
      if (!bytes) return 0;
      removeRecord(target.catalog, target.unit, collection, id, bytes);
      return 1;
    });
  }
  return n;
}
