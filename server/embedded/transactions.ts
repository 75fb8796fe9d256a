import type { Collection } from "./catalog";
import { refuse, StoreError } from "./errors";
import type { WriteUnit } from "./records";
import type { Scanner, Snapshot, Storage, Table, View } from "./storage";

/** Thrown when a write meets a key that an open transaction has changed; the write waits for its end. */
export class Blocked extends Error {
  constructor(readonly holder: Transaction) {
    super("Blocked by an open transaction");
  }
}

/** Which keys are about to change: by which open transaction, or by the commit that is being flushed. */
export class Locks {
  private readonly holders = new Map<string, Transaction>();
  private readonly flushing: { table: Table; key: Buffer }[] = [];
  /** The same as names, made when somebody asks. */
  private flushingNames: Set<string> | undefined;

  holderOf(table: Table, key: Buffer): Transaction | undefined {
    if (this.holders.size === 0) return undefined;
    return this.holders.get(lockName(table, key));
  }

  /** Notes that the commit under way changes a key. */
  noteFlushing(table: Table, key: Buffer): void {
    if (table === "records" || table === "entries") this.flushing.push({ table, key });
  }

  /** True while the change of a key is being flushed: it cannot be read yet, and will be there in a moment. */
  isFlushing(table: Table, key: Buffer): boolean {
    if (this.flushing.length === 0) return false;
    this.flushingNames ??= new Set(this.flushing.map((change) => lockName(change.table, change.key)));
    return this.flushingNames.has(lockName(table, key));
  }

  /** The commit is flushed, or has failed; what it changed can be read, or has not changed. */
  flushed(): void {
    this.flushing.length = 0;
    this.flushingNames = undefined;
  }

  take(table: Table, key: Buffer, transaction: Transaction): void {
    const name = lockName(table, key);
    this.holders.set(name, transaction);
    transaction.locks.push(name);
  }

  release(transaction: Transaction): void {
    for (const name of transaction.locks) this.holders.delete(name);
    transaction.locks.length = 0;
  }
}

function lockName(table: Table, key: Buffer): string {
  return `${table === "records" ? "r" : "e"}${key.toString("latin1")}`;
}

/** More than this does not belong into one transaction. */
const largestTransaction = 256 * 1024 * 1024;

/**
 * A multi-document transaction: a snapshot to read from, its own writes on top, and locks on what it has
 * changed. Nothing reaches the file before its commit, which is one step.
 */
export class Transaction implements WriteUnit {
  readonly locks: string[] = [];
  readonly view: Overlay;
  readonly tallies = new Map<Collection, { documents: number; bytes: number }>();
  readonly startedAt = Date.now();
  state: "open" | "committing" | "committed" | "aborted" = "open";
  private readonly waiting: (() => void)[] = [];
  private size = 0;

  constructor(
    readonly number: bigint,
    readonly generation: number,
    private readonly snapshot: Snapshot,
    private readonly live: Storage,
    private readonly lockTable: Locks,
  ) {
    this.view = new Overlay(snapshot);
  }

  /**
   * Locks a key. It conflicts if another transaction has it, or if it has changed since the snapshot, be the change
   * still on its way to the disk: whoever writes first wins, and the other starts again.
   */
  claim(table: Table, key: Buffer): void {
    const holder = this.lockTable.holderOf(table, key);
    if (holder === this) return;
    if (holder || this.lockTable.isFlushing(table, key)) throw writeConflict();
    const before = this.snapshot.get(table, key);
    const now = this.live.get(table, key);
    if (before === undefined ? now !== undefined : now === undefined || !before.equals(now))
      throw writeConflict();
    this.lockTable.take(table, key, this);
  }

  put(table: Table, key: Buffer, value: Buffer): void {
    this.size += key.length + value.length;
    if (this.size > largestTransaction)
      refuse("TransactionTooLarge", "Total size of the transaction's writes is too large");
    this.view.write(table, key, value);
  }

  remove(table: Table, key: Buffer): void {
    this.view.write(table, key, null);
  }

  tally(collection: Collection, documents: number, bytes: number): void {
    const sum = this.tallies.get(collection) ?? { documents: 0, bytes: 0 };
    this.tallies.set(collection, { documents: sum.documents + documents, bytes: sum.bytes + bytes });
  }

  get hasWritten(): boolean {
    return this.view.isWritten;
  }

