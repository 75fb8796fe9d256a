import type { Scanner, Table, View } from "./storage";

interface Written {
  key: Buffer;
  /** null where the key was removed. */
  value: Buffer | null;
}

/** Writes that lie on top of a view: those of a transaction on its snapshot, those of a commit on the file. */
export class Overlay implements View {
  /** By the names of their keys. */
  private written = nothingWritten();
  /** What was written since somebody last looked, in its order; most is never looked for. */
  private latest = emptyLists();
  /** In the order of their keys, but for those that came since somebody last scanned. */
  private sorted = emptyLists();
  private unsorted = emptyLists();

  constructor(readonly base: View) {}

  get isEmpty(): boolean {
    return tables.every((table) => this.written[table].size === 0 && this.latest[table].length === 0);
  }

  /** True if the key is written here, be it removed. */
  has(table: Table, key: Buffer): boolean {
    return this.find(table, key) !== undefined;
  }

  get(table: Table, key: Buffer): Buffer | undefined {
    const own = this.find(table, key);
    return own ? (own.value ?? undefined) : this.base.get(table, key);
  }

  scan(
    table: Table,
    start: Buffer,
    end: Buffer,
    reverse: boolean,
    opened?: (scanner: Scanner) => void,
  ): Scanner {
    return new MergedScanner(this, table, start, end, reverse, opened);
  }

  write(table: Table, key: Buffer, value: Buffer | null): void {
    this.latest[table].push({ key, value });
  }

  /** What is written between two keys, in their order; the first belongs to it, the second does not. */
  within(table: Table, start: Buffer, end: Buffer): Written[] {
    const all = this.inOrder(table);
    return all.slice(lowerBound(all, start), lowerBound(all, end));
  }

  /** Everything as it was written; of what was written twice, the last comes last. */
  replay(apply: (table: Table, key: Buffer, value: Buffer | null) => void): void {
    for (const table of tables) {
      for (const { key, value } of this.written[table].values()) apply(table, key, value);
      for (const { key, value } of this.latest[table]) apply(table, key, value);
    }
  }

  /** Has what another has, which has nothing then. */
  take(other: Overlay): void {
    this.written = other.written;
    this.latest = other.latest;
    this.sorted = other.sorted;
    this.unsorted = other.unsorted;
    other.clear();
  }

  clear(): void {
    this.written = nothingWritten();
    this.latest = emptyLists();
    this.sorted = emptyLists();
    this.unsorted = emptyLists();
  }

  private find(table: Table, key: Buffer): Written | undefined {
    const map = this.named(table);
    return map.size > 0 ? map.get(nameOf(key)) : undefined;
  }

  private named(table: Table): Map<string, Written> {
    const map = this.written[table];
    const latest = this.latest[table];
    for (const one of latest) {
      const name = nameOf(one.key);
      const known = map.get(name);
      if (known) known.value = one.value;
      else {
        map.set(name, one);
        this.unsorted[table].push(one);
      }
    }
    latest.length = 0;
    return map;
  }

  /** Whoever writes and scans in turns has few that are new: they are put where they belong, and nothing is sorted. */
  private inOrder(table: Table): Written[] {
    this.named(table);
    const all = this.sorted[table];
    const fresh = this.unsorted[table];
    this.unsorted[table] = [];
    if (fresh.length > few)
      this.sorted[table] = all.concat(fresh).sort((a, b) => Buffer.compare(a.key, b.key));
    else for (const one of fresh) all.splice(lowerBound(all, one.key), 0, one);
    return this.sorted[table];
  }
}

/** So many are sooner put in their places than all are sorted. */
const few = 64;
const tables: readonly Table[] = ["catalog", "records", "entries", "sessions"];

function nothingWritten(): Record<Table, Map<string, Written>> {
  return { catalog: new Map(), records: new Map(), entries: new Map(), sessions: new Map() };
}

function emptyLists(): Record<Table, Written[]> {
  return { catalog: [], records: [], entries: [], sessions: [] };
}

function nameOf(key: Buffer): string {
  return key.toString("latin1");
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

const lowest = Buffer.from([0]);

/** Two sorted runs as one; on equal keys what is written on top hides what lies under it. */
class MergedScanner implements Scanner {
  key: Buffer = Buffer.alloc(0);
  value: Buffer = Buffer.alloc(0);
  private base: Scanner | undefined;
  private own: Written[] = [];
  private position = 0;
  private ahead = false;
  private ended = false;
  private finished = false;

  constructor(
    private readonly overlay: Overlay,
    private readonly table: Table,
    private start: Buffer,
    private end: Buffer,
    private readonly reverse: boolean,
    private readonly opened?: (scanner: Scanner) => void,
  ) {}

  next(): boolean {
    if (this.finished) return false;
    this.base ??= this.open();
    for (;;) {
      if (!this.ahead && !this.ended) {
        this.ahead = this.base.next();
        this.ended = !this.ahead;
      }
      const mine = this.own[this.position];
      const order = this.order(mine);
      if (order > 0) {
        if (!this.ahead) {
          this.finished = true;
          return false;
        }
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

  /** What was looked at and not given is looked for again: until then both runs may change. */
  park(): void {
    if (!this.base) return;
    this.base.park();
    this.base = undefined;
    if (this.key.length === 0) return;
    // No key is between another and that other with a zero after it.
    if (this.reverse) this.end = this.key;
    else this.start = Buffer.concat([this.key, lowest]);
  }

  private open(): Scanner {
    this.own = this.overlay.within(this.table, this.start, this.end);
    if (this.reverse) this.own.reverse();
    this.position = 0;
    this.ahead = false;
    this.ended = false;
    this.opened?.(this);
    return this.overlay.base.scan(this.table, this.start, this.end, this.reverse);
  }

  /** Below zero if the next write on top comes first, above if what lies under it does. */
  private order(mine: Written | undefined): number {
    if (!mine) return 1;
    if (!this.ahead) return -1;
    const order = Buffer.compare(mine.key, this.base!.key);
    return this.reverse ? -order : order;
  }
}
