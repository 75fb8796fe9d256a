import { decode, RawDoc } from "./decode";
import { encode } from "./encode";
import { refuse } from "./errors";
import { keepScore } from "./metaScore";
import type { Scanner, Table, View } from "./storage";
import { giveWay } from "./turns";
import type { Doc } from "./values";

/** A stream says this instead of a row when it has run long enough and others should get their turn. */
export const pause: unique symbol = Symbol("pause");
export type Pause = typeof pause;

/** A document on its way through a query: its bytes as stored, or decoded, or both. */
export interface Row {
  recordId?: number;
  bytes?: Buffer;
  doc?: Doc;
  /** What a search says of it. */
  score?: number;
}

/** Rows, one at a time. A stream that has paused goes on with the next call. */
export interface Stream {
  next(): Row | Pause | undefined;
}

export function docOf(row: Row): Doc {
  if (!row.doc) {
    row.doc = decode(row.bytes!);
    if (row.score !== undefined) keepScore(row.doc, row.score);
  }
  return row.doc;
}

export function bytesOf(row: Row): Buffer {
  row.bytes ??= encode(row.doc);
  return row.bytes;
}

/**
 * One reader: what it sees, how long it may run at a stretch, and what it has examined. It must be parked
 * before the event loop turns, so that it holds no snapshot while it waits.
 */
export class ReadContext {
  keysExamined = 0;
  docsExamined = 0;
  /** How often others have had their turn since; what was read before may be outdated. */
  turns = 0;
  private open: Scanner[] = [];
  private sliceEnd = 0;
  private readonly stopAt: number;
  private ticks = 0;
  private readonly track = (scanner: Scanner) => this.open.push(scanner);

  constructor(
    readonly view: View,
    private readonly slice: number,
    maxTime: number,
    /** Indexes younger than this cannot be read through the view. */
    readonly generation = Number.POSITIVE_INFINITY,
  ) {
    this.stopAt = maxTime > 0 ? performance.now() + maxTime : Number.POSITIVE_INFINITY;
  }

  scan(table: Table, start: Buffer, end: Buffer, reverse: boolean): Scanner {
    return this.view.scan(table, start, end, reverse, this.track);
  }

  resume(): void {
    this.sliceEnd = performance.now() + this.slice;
  }

  /** True if it is time to pause. Refuses once `maxTimeMS` is over. */
  get isOver(): boolean {
    if ((++this.ticks & 3) !== 0) return false;
    const now = performance.now();
    if (now > this.stopAt) refuse("MaxTimeMSExpired", "operation exceeded time limit");
    return now > this.sliceEnd;
  }

  park(): void {
    this.turns++;
    for (const scanner of this.open) scanner.park();
    this.open.length = 0;
  }
}

/** The rows of a batch. */
export interface Batch {
  rows: RawDoc[];
  ended: boolean;
}

/**
 * Collects a stream's rows up to a limit of count and bytes, giving way to others in between. What is there without
 * a pause is given at once.
 */
export function gather(
  context: ReadContext,
  stream: Stream,
  limit: number,
  byteLimit: number,
): Batch | Promise<Batch> {
  const batch = { rows: [], ended: false, bytes: 0 };
  return gatherSlice(context, stream, batch, limit, byteLimit)
    ? batch
    : gatherOn(context, stream, batch, limit, byteLimit);
}

async function gatherOn(
  context: ReadContext,
  stream: Stream,
  batch: Batch & { bytes: number },
  limit: number,
  byteLimit: number,
): Promise<Batch> {
  do await giveWay();
  while (!gatherSlice(context, stream, batch, limit, byteLimit));
  return batch;
}

/** Collects until the batch is complete, or false is given back because others should get their turn. */
function gatherSlice(
  context: ReadContext,
  stream: Stream,
  batch: Batch & { bytes: number },
  limit: number,
  byteLimit: number,
): boolean {
  context.resume();
  try {
    while (batch.rows.length < limit && batch.bytes <= byteLimit) {
      const row = stream.next();
      if (row === pause) return false;
      if (row === undefined) {
        batch.ended = true;
        break;
      }
      const bytes = bytesOf(row);
      batch.rows.push(new RawDoc(bytes));
      batch.bytes += bytes.length;
    }
    return true;
  } finally {
    context.park();
  }
}
