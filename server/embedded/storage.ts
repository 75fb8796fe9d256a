import { type Database, open, type RootDatabase } from "lmdb";
import { Overlay } from "./overlay";

export type Table = "catalog" | "records" | "entries" | "sessions";

/** Walks a range of keys. It holds no snapshot while parked, and comes back to where it was. */
export interface Scanner {
  key: Buffer;
  value: Buffer;
  next(): boolean;
  park(): void;
}

/** What can be read: the file, a transaction's snapshot, or either of them under writes that are not in it yet. */
export interface View {
  get(table: Table, key: Buffer): Buffer | undefined;
  scan(
    table: Table,
    start: Buffer,
    end: Buffer,
    reverse: boolean,
    opened?: (scanner: Scanner) => void,
  ): Scanner;
}

/** What has been read since the start, counted where it happens rather than where it is claimed. */
export const counters = { keysExamined: 0, recordsExamined: 0, commits: 0, flushedWrites: 0 };

type ReadTransaction = { done(): void };
/** lmdb takes the options of `get` here too; its types do not say so. */
type SnapshotReads = {
  getBinary(key: Buffer, options: { transaction: ReadTransaction }): Buffer | undefined;
};
type Table$ = Database<Buffer, Buffer>;

/**
 * lmdb's thread begins with the first puts of a batch, while the others are still handed to it, and not once the event
 * loop has gone around. Its types do not know this option either.
 */
const early = { batchStartThreshold: 1 };

/** lmdb's limit, in bytes. */
const longestKey = 1978;

/**
 * The file. One process has it open; every write goes through `commit`, which resolves only when the bytes are
 * on the disk: what is answered after it survives the machine losing power.
 */
export class Storage implements View {
  private readonly root: RootDatabase<Buffer, Buffer> & { resetReadTxn(): void };
  private readonly tables: Record<Table, Table$>;
  /** What is being flushed, on top of the file. */
  private readonly flushing = new Overlay(this);
  /** What has been put since, on top of that: what the next step of a write builds upon. */
  readonly pending = new Overlay(this.flushing);
  private stepping = false;

  constructor(readonly path: string) {
    // With overlapping sync a commit returns before its flush, and an acknowledgement would be a hope.
    this.root = open<Buffer, Buffer>({
      path,
      keyEncoding: "binary",
      encoding: "binary",
      overlappingSync: false,
      // Groups are made by the engine; and a batch of lmdb's own would have a promise that nobody looks after.
      eventTurnBatching: false,
      ...(early as object),
      maxDbs: 8,
      maxReaders: 1024,
    });
    const table = (name: Table): Table$ =>
      this.root.openDB({ name, keyEncoding: "binary", encoding: "binary" });
    this.tables = {
      catalog: table("catalog"),
      records: table("records"),
      entries: table("entries"),
      sessions: table("sessions"),
    };
  }

  get(table: Table, key: Buffer): Buffer | undefined {
    count(table);
    return asBuffer(this.tables[table].getBinary(key));
  }

  scan(
    table: Table,
    start: Buffer,
    end: Buffer,
    reverse: boolean,
    opened?: (scanner: Scanner) => void,
  ): Scanner {
    return new TableScanner(this.tables[table], table, start, end, reverse, opened);
  }

  /** A view of this moment, for as long as a transaction lives. Pages it can see are not reused, so release it. */
  snapshot(): Snapshot {
    // biome-ignore lint/correctness/useHookAtTopLevel: lmdb's method, not React's
    const transaction = this.root.useReadTransaction() as unknown as ReadTransaction;
    return new Snapshot(this.tables, transaction);
  }

  /** Runs a step that may put. What it puts is for the next commit, and readers of the file see nothing of it. */
  step(work: () => void): void {
    this.stepping = true;
    try {
      work();
    } finally {
      this.stepping = false;
    }
  }

  /**
   * Resolves once all that has been put is flushed, as one; a thread of lmdb's does it. One at a time; meanwhile steps
   * may put for the next. If it fails, nothing of it has happened, and what was put since has lost what it stands on.
   */
  async commit(): Promise<void> {
    this.flushing.take(this.pending);
    try {
      if (!this.flushing.isEmpty) await this.batch(() => this.putAll());
    } catch (error) {
      // lmdb tells why a commit failed apart from the fact.
      await (error as { commitError?: Promise<never> }).commitError;
      throw error;
    } finally {
      this.flushing.clear();
      // What is read from now on is read afresh: whoever is answered sees what was answered.
      this.root.resetReadTxn();
    }
  }