  /** Puts everything into the commit under way. */
  apply(unit: WriteUnit): void {
    this.view.replay((table, key, value) => {
      if (value) unit.put(table, key, value);
      else unit.remove(table, key);
    });
    for (const [collection, { documents, bytes }] of this.tallies) unit.tally(collection, documents, bytes);
  }

  /** Ends it: locks and snapshot go, and whoever waited goes on. What is being committed cannot be aborted. */
  end(state: "committed" | "aborted"): void {
    if (this.state === "committed" || this.state === "aborted") return;
    if (this.state === "committing" && state === "aborted") return;
    this.state = state;
    this.lockTable.release(this);
    this.snapshot.release();
    for (const proceed of this.waiting.splice(0)) proceed();
  }

  /** Calls back when the transaction has ended. */
  onEnd(proceed: () => void): void {
    if (this.state === "committed" || this.state === "aborted") proceed();
    else this.waiting.push(proceed);
  }
}

/** The conflict that a transaction meets; the driver starts it again because of the label. */
export function writeConflict(): StoreError {
  return new StoreError(
    "WriteConflict",
    "Caused by :: Write conflict during plan execution and yielding is disabled. :: Please retry your operation or multi-document transaction.",
  );
}

interface Written {
  key: Buffer;
  value: Buffer | null;
}

/** A snapshot with writes on top. */
class Overlay implements View {
  private readonly written: Record<Table, Map<string, Written>> = {
    catalog: new Map(),
    records: new Map(),
    entries: new Map(),
    sessions: new Map(),
  };
  private readonly sorted: Partial<Record<Table, Written[]>> = {};

  constructor(private readonly base: View) {}

  get isWritten(): boolean {
    return this.written.records.size > 0;
  }

  get(table: Table, key: Buffer): Buffer | undefined {
    const map = this.written[table];
    const own = map.size > 0 ? map.get(key.toString("latin1")) : undefined;
    return own ? (own.value ?? undefined) : this.base.get(table, key);
  }

  scan(
    table: Table,
    start: Buffer,
    end: Buffer,
    reverse: boolean,
    opened?: (scanner: Scanner) => void,
  ): Scanner {
    const base = this.base.scan(table, start, end, reverse, opened);
    if (this.written[table].size === 0) return base;
    const own =
      this.sorted[table] ?? [...this.written[table].values()].sort((a, b) => Buffer.compare(a.key, b.key));
    this.sorted[table] = own;
    const inside = own.slice(lowerBound(own, start), lowerBound(own, end));
    return inside.length === 0
      ? base
      : new MergedScanner(base, reverse ? inside.reverse() : inside, reverse ? -1 : 1);
  }

  write(table: Table, key: Buffer, value: Buffer | null): void {
    const name = key.toString("latin1");
    const known = this.written[table].get(name);
    if (known) known.value = value;
    else {
      this.written[table].set(name, { key, value });
      this.sorted[table] = undefined;
    }
  }

  replay(apply: (table: Table, key: Buffer, value: Buffer | null) => void): void {
    for (const table of ["records", "entries"] as const)
      for (const { key, value } of this.written[table].values()) apply(table, key, value);
  }
}

function lowerBound(list: Written[], key: Buffer): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare(list[middle]!.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two sorted runs as one; on equal keys the transaction's own write hides what lies under it. */
class MergedScanner implements Scanner {
  key: Buffer = Buffer.alloc(0);
  value: Buffer = Buffer.alloc(0);
  private position = 0;
  private ahead = false;
  private ended = false;

  constructor(
    private readonly base: Scanner,
    private readonly own: Written[],
    private readonly sign: number,
  ) {}

  next(): boolean {
    for (;;) {
      if (!this.ahead && !this.ended) {
        this.ahead = this.base.next();
        this.ended = !this.ahead;
      }
      const mine = this.own[this.position];
      const order = !mine ? 1 : !this.ahead ? -1 : Buffer.compare(mine.key, this.base.key) * this.sign;
      if (order > 0) {
        if (!this.ahead) return false;
        this.ahead = false;
        this.key = this.base.key;
        this.value = this.base.value;
        return true;
      }
      if (order === 0) this.ahead = false;
      this.position++;
      if (!mine!.value) continue;
      this.key = mine!.key;
      this.value = mine!.value;
      return true;
    }
  }

  park(): void {
    this.base.park();
  }
}
