import { encodeKey, isLong, storedKey } from "./keys";
import { compileFilter, type Matcher } from "./match";
import { keysOf, splitPath } from "./paths";
import { TextDefinition } from "./textDefinition";
import { postingsOf } from "./textPostings";
import { bsonUndefined, type Doc, isNumber, type NumberValue, toNumber, type Value } from "./values";

/**
 * One index. An entry's key is the index's number, the encoded values and, unless the index is unique, the
 * record's number; its value is the record's number.
 */
export class Index {
  readonly name: string;
  readonly fields: string[];
  readonly paths: string[][];
  readonly directions: number[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partialFilter: Doc | undefined;
  /** What a text index reads; its entries are postings. */
  readonly text: TextDefinition | undefined;
  /** Per field: whether some document has, or had, an array there. */
  multikey: boolean[];
  /** Whether some key was too long to be stored whole; then the order of the entries is not to be relied on. */
  hasLongKeys = false;
  /** The catalog's generation at its making; older snapshots do not have its entries. */
  generation = 0;
  /** There while it is being filled: writes maintain it and keep it unique, reads must not use it yet. */
  build: IndexBuild | undefined;
  private readonly inPartial: Matcher | undefined;
  private readonly prefix: Buffer;

  constructor(
    readonly id: number,
    public spec: Doc,
    public namespace: string,
  ) {
    this.name = spec.get("name") as string;
    const key = spec.get("key") as Doc;
    this.fields = [...key.keys()];
    this.paths = this.fields.map(splitPath);
    this.directions = [...key.values()].map((direction) => (toNumber(direction as NumberValue) < 0 ? -1 : 1));
    this.unique = spec.get("unique") === true || this.name === "_id_";
    this.sparse = spec.get("sparse") === true;
    this.partialFilter = spec.get("partialFilterExpression") as Doc | undefined;
    this.inPartial = this.partialFilter && compileFilter(this.partialFilter);
    this.text = spec.has("textIndexVersion") ? new TextDefinition(spec) : undefined;
    this.multikey = this.fields.map(() => false);
    this.prefix = Buffer.allocUnsafe(4);
    this.prefix.writeUInt32BE(id, 0);
  }

  get isBuilding(): boolean {
    return this.build !== undefined;
  }

  get isMultikey(): boolean {
    return this.multikey.includes(true);
  }

  get expireAfterSeconds(): number | undefined {
    const seconds = this.spec.get("expireAfterSeconds");
    return isNumber(seconds) ? toNumber(seconds) : undefined;
  }

  /** The top-level fields that decide a document's entries; nothing if all of them do. */
  get rootFields(): string[] | undefined {
    const partial = this.partialFilter ? filterRoots(this.partialFilter) : [];
    const own = this.text ? this.text.rootFields : this.paths.map((path) => path[0]!);
    return own && [...own, ...partial];
  }

  /** Puts the index's number before encoded values. */
  withPrefix(key: Buffer): Buffer {
    return Buffer.concat([this.prefix, key]);
  }

  /** The entries of a document. Tells `flag` if it makes the index multikey or its keys too long. */
  entriesOf(doc: Doc, recordId: number, flag?: (multikey: boolean[], long: boolean) => void): Entry[] {
    if (this.inPartial && !this.inPartial(doc)) return [];
    if (this.text) {
      const postings = postingsOf(this.text, doc);
      if (flag && postings.length > 1)
        flag(
          this.fields.map((field) => field === "_fts"),
          false,
        );
      return postings.map((posting) => ({ key: this.entryKey(posting, recordId), values: [] }));
    }
    const multikey: boolean[] = this.fields.map(() => false);
    let keys = keysOf(doc, this.paths, multikey);
    if (this.sparse) keys = keys.filter((key) => key.some((value) => value !== undefined));
    const entries: Entry[] = [];
    const seen = keys.length > 1 ? new Set<string>() : undefined;
    let long = false;
    for (const values of keys) {
      const encoded = encodeKey(values, this.directions);
      long ||= isLong(encoded);
      const key = this.entryKey(storedKey(encoded), recordId);
      if (seen) {
        const text = key.toString("latin1");
        if (seen.has(text)) continue;
        seen.add(text);
      }
      entries.push({ key, values });
    }
    if (flag && (long || multikey.includes(true))) flag(multikey, long);
    return entries;
  }

  /** The key of a unique index's entry for one value. */
  keyOf(value: Value): Buffer {
    return this.entryKey(storedKey(encodeKey([value], this.directions)), 0);
  }

  private entryKey(encoded: Buffer, recordId: number): Buffer {
    const key = Buffer.allocUnsafe(4 + encoded.length + (this.unique ? 0 : 6));
    key.writeUInt32BE(this.id, 0);
    key.set(encoded, 4);
    if (!this.unique) key.writeUIntBE(recordId, 4 + encoded.length, 6);
    return key;
  }

  /** The values of a key as MongoDB names them in `keyValue`. */
  keyValue(values: Value[]): Doc {
    return new Map(
      this.fields.map((field, i) => [
        field,
        values[i] === undefined || values[i] === bsonUndefined ? null : values[i],
      ]),
    );
  }
}

/** What is known of an index that is being filled. */
export class IndexBuild {
  /** Records that have changed since it began: what was read of them may be outdated. */
  readonly touched = new Set<number>();
  /** Resolves when it has ended, however. */
  readonly ended: Promise<void>;
  end: () => void = () => undefined;

  constructor(
    /** Records from this one on are indexed by whoever inserts them. */
    readonly bound: number,
  ) {
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  /** Notes that a record changes or goes. */
  touch(recordId: number): void {
    if (recordId < this.bound) this.touched.add(recordId);
  }
}

export interface Entry {
  key: Buffer;
  values: Value[];
}

function filterRoots(filter: Doc): string[] {
  const roots: string[] = [];
  for (const [name, condition] of filter) {
    if (name === "$and" || name === "$or")
      for (const part of condition as Doc[]) roots.push(...filterRoots(part));
    else roots.push(name.split(".")[0]!);
  }
  return roots;
}
