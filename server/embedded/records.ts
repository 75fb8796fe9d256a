import { ObjectId } from "bson";
import type { Catalog, Collection } from "./catalog";
import { checkDocument, decode, locate, type RawDoc, readField } from "./decode";
import { encode } from "./encode";
import { refuse, StoreError } from "./errors";
import type { Entry, Index } from "./indexes";
import { recordIdAt } from "./keys";
import type { Table, View } from "./storage";
import type { Doc, Value } from "./values";

export const maximumDocumentSize = 16 * 1024 * 1024;

/**
 * Where writes go: into the next commit, or into a transaction's own writes. `claim` says that
 * a key is about to change; it throws if a transaction that is still open stands in the way.
 */
export interface WriteUnit {
  readonly view: View;
  claim(table: Table, key: Buffer): void;
  put(table: Table, key: Buffer, value: Buffer): void;
  remove(table: Table, key: Buffer): void;
  tally(collection: Collection, documents: number, bytes: number): void;
}

/** Stores a new document. Everything that can refuse it is asked before the first byte is put. */
export function insertRecord(catalog: Catalog, unit: WriteUnit, collection: Collection, raw: RawDoc): Value {
  checkDocument(raw.bytes);
  const bytes = withIdFirst(raw.bytes);
  if (bytes.length > maximumDocumentSize) tooLarge(bytes.length);
  const doc = decode(bytes, 0, indexedFields(collection));
  const recordId = collection.nextRecordId++;
  const key = collection.recordKey(recordId);
  const value = recordIdBytes(recordId);
  const added = collection.indexes.map((index) => entries(catalog, collection, index, doc, recordId));
  for (let i = 0; i < added.length; i++) checkUnique(unit, collection.indexes[i]!, added[i]!, recordId);
  unit.claim("records", key);
  unit.put("records", key, bytes);
  for (const list of added) for (const entry of list) unit.put("entries", entry.key, value);
  unit.tally(collection, 1, bytes.length);
  return doc.get("_id");
}

/** Replaces a document by another with the same `_id`. */
export function replaceRecord(
  catalog: Catalog,
  unit: WriteUnit,
  collection: Collection,
  recordId: number,
  before: { bytes: Buffer; doc: Doc },
  after: { bytes: Buffer; doc: Doc },
): void {
  if (after.bytes.length > maximumDocumentSize) tooLarge(after.bytes.length);
  const key = collection.recordKey(recordId);
  unit.claim("records", key);
  const removed: Entry[] = [];
  const added: Entry[] = [];
  for (const index of collection.indexes) {
    index.build?.touch(recordId);
    // Words are dear to find: they are only looked for again where they may have changed.
    if (index.text && isUntouched(index, before.bytes, after.bytes)) continue;
    const old = entries(catalog, collection, index, before.doc, recordId);
    const fresh = entries(catalog, collection, index, after.doc, recordId);
    if (old.length === 1 && fresh.length === 1 && old[0]!.key.equals(fresh[0]!.key)) continue;
    const kept = new Set(old.map((entry) => entry.key.toString("latin1")));
    const wanted = new Set(fresh.map((entry) => entry.key.toString("latin1")));
    const news = fresh.filter((entry) => !kept.has(entry.key.toString("latin1")));
    const olds = old.filter((entry) => !wanted.has(entry.key.toString("latin1")));
    checkUnique(unit, index, news, recordId);
    if (index.unique) for (const entry of olds) unit.claim("entries", entry.key);
    added.push(...news);
    removed.push(...olds);
  }
  unit.put("records", key, after.bytes);
  for (const entry of removed) unit.remove("entries", entry.key);
  const value = recordIdBytes(recordId);
  for (const entry of added) unit.put("entries", entry.key, value);
  unit.tally(collection, 0, after.bytes.length - before.bytes.length);
}

function isUntouched(index: Index, before: Buffer, after: Buffer): boolean {
  return (
    index.rootFields?.every((field) => {
      const [old, fresh] = [locate(before, field), locate(after, field)];
      if (!old || !fresh) return old === fresh;
      return before.subarray(old.start, old.end).equals(after.subarray(fresh.start, fresh.end));
    }) ?? false
  );
}

/** Removes a document and its entries. */
export function removeRecord(
  catalog: Catalog,
  unit: WriteUnit,
  collection: Collection,
  recordId: number,
  bytes: Buffer,
): void {
  const doc = decode(bytes, 0, indexedFields(collection));
  const key = collection.recordKey(recordId);
  unit.claim("records", key);
  for (const index of collection.indexes) index.build?.touch(recordId);
  const lists = collection.indexes.map((index) => entries(catalog, collection, index, doc, recordId));
  for (let i = 0; i < lists.length; i++)
    if (collection.indexes[i]!.unique) for (const entry of lists[i]!) unit.claim("entries", entry.key);
  unit.remove("records", key);
  for (const list of lists) for (const entry of list) unit.remove("entries", entry.key);
  unit.tally(collection, -1, -bytes.length);
}

