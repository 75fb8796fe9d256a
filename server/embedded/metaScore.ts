import { Double } from "bson";
import { refuse } from "./errors";
import type { Doc, Value } from "./values";

/** What a search says of a document goes beside it through a query, and is never part of it. */
const scores = new WeakMap<Doc, number>();

/** Keeps a document's score for `$meta: "textScore"`. */
export function keepScore(doc: Doc, score: number): void {
  scores.set(doc, score);
}

/** The score of a document, if a search has found it. */
export function scoreOf(doc: Doc): number | undefined {
  return scores.get(doc);
}

/** Hands the score on to what has become of a document. */
export function carryScore(from: Doc, to: Doc): Doc {
  const score = scores.get(from);
  if (score !== undefined) scores.set(to, score);
  return to;
}

const otherKinds = new Set([
  "geoNearDistance",
  "geoNearPoint",
  "indexKey",
  "randVal",
  "recordId",
  "score",
  "scoreDetails",
  "searchHighlights",
  "searchScore",
  "searchScoreDetails",
  "searchSequenceToken",
  "sortKey",
  "vectorSearchScore",
]);

/** The expression `{ $meta: "textScore" }`; refuses every other kind. */
export function metaExpression(kind: Value): (root: Doc) => Value {
  if (typeof kind !== "string") refuse(17307, "$meta only supports string arguments");
  if (otherKinds.has(kind)) refuse("CommandNotSupported", `$meta '${kind}' is not supported by this store`);
  if (kind !== "textScore") refuse(17308, `Unsupported argument to $meta: ${kind}`);
  return (root) => {
    const score = scoreOf(root);
    return score === undefined ? undefined : new Double(score);
  };
}

/** True for a sort by `{ $meta: "textScore" }`; refuses every other sort that is not a direction. */
export function isScoreSort(direction: Doc): boolean {
  const kind = direction.get("$meta");
  if (direction.size !== 1 || kind === undefined)
    refuse(17312, "$meta is the only expression supported by $sort right now");
  if (typeof kind === "string" && otherKinds.has(kind))
    refuse("CommandNotSupported", `$meta '${kind}' sort is not supported by this store`);
  if (kind !== "textScore") refuse(31138, `Illegal $meta sort: $meta: ${JSON.stringify(kind)}`);
  return true;
}

/** Refuses to look for a score where no search gives one. */
export function refuseScoreIn(value: Value): void {
  if (asksForScore(value)) refuseScore();
}

/** Says that there is no score. */
export function refuseScore(): never {
  refuse(40218, "query requires text score metadata, but it is not available");
}

function asksForScore(value: Value): boolean {
  if (Array.isArray(value)) return value.some(asksForScore);
  if (!(value instanceof Map)) return false;
  return [...value].some(([name, inner]) =>
    name === "$meta" ? inner === "textScore" : name !== "$literal" && asksForScore(inner),
  );
}
