import type { Collection } from "./catalog";
import { refuse, StoreError } from "./errors";
import { Overlay } from "./overlay";
import type { WriteUnit } from "./records";
import type { Snapshot, Storage, Table } from "./storage";

/** Thrown when a write meets a key that an open transaction has changed; the write waits for its end. */
export class Blocked extends Error {
  constructor(readonly holder: Transaction) {
    super("Blocked by an open transaction");
  }
}

/** Which keys open transactions are about to change. */
export class Locks {
  private readonly holders = new Map<string, Transaction>();

  holderOf(table: Table, key: Buffer): Transaction | undefined {
    if (this.holders.size === 0) return undefined;
    return this.holders.get(lockName(table, key));
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
    if (holder || this.live.isFlushing(table, key)) throw writeConflict();
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
    return !this.view.isEmpty;
  }

  /** Puts everything into the next commit. */
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
