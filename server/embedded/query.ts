import { ObjectId } from "bson";
import { Entries, openPlan } from "./candidates";
import type { Collection } from "./catalog";
import { refuse } from "./errors";
import { recordIdAt } from "./keys";
import { compileFilter, type Matcher } from "./match";
import { refuseScore } from "./metaScore";
import { type Plan, plan } from "./planner";
import type { IndexPlan } from "./ranges";
import type { ReadContext, Stream } from "./reading";
import { parseSort, type SortOrder } from "./sort";
import { empty, FilterStream, SliceStream, SortStream } from "./streams";
import { textIn, withoutText } from "./textFilter";
import { textMatcher } from "./textMatch";
import { planText, textIndexOf } from "./textPlan";
import { parseText } from "./textQuery";
import type { Doc, Value } from "./values";

export interface Query {
  filter: Doc;
  sort?: Doc;
  skip?: number;
  limit?: number;
  hint?: Value;
  variables?: Map<string, Value>;
}

export interface OpenQuery {
  stream: Stream;
  plan: Plan;
  sort?: SortOrder;
  /** The sort had to be done in memory. */
  sortsInMemory: boolean;
}

/** Plans a query and opens its rows: matched, sorted, skipped and limited. */
export function openQuery(context: ReadContext, collection: Collection | undefined, query: Query): OpenQuery {
  const variables = query.variables ?? new Map();
  const sort =
    query.sort && query.sort.size > 0 && !query.sort.has("$natural")
      ? parseSort(query.sort, true)
      : undefined;
  const limit = query.limit ?? 0;
  const skip = query.skip ?? 0;
  const byId =
    collection && !sort && query.hint === undefined ? openById(context, collection, query.filter) : undefined;
  if (byId)
    return {
      stream: skip > 0 ? empty : byId,
      plan: { kind: "id", index: collection!.idIndex },
      sort,
      sortsInMemory: false,
    };
  const text = textIn(query.filter);
  if (sort?.usesScore && text === undefined) refuseScore();
  if (!collection) {
    if (text !== undefined)
      refuse("IndexNotFound", "text index required for $text query (no such collection)");
    return { stream: empty, plan: { kind: "none" }, sort, sortsInMemory: false };
  }
  const chosen = choose(context, collection, query, sort, text);
  const filter = text === undefined ? query.filter : withoutText(query.filter);
  const matcher = compileFilter(filter, variables);
  let stream = openPlan(context, collection, chosen);
  if (filter.size > 0) stream = new FilterStream(context, stream, matcher, rootsOf(filter));
  const isSorted = !sort || ((chosen.kind === "index" || chosen.kind === "text") && chosen.sorted);
  if (!isSorted) stream = new SortStream(stream, sort, limit > 0 ? skip + limit : 0);
  if (skip > 0 || limit > 0)
    stream = new SliceStream(stream, skip, limit > 0 ? limit : Number.POSITIVE_INFINITY);
  return { stream, plan: chosen, sort, sortsInMemory: !isSorted };
}

function choose(
  context: ReadContext,
  collection: Collection,
  query: Query,
  sort: SortOrder | undefined,
  text: Value,
): Plan {
  const { filter, hint, limit = 0, variables = new Map() } = query;
  if (query.sort?.has("$natural") && hint === undefined) {
    if (text !== undefined) refuse("BadValue", "text expression not allowed with $natural sort order");
    return { kind: "collection", reverse: Number(query.sort.get("$natural")) < 0 };
  }
  const question = { filter, sort, limit, hint, variables, generation: context.generation };
  if (text !== undefined) return planText(collection, text, question);
  return plan(collection, question, (candidate, most) => countEntries(context, candidate, most));
}

/** Tests documents against a filter, also against its `$text`, as when one is looked at again before a change. */
export function matcherOf(collection: Collection, filter: Doc, variables?: Map<string, Value>): Matcher {
  const text = textIn(filter);
  if (text === undefined) return compileFilter(filter, variables);
  const definition = textIndexOf(collection).text!;
  const matchesText = textMatcher(definition, parseText(text, definition.language));
  const matchesRest = compileFilter(withoutText(filter), variables);
  return (doc) => matchesText(doc) && matchesRest(doc);
}

/** The commonest query, `{ _id: value }`, needs no plan and no match. */
function openById(context: ReadContext, collection: Collection, filter: Doc): Stream | undefined {
  if (filter.size !== 1) return undefined;
  const id = filter.get("_id");
  const isPlain = typeof id === "string" || typeof id === "number" || id instanceof ObjectId;
  if (!isPlain) return undefined;
  let isDone = false;
  return {
    next() {
      if (isDone) return undefined;
      isDone = true;
      context.keysExamined++;
      const found = context.view.get("entries", collection.idIndex.keyOf(id));
      if (!found) return undefined;
      const recordId = recordIdAt(found, 0);
      const bytes = context.view.get("records", collection.recordKey(recordId));
      if (!bytes) return undefined;
      context.docsExamined++;
      return { recordId, bytes };
    },
  };
}

/** Counts the entries a plan would read, up to a number. */
function countEntries(context: ReadContext, candidate: IndexPlan, most: number): number {
  const entries = new Entries(context, candidate);
  let count = 0;
  while (count < most && entries.next() !== undefined) count++;
  return count;
}

/** The top-level fields a filter looks at, or nothing if it may look at all of them. */
function rootsOf(filter: Doc): Set<string> | undefined {
  const roots = new Set<string>();
  for (const [name, condition] of filter) {
    if (name === "$and" || name === "$or" || name === "$nor") {
      for (const part of condition as Doc[]) {
        const inner = rootsOf(part);
        if (!inner) return undefined;
        for (const root of inner) roots.add(root);
      }
    } else if (name.startsWith("$")) {
      if (name !== "$comment") return undefined;
    } else roots.add(name.split(".")[0]!);
  }
  return roots;
}
