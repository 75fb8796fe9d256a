import { randomUUID } from "node:crypto";
import { Binary } from "bson";
import { decode } from "./decode";
import { encode } from "./encode";
import { refuse } from "./errors";
import { Index, IndexBuild } from "./indexes";
import type { Storage, View } from "./storage";
import type { Doc, Value } from "./values";

/**
 * Changes when the bytes on disk change their meaning. A file of an earlier format is brought up to this one (`upgrade`),
 * one of a later format is refused, not guessed at.
 */
const formatVersion = 2;

const versionKey = Buffer.from("v");

/** A collection, its indexes and its counters; all of it lives in memory and is written when it changes. */
export class Collection {
  indexes: Index[] = [];
  count = 0;
  bytes = 0;
  nextRecordId = 1;

  constructor(
    readonly id: number,
    readonly database: string,
    readonly name: string,
    readonly uuid: Buffer,
    public options: Doc,
  ) {}

  get namespace(): string {
    return `${this.database}.${this.name}`;
  }

  get idIndex(): Index {
    return this.indexes[0]!;
  }

  indexNamed(name: string): Index | undefined {
    return this.indexes.find((index) => index.name === name);
  }

  recordKey(recordId: number): Buffer {
    const key = Buffer.allocUnsafe(10);
    key.writeUInt32BE(this.id, 0);
    key.writeUIntBE(recordId, 4, 6);
    return key;
  }

  /** The range in which all records lie. */
  get recordRange(): { start: Buffer; end: Buffer } {
    return idRange(this.id);
  }
}

/** Names to collections, as stored. */
export class Catalog {
  /** By the names of their databases and their own. */
  private readonly collections = new Map<string, Map<string, Collection>>();
  private readonly changed = new Set<Collection>();
  private readonly counted = new Set<Collection>();
  private nextId = 1;
  /** The format of the file. */
  private format = formatVersion;
  /** Ranges of dropped collections and indexes whose bytes are still to be removed. */
  readonly garbage = new Map<number, "records" | "entries">();
  /** Grows with every change of a definition; a snapshot must not use an index younger than itself. */
  generation = 0;
  /** A definition has changed since the last commit began. */
  private isChanged = false;
  /** One that has changed before is being flushed. */
  private isFlushing = false;

  constructor(private readonly storage: Storage) {}

  /** Reads everything from the file, refusing a format it does not know. */
  load(): void {
    this.collections.clear();
    this.changed.clear();
    this.counted.clear();
    this.garbage.clear();
    this.isChanged = false;
    this.isFlushing = false;
    const version = this.storage.get("catalog", versionKey);
    if (version) {
      const header = decode(version);
      this.format = Number(header.get("format"));
      if (!(this.format <= formatVersion))
        throw new Error(`The store has format ${this.format}, this program reads ${formatVersion}.`);
      this.nextId = Number(header.get("nextId"));
    }
    const scanner = this.storage.scan("catalog", Buffer.from("c"), Buffer.from("d"), false);
    while (scanner.next()) this.loadCollection(decode(scanner.value));
    scanner.park();
    const drops = this.storage.scan("catalog", Buffer.from("g"), Buffer.from("h"), false);
    while (drops.next())
      this.garbage.set(drops.key.readUInt32BE(1), drops.value[0] === 1 ? "records" : "entries");
    drops.park();
  }

  /** A definition has changed and is not flushed yet; until it is, nobody may look. */
  get isUnsettled(): boolean {
    return this.isChanged || this.isFlushing;
  }

  find(database: string, name: string): Collection | undefined {
    return this.collections.get(database)?.get(name);
  }

  list(database?: string): Collection[] {
    const all = database === undefined ? [...this.collections.values()] : [this.collections.get(database)];
    return all.flatMap((own) => [...(own?.values() ?? [])]);
  }

  databases(): string[] {
    return [...new Set(this.list().map((collection) => collection.database))].sort();
  }

