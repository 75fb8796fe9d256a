import type { Collection } from "./catalog";
import type { Engine } from "./engine";
import type { WriteUnit } from "./records";
import type { Table } from "./storage";
import { Blocked } from "./transactions";

/** Writes that go into the next commit. */
export class LiveUnit implements WriteUnit {
  puts = 0;

  constructor(private readonly engine: Engine) {}

  get view() {
    return this.engine.storage.pending;
  }

  claim(table: Table, key: Buffer): void {
    const holder = this.engine.locks.holderOf(table, key);
    if (holder) throw new Blocked(holder);
  }

  put(table: Table, key: Buffer, value: Buffer): void {
    this.puts++;
    this.engine.storage.put(table, key, value);
  }

  remove(table: Table, key: Buffer): void {
    this.puts++;
    this.engine.storage.remove(table, key);
  }

  tally(collection: Collection, documents: number, bytes: number): void {
    this.engine.catalog.tally(collection, documents, bytes);
  }
}