  /** Forgets what was put since the last commit. */
  discard(): void {
    this.pending.clear();
  }

  put(table: Table, key: Buffer, value: Buffer): void {
    this.check(key);
    this.pending.write(table, key, value);
    counters.flushedWrites++;
  }

  remove(table: Table, key: Buffer): void {
    this.check(key);
    this.pending.write(table, key, null);
    counters.flushedWrites++;
  }

  /** True while the change of a key is on its way: it cannot be read yet, and will be there in a moment. */
  isFlushing(table: Table, key: Buffer): boolean {
    return this.pending.has(table, key) || this.flushing.has(table, key);
  }

  /** Sizes of the file, in bytes. */
  size(): { pages: number; used: number } {
    const stats = this.root.getStats() as unknown as {
      lastPageNumber: number;
      pageSize: number;
      free: unknown;
    };
    return { pages: stats.lastPageNumber, used: stats.lastPageNumber * (stats.pageSize ?? 4096) };
  }

  close(): Promise<void> {
    return this.root.close();
  }

  private putAll(): void {
    this.flushing.replay((table, key, value) => {
      if (value) void this.tables[table].put(key, value);
      else void this.tables[table].remove(key);
    });
  }

  /** What is put in a batch is never in two commits, and if anything of it fails, all of it does. */
  private async batch(puts: () => void): Promise<void> {
    await this.root.batch(puts);
    counters.commits++;
  }

  /** What lmdb would refuse is refused before it is in a batch, of which the rest would stay. */
  private check(key: Buffer): void {
    if (!this.stepping) throw new Error("A write outside of a step");
    if (key.length === 0 || key.length > longestKey) throw new Error(`A key of ${key.length} bytes`);
  }
}

/** A moment that stays, whatever is written after it. */
export class Snapshot implements View {
  private released = false;

  constructor(
    private readonly tables: Record<Table, Table$>,
    private readonly transaction: ReadTransaction,
  ) {}

  get(table: Table, key: Buffer): Buffer | undefined {
    count(table);
    return asBuffer(
      (this.tables[table] as unknown as SnapshotReads).getBinary(key, { transaction: this.transaction }),
    );
  }

  scan(
    table: Table,
    start: Buffer,
    end: Buffer,
    reverse: boolean,
    opened?: (scanner: Scanner) => void,
  ): Scanner {
    return new TableScanner(this.tables[table], table, start, end, reverse, opened, this.transaction);
  }

  release(): void {
    if (this.released) return;
    this.released = true;
    this.transaction.done();
  }
}

function count(table: Table): void {
  if (table === "records") counters.recordsExamined++;
  else if (table === "entries") counters.keysExamined++;
}

function asBuffer(bytes: Uint8Array | undefined): Buffer | undefined {
  if (bytes === undefined || Buffer.isBuffer(bytes)) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const nothing = Buffer.alloc(0);

class TableScanner implements Scanner {
  key: Buffer = nothing;
  value: Buffer = nothing;
  private iterator: Iterator<{ key: Buffer; value: Buffer }> | undefined;
  private started = false;
  private finished = false;

  constructor(
    private readonly database: Table$,
    private readonly table: Table,
    private readonly start: Buffer,
    private readonly end: Buffer,
    private readonly reverse: boolean,
    private readonly opened?: (scanner: Scanner) => void,
    private readonly transaction?: ReadTransaction,
  ) {}

  next(): boolean {
    if (this.finished) return false;
    this.iterator ??= this.open();
    const step = this.iterator.next();
    if (step.done) {
      this.finished = true;
      this.iterator = undefined;
      return false;
    }
    count(this.table);
    this.started = true;
    this.key = step.value.key;
    this.value = step.value.value;
    return true;
  }

  park(): void {
    this.iterator?.return?.();
    this.iterator = undefined;
  }

  /** Ranges include their start and exclude their end, in either direction. */
  private open(): Iterator<{ key: Buffer; value: Buffer }> {
    const range = this.reverse
      ? {
          start: this.started ? this.key : this.end,
          end: this.start,
          reverse: true,
          exclusiveStart: true,
          inclusiveEnd: true,
        }
      : { start: this.started ? this.key : this.start, end: this.end, exclusiveStart: this.started };
    this.opened?.(this);
    const options = this.transaction ? { ...range, transaction: this.transaction as never } : range;
    return this.database.getRange(options)[Symbol.iterator]() as Iterator<{ key: Buffer; value: Buffer }>;
  }
}