  /** Makes a collection with its index on `_id`. Only inside a step. */
  create(database: string, name: string, options: Doc = new Map()): Collection {
    checkName(database, name);
    const uuid = Buffer.from(randomUUID().replaceAll("-", ""), "hex");
    const collection = new Collection(this.takeId(), database, name, uuid, options);
    const id = new Map<string, Value>([
      ["v", 2],
      ["key", new Map([["_id", 1]])],
      ["name", "_id_"],
    ]);
    collection.indexes.push(new Index(this.takeId(), id, collection.namespace));
    this.add(collection);
    this.touch(collection);
    this.counted.add(collection);
    return collection;
  }

  /** Adds an index to a collection; its entries are the caller's to build. Only inside a step. */
  addIndex(collection: Collection, spec: Doc): Index {
    const index = new Index(this.takeId(), spec, collection.namespace);
    index.generation = ++this.generation;
    // A new array: what was worked out from the old one (see records) is not found again.
    collection.indexes = [...collection.indexes, index];
    this.touch(collection);
    return index;
  }

  dropIndex(collection: Collection, index: Index): void {
    collection.indexes = collection.indexes.filter((other) => other !== index);
    this.discard(index.id, "entries");
    this.touch(collection);
  }

  drop(collection: Collection): void {
    this.isChanged = true;
    this.collections.get(collection.database)?.delete(collection.name);
    this.changed.delete(collection);
    this.counted.delete(collection);
    this.storage.remove("catalog", prefixed("c", collection.id));
    this.storage.remove("catalog", prefixed("s", collection.id));
    this.discard(collection.id, "records");
    for (const index of collection.indexes) this.discard(index.id, "entries");
    this.generation++;
  }

  rename(collection: Collection, database: string, name: string): Collection {
    checkName(database, name);
    const renamed = new Collection(collection.id, database, name, collection.uuid, collection.options);
    Object.assign(renamed, {
      count: collection.count,
      bytes: collection.bytes,
      nextRecordId: collection.nextRecordId,
    });
    renamed.indexes = collection.indexes;
    for (const index of renamed.indexes) index.namespace = renamed.namespace;
    this.collections.get(collection.database)?.delete(collection.name);
    this.add(renamed);
    this.changed.delete(collection);
    this.counted.delete(collection);
    this.touch(renamed);
    this.counted.add(renamed);
    return renamed;
  }

  /** Notes that a collection's definition has changed and must be written with the next commit. */
  touch(collection: Collection): void {
    this.isChanged = true;
    this.generation++;
    this.changed.add(collection);
  }

  /** Counts documents and bytes in or out. */
  tally(collection: Collection, documents: number, bytes: number): void {
    collection.count += documents;
    collection.bytes += bytes;
    this.counted.add(collection);
  }

  /** Forgets a range once its bytes are gone. */
  collected(id: number): void {
    this.garbage.delete(id);
    this.storage.remove("catalog", prefixed("g", id));
  }

  /** Puts what has changed, as the last step before a commit. */
  flush(): void {
    for (const collection of this.changed) {
      if (!this.has(collection)) continue;
      this.storage.put("catalog", prefixed("c", collection.id), encode(describe(collection)));
    }
    if (this.changed.size > 0) this.putHeader();
    for (const collection of this.counted) {
      if (!this.has(collection)) continue;
      const numbers = Buffer.allocUnsafe(16);
      numbers.writeDoubleBE(collection.count, 0);
      numbers.writeDoubleBE(collection.bytes, 8);
      this.storage.put("catalog", prefixed("s", collection.id), numbers);
    }
    this.changed.clear();
    this.counted.clear();
    this.isFlushing = this.isChanged;
    this.isChanged = false;
  }

  /** What was written last is on the disk. */
  flushed(): void {
    this.isFlushing = false;
  }