/** Adds one record's entries to a new index. */
export function indexRecord(
  catalog: Catalog,
  unit: WriteUnit,
  collection: Collection,
  index: Index,
  recordId: number,
  bytes: Buffer,
): void {
  const fields = index.rootFields && new Set(index.rootFields);
  const list = entries(catalog, collection, index, decode(bytes, 0, fields), recordId);
  checkUnique(unit, index, list, recordId);
  const value = recordIdBytes(recordId);
  for (const entry of list) unit.put("entries", entry.key, value);
}

export function recordIdBytes(recordId: number): Buffer {
  const bytes = Buffer.allocUnsafe(6);
  bytes.writeUIntBE(recordId, 0, 6);
  return bytes;
}

function entries(
  catalog: Catalog,
  collection: Collection,
  index: Index,
  doc: Doc,
  recordId: number,
): Entry[] {
  return index.entriesOf(doc, recordId, (multikey, long) => {
    if ((!long || index.hasLongKeys) && multikey.every((flag, i) => !flag || index.multikey[i])) return;
    index.multikey = index.multikey.map((flag, i) => flag || multikey[i] === true);
    index.hasLongKeys ||= long;
    catalog.touch(collection);
  });
}

function checkUnique(unit: WriteUnit, index: Index, list: Entry[], recordId: number): void {
  if (!index.unique) return;
  for (const entry of list) {
    unit.claim("entries", entry.key);
    const holder = unit.view.get("entries", entry.key);
    if (holder && recordIdAt(holder, 0) !== recordId) throw duplicateKey(index, entry.values);
  }
}

function duplicateKey(index: Index, values: Value[]): StoreError {
  const keyValue = index.keyValue(values);
  const shown = [...keyValue].map(([field, value]) => `${field}: ${show(value)}`).join(", ");
  const error = new StoreError(
    "DuplicateKey",
    `E11000 duplicate key error collection: ${index.namespace} index: ${index.name} dup key: { ${shown} }`,
  );
  error.extra = { keyPattern: index.spec.get("key"), keyValue };
  return error;
}

/** A value as the shell prints it in error messages. */
export function show(value: Value): string {
  if (value === undefined || value === null) return "null";
  if (typeof value === "string") return JSON.stringify(value);
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(", ")} ]`;
  if (value instanceof Map)
    return `{ ${[...value].map(([name, field]) => `${name}: ${show(field)}`).join(", ")} }`;
  return String(value);
}

const fieldsOfIndexes = new WeakMap<Index[], { only: Set<string> | undefined }>();

/** The top-level fields that some index looks at; the others need not be read. Nothing if one looks at all. */
function indexedFields(collection: Collection): Set<string> | undefined {
  let fields = fieldsOfIndexes.get(collection.indexes);
  if (!fields) {
    const roots = collection.indexes.map((index) => index.rootFields);
    fields = { only: roots.includes(undefined) ? undefined : new Set(roots.flatMap((own) => own!)) };
    fieldsOfIndexes.set(collection.indexes, fields);
  }
  return fields.only;
}

/** The types of BSON of which not every value may be an `_id`: object, array, undefined, regular expression. */
const checkedIds = new Set([0x03, 0x04, 0x06, 0x0b]);

/** Moves `_id` to the front, or makes one, without touching the other bytes. */
function withIdFirst(bytes: Buffer): Buffer {
  const place = locate(bytes, "_id");
  if (place && checkedIds.has(place.type)) checkId(readField(bytes, "_id"));
  if (place?.start === 4) return bytes;
  const element = place
    ? bytes.subarray(place.start, place.end)
    : encode({ _id: new ObjectId() }).subarray(4, -1);
  const rest = place ? [bytes.subarray(4, place.start), bytes.subarray(place.end)] : [bytes.subarray(4)];
  const result = Buffer.concat([bytes.subarray(0, 4), element, ...rest]);
  result.writeInt32LE(result.length, 0);
  return result;
}

/** Refuses what MongoDB does not accept as an `_id`. */
export function checkId(id: Value): void {
  if (Array.isArray(id)) refuse("InvalidIdField", "The '_id' value cannot be of type array");
  if (typeof id === "object" && id !== null && (id as { _bsontype?: string })._bsontype === "BSONRegExp")
    refuse("InvalidIdField", "The '_id' value cannot be of type regex");
  if (typeof id === "symbol") refuse("InvalidIdField", "The '_id' value cannot be of type undefined");
  if (id instanceof Map)
    for (const name of id.keys())
      if (name.startsWith("$"))
        refuse(
          "DollarPrefixedFieldName",
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
}

function tooLarge(size: number): never {
  refuse(
    "BSONObjectTooLarge",
    `BSONObj size: ${size} is invalid. Size must be between 0 and ${maximumDocumentSize} (16MB)`,
  );
}
