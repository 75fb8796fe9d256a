import type { Collection } from "./catalog";
import { recordIdAt } from "./keys";
import type { Plan } from "./planner";
import type { IndexPlan, KeyRange, Lane } from "./ranges";
import { type Pause, pause, type ReadContext, type Row, type Stream } from "./reading";
import type { Scanner } from "./storage";
import { empty } from "./streams";
import { TextStream } from "./textStream";

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
    case "text":
      return new TextStream(context, collection, chosen);
    case "union":
      return new UnionStream(chosen.plans.map((part) => openPlan(context, collection, part)));
  }
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