  /** How much a collection holds, as stored: memory knows of writes that are not flushed yet. */
  sizeOf(collection: Collection, view: View = this.storage): { count: number; bytes: number } {
    const numbers = view.get("catalog", prefixed("s", collection.id));
    return { count: numbers?.readDoubleBE(0) ?? 0, bytes: numbers?.readDoubleBE(8) ?? 0 };
  }

  /** The file is of an earlier format. */
  get isOld(): boolean {
    return this.format < formatVersion;
  }

  /** Notes that the file is of this format now. Only inside a step. */
  upgraded(): void {
    this.format = formatVersion;
    this.putHeader();
  }

  private putHeader(): void {
    this.storage.put("catalog", versionKey, encode({ format: this.format, nextId: this.nextId }));
  }

  private add(collection: Collection): void {
    const own = this.collections.get(collection.database);
    if (own) own.set(collection.name, collection);
    else this.collections.set(collection.database, new Map([[collection.name, collection]]));
  }

  /** False of one that was dropped or renamed meanwhile. */
  private has(collection: Collection): boolean {
    return this.find(collection.database, collection.name) === collection;
  }

  private discard(id: number, table: "records" | "entries"): void {
    this.garbage.set(id, table);
    this.storage.put("catalog", prefixed("g", id), Buffer.from([table === "records" ? 1 : 2]));
  }

  private takeId(): number {
    return this.nextId++;
  }

  private loadCollection(stored: Doc): void {
    const uuid = stored.get("uuid") as Binary;
    const collection = new Collection(
      Number(stored.get("id")),
      String(stored.get("database")),
      String(stored.get("name")),
      Buffer.from(uuid.buffer),
      stored.get("options") as Doc,
    );
    for (const entry of stored.get("indexes") as Doc[]) {
      const index = new Index(Number(entry.get("id")), entry.get("spec") as Doc, collection.namespace);
      index.multikey = (entry.get("multikey") as boolean[]).slice();
      index.hasLongKeys = entry.get("long") === true;
      // A build that was cut short was never acknowledged; nobody goes on with it.
      if (entry.get("building") === true) index.build = new IndexBuild(0);
      collection.indexes.push(index);
    }
    Object.assign(collection, this.sizeOf(collection));
    const { start, end } = collection.recordRange;
    const last = this.storage.scan("records", start, end, true);
    if (last.next()) collection.nextRecordId = last.key.readUIntBE(4, 6) + 1;
    last.park();
    this.add(collection);
  }
}

/** All keys that begin with a collection's or an index's number. */
export function idRange(id: number): { start: Buffer; end: Buffer } {
  const start = Buffer.allocUnsafe(4);
  start.writeUInt32BE(id, 0);
  const end = Buffer.allocUnsafe(4);
  end.writeUInt32BE(id + 1, 0);
  return { start, end };
}

function describe(collection: Collection): Record<string, unknown> {
  return {
    id: collection.id,
    database: collection.database,
    name: collection.name,
    uuid: new Binary(collection.uuid, 4),
    options: collection.options,
    indexes: collection.indexes.map((index) => ({
      id: index.id,
      spec: index.spec,
      multikey: index.multikey,
      long: index.hasLongKeys,
      building: index.isBuilding || undefined,
    })),
  };
}

function prefixed(letter: string, id: number): Buffer {
  const key = Buffer.allocUnsafe(5);
  key.write(letter, 0);
  key.writeUInt32BE(id, 1);
  return key;
}

function checkName(database: string, name: string): void {
  if (name === "" || name.includes("\0") || name.includes("$") || name.startsWith("."))
    refuse("InvalidNamespace", `Invalid collection name: ${name}`);
  if (name.startsWith("system.")) refuse("InvalidNamespace", `Invalid system namespace: ${database}.${name}`);
  if (Buffer.byteLength(`${database}.${name}`) > 255)
    refuse("InvalidNamespace", "Fully qualified namespace is too long. Max: 255");
}
