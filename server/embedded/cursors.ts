import { randomBytes } from "node:crypto";
import { refuse, StoreError } from "./errors";
import type { ReadContext, Stream } from "./reading";
import type { Transaction } from "./transactions";

export interface Cursor {
  id: bigint;
  namespace: string;
  context: ReadContext;
  stream: Stream;
  transaction?: Transaction;
  usedAt: number;
  isBusy: boolean;
  /** Lets go of what the cursor holds beyond its place. */
  release?(): void;
}

const idleTime = 10 * 60_000;

/** Open cursors. They hold a place, not a snapshot: what is open long costs memory, but no pages. */
export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>();
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.timer = setInterval(() => this.expire(), 60_000);
    this.timer.unref();
  }

  open(namespace: string, context: ReadContext, stream: Stream, transaction?: Transaction): Cursor {
    const id = randomBytes(8).readBigInt64BE() & 0x7fffffffffffffffn;
    const cursor: Cursor = { id, namespace, context, stream, transaction, usedAt: Date.now(), isBusy: false };
    this.cursors.set(id, cursor);
    transaction?.onEnd(() => this.kill(id));
    return cursor;
  }

  /** Finds a cursor for its next batch. Refuses one that is gone, of another collection, or in use. */
  take(id: bigint, namespace: string): Cursor {
    const cursor = this.cursors.get(id);
    if (!cursor) throw new StoreError("CursorNotFound", `cursor id ${id} not found`);
    if (cursor.namespace !== namespace)
      refuse(
        "Unauthorized",
        `Requested getMore on namespace '${namespace}', but cursor belongs to a different namespace ${cursor.namespace}`,
      );
    if (cursor.isBusy) refuse(12051, `cursor id ${id} is in use`);
    cursor.usedAt = Date.now();
    return cursor;
  }

  kill(id: bigint): boolean {
    const cursor = this.cursors.get(id);
    cursor?.context.park();
    cursor?.release?.();
    return this.cursors.delete(id);
  }

  get size(): number {
    return this.cursors.size;
  }

  close(): void {
    clearInterval(this.timer);
    for (const id of this.cursors.keys()) this.kill(id);
  }

  private expire(): void {
    for (const [id, cursor] of this.cursors) if (Date.now() - cursor.usedAt > idleTime) this.kill(id);
  }
}
