import { ObjectId } from "bson";
import type { Collection } from "./catalog";
import { decode } from "./decode";
import { recordIdAt } from "./keys";
import { compileFilter, type Matcher } from "./match";
import { type Plan, plan } from "./planner";
import type { IndexPlan, KeyRange, Lane } from "./ranges";
import { docOf, type Pause, pause, type ReadContext, type Row, type Stream } from "./reading";
import { parseSort, Sorter, type SortOrder } from "./sort";
import type { Scanner } from "./storage";
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

/** Memory that a sort or a group may take, as in MongoDB. */
export const memoryLimit = 100 * 1024 * 1024;

/** Plans a query and opens its rows: matched, sorted, skipped and limited. */
export function openQuery(context: ReadContext, collection: Collection | undefined, query: Query): OpenQuery {
  const variables = query.variables ?? new Map();
  const sort =
    query.sort && query.sort.size > 0 && !query.sort.has("$natural") ? parseSort(query.sort) : undefined;
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
  if (!collection) return { stream: empty, plan: { kind: "none" }, sort, sortsInMemory: false };
  const question = {
    filter: query.filter,
    sort,
    limit,
    hint: query.hint,
    variables,
    generation: context.generation,
  };
  const chosen: Plan =
    query.sort?.has("$natural") && query.hint === undefined
      ? { kind: "collection", reverse: Number(query.sort.get("$natural")) < 0 }
      : plan(collection, question, (candidate, most) => countEntries(context, candidate, most));
  const matcher = compileFilter(query.filter, variables);
  let stream = openPlan(context, collection, chosen);
  if (query.filter.size > 0) stream = new FilterStream(context, stream, matcher, rootsOf(query.filter));
  const isSorted = !sort || (chosen.kind === "index" && chosen.sorted);
  if (!isSorted) stream = new SortStream(stream, sort, limit > 0 ? skip + limit : 0);
  if (skip > 0 || limit > 0)
    stream = new SliceStream(stream, skip, limit > 0 ? limit : Number.POSITIVE_INFINITY);
  return { stream, plan: chosen, sort, sortsInMemory: !isSorted };
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

export const empty: Stream = { next: () => undefined };

/** Opens the candidates of a plan: documents that may match. */
export function openPlan(context: ReadContext, collection: Collection, chosen: Plan): Stream {
  switch (chosen.kind) {
    case "none":
    case "id":
      return empty;
    case "collection":
      return new CollectionStream(context, collection, chosen.reverse);
    case "index":
      return new FetchStream(context, collection, chosen);
    case "union":
      return new UnionStream(chosen.plans.map((part) => openPlan(context, collection, part)));
  }
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

class CollectionStream implements Stream {
  private readonly scanner: Scanner;

  constructor(
    private readonly context: ReadContext,
    collection: Collection,
    reverse: boolean,
  ) {
    const { start, end } = collection.recordRange;
    this.scanner = context.scan("records", start, end, reverse);
  }

  next(): Row | Pause | undefined {
    if (this.context.isOver) return pause;
    if (!this.scanner.next()) return undefined;
    this.context.docsExamined++;
    return { recordId: this.scanner.key.readUIntBE(4, 6), bytes: this.scanner.value };
  }
}

/** The entries of an index plan, in its order, as numbers of records. */
export class Entries {
  private readonly lanes: LaneScanner[];
  private current: LaneScanner | undefined;

  constructor(context: ReadContext, chosen: IndexPlan) {
    this.lanes = chosen.lanes.map((lane) => new LaneScanner(context, lane, chosen.reverse));
    this.sign = chosen.reverse ? -1 : 1;
  }

  private readonly sign: number;

  /** The next record's number. */
  next(): number | undefined {
    if (this.lanes.length === 1) {
      const lane = this.lanes[0]!;
      return lane.advance() ? lane.recordId : undefined;
    }
    if (this.current) this.current.ready = false;
    let best: LaneScanner | undefined;
    for (const lane of this.lanes) {
      if (!lane.ready && !lane.ended && !lane.advance()) continue;
      if (lane.ended) continue;
      lane.ready = true;
      if (!best || Buffer.compare(lane.suffix, best.suffix) * this.sign < 0) best = lane;
    }
    this.current = best;
    return best?.recordId;
  }
}

class LaneScanner {
  ready = false;
  ended = false;
  private readonly ranges: KeyRange[];
  private position = 0;
  private scanner: Scanner | undefined;

  constructor(
    private readonly context: ReadContext,
    private readonly lane: Lane,
    private readonly reverse: boolean,
  ) {
    this.ranges = reverse ? [...lane.ranges].reverse() : lane.ranges;
  }

  advance(): boolean {
    while (this.position < this.ranges.length) {
      const range = this.ranges[this.position]!;
      this.scanner ??= this.context.scan("entries", range.start, range.end, this.reverse);
      if (this.scanner.next()) {
        this.context.keysExamined++;
        return true;
      }
      this.scanner = undefined;
      this.position++;
    }
    this.ended = true;
    return false;
  }

  get recordId(): number {
    return recordIdAt(this.scanner!.value, 0);
  }

  get suffix(): Buffer {
    return this.scanner!.key.subarray(this.lane.prefixLength);
  }
}

class FetchStream implements Stream {
  private readonly entries: Entries;
  private readonly seen: Set<number> | undefined;

  constructor(
    private readonly context: ReadContext,
    private readonly collection: Collection,
    chosen: IndexPlan,
  ) {
    this.entries = new Entries(context, chosen);
    if (chosen.index.isMultikey) this.seen = new Set();
  }

  next(): Row | Pause | undefined {
    for (;;) {
      if (this.context.isOver) return pause;
      const recordId = this.entries.next();
      if (recordId === undefined) return undefined;
      if (this.seen) {
        if (this.seen.has(recordId)) continue;
        this.seen.add(recordId);
      }
      const bytes = this.context.view.get("records", this.collection.recordKey(recordId));
      if (!bytes) continue;
      this.context.docsExamined++;
      return { recordId, bytes };
    }
  }
}

class UnionStream implements Stream {
  private readonly seen = new Set<number>();
  private position = 0;

  constructor(private readonly parts: Stream[]) {}

  next(): Row | Pause | undefined {
    while (this.position < this.parts.length) {
      const row = this.parts[this.position]!.next();
      if (row === pause) return pause;
      if (row === undefined) this.position++;
      else if (!this.seen.has(row.recordId!)) {
        this.seen.add(row.recordId!);
        return row;
      }
    }
    return undefined;
  }
}

/** Lets matching documents through, decoding no more of them than the filter looks at. */
export class FilterStream implements Stream {
  constructor(
    private readonly context: ReadContext,
    private readonly source: Stream,
    private readonly matcher: Matcher,
    private readonly roots?: ReadonlySet<string>,
  ) {}

  next(): Row | Pause | undefined {
    for (;;) {
      if (this.context.isOver) return pause;
      const row = this.source.next();
      if (row === undefined || row === pause) return row;
      const doc = row.doc ?? (this.roots ? decode(row.bytes!, 0, this.roots) : docOf(row));
      if (this.matcher(doc)) return row;
    }
  }
}

export class SortStream implements Stream {
  private readonly sorter: Sorter<Row>;
  private sorted: Row[] | undefined;
  private position = 0;

  constructor(
    private readonly source: Stream,
    order: SortOrder,
    limit: number,
  ) {
    this.sorter = new Sorter(limit, memoryLimit);
    const roots = new Set(order.paths.map((path) => path[0]!));
    this.keyOf = (row) => order.key(row.doc ?? decode(row.bytes!, 0, roots));
  }

  private readonly keyOf: (row: Row) => Buffer;

  next(): Row | Pause | undefined {
    while (!this.sorted) {
      const row = this.source.next();
      if (row === pause) return pause;
      if (row === undefined) this.sorted = this.sorter.finish();
      else this.sorter.add(this.keyOf(row), row, row.bytes?.length ?? 200);
    }
    return this.sorted[this.position++];
  }
}

export class SliceStream implements Stream {
  private skipped = 0;
  private passed = 0;

  constructor(
    private readonly source: Stream,
    private readonly skip: number,
    private readonly limit: number,
  ) {}

  next(): Row | Pause | undefined {
    while (this.passed < this.limit) {
      const row = this.source.next();
      if (row === undefined || row === pause) return row;
      if (this.skipped < this.skip) this.skipped++;
      else {
        this.passed++;
        return row;
      }
    }
    return undefined;
  }
}
