import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  type MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";
import { compareDecimals, fromDouble, fromInteger, parseDecimal } from "./decimal";

/**
 * A BSON value with its type kept: an int32 is a number, an int64 a bigint, a double a `Double`, a document a
 * `Map` (so that fields keep their order whatever their names). JavaScript's `undefined` means "not there";
 * BSON's deprecated undefined is `bsonUndefined`.
 */
export type Value =
  | undefined
  | null
  | boolean
  | number
  | bigint
  | string
  | Double
  | Decimal128
  | Date
  | ObjectId
  | Binary
  | Timestamp
  | BSONRegExp
  | Code
  | BSONSymbol
  | DBRef
  | MinKey
  | MaxKey
  | symbol
  | Doc
  | Value[];
export type Doc = Map<string, Value>;
export type NumberValue = number | bigint | Double | Decimal128;

export const bsonUndefined = Symbol("undefined");

/** The place of each family of types in MongoDB's comparison order; equal places compare by value. */
export const family = {
  minKey: 0x01,
  undefined: 0x05,
  null: 0x08,
  number: 0x10,
  string: 0x18,
  object: 0x20,
  array: 0x28,
  binary: 0x30,
  objectId: 0x38,
  boolean: 0x40,
  date: 0x48,
  timestamp: 0x50,
  regex: 0x58,
  dbPointer: 0x60,
  code: 0x68,
  codeWithScope: 0x70,
  maxKey: 0xf0,
} as const;

/** Tells the family of a value; what is not there sorts as null. */
export function familyOf(value: Value): number {
  switch (typeof value) {
    case "undefined":
      return family.null;
    case "number":
    case "bigint":
      return family.number;
    case "string":
      return family.string;
    case "boolean":
      return family.boolean;
    case "symbol":
      return family.undefined;
  }
  if (value === null) return family.null;
  if (value instanceof Map) return family.object;
  if (Array.isArray(value)) return family.array;
  if (value instanceof ObjectId) return family.objectId;
  if (value instanceof Date) return family.date;
  if (value instanceof Double || value instanceof Decimal128) return family.number;
  if (value instanceof Binary) return family.binary;
  if (value instanceof Timestamp) return family.timestamp;
  if (value instanceof BSONRegExp) return family.regex;
  if (value instanceof BSONSymbol) return family.string;
  if (value instanceof Code) return value.scope ? family.codeWithScope : family.code;
  if (value instanceof DBRef) return family.dbPointer;
  if (value instanceof MinKey) return family.minKey;
  return family.maxKey;
}

export function isNumber(value: Value): value is NumberValue {
  return familyOf(value) === family.number;
}

/** The nearest JavaScript number. */
export function toNumber(value: NumberValue): number {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  if (value instanceof Double) return value.value;
  return Number(value.toString());
}

/** Compares two values in MongoDB's order over all types: negative, zero or positive. */
export function compare(a: Value, b: Value): number {
  const familyA = familyOf(a);
  const familyB = familyOf(b);
  if (familyA !== familyB) return familyA - familyB;
  switch (familyA) {
    case family.number:
      return compareNumbers(a as NumberValue, b as NumberValue);
    case family.string:
      return compareStrings(textOf(a), textOf(b));
    case family.object:
      return compareDocs(a as Doc, b as Doc);
    case family.array:
      return compareArrays(a as Value[], b as Value[]);
    case family.binary:
      return compareBinaries(a as Binary, b as Binary);
    case family.objectId:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case family.boolean:
      return Number(a) - Number(b);
    case family.date:
      return (a as Date).getTime() - (b as Date).getTime();
    case family.timestamp: {
      const left = BigInt.asUintN(64, (a as Timestamp).toBigInt());
      const right = BigInt.asUintN(64, (b as Timestamp).toBigInt());
      return left < right ? -1 : left > right ? 1 : 0;
    }
    case family.regex:
      return (
        compareStrings((a as BSONRegExp).pattern, (b as BSONRegExp).pattern) ||
        compareStrings((a as BSONRegExp).options, (b as BSONRegExp).options)
      );
    case family.code:
    case family.codeWithScope:
      return compareStrings((a as Code).code, (b as Code).code);
    case family.dbPointer:
      return compareStrings(String((a as DBRef).collection), String((b as DBRef).collection));
    default:
      return 0;
  }
}

export function equals(a: Value, b: Value): boolean {
  return compare(a, b) === 0;
}

/** The text of a string or of a (deprecated) symbol, which compare alike. */
export function textOf(value: Value): string {
  return typeof value === "string" ? value : String((value as BSONSymbol).value);
}

/** Compares by code points, which is the order of the UTF-8 bytes; UTF-16 units differ above U+FFFF. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    const leftSurrogate = left >= 0xd800 && left <= 0xdfff;
    const rightSurrogate = right >= 0xd800 && right <= 0xdfff;
    return leftSurrogate === rightSurrogate ? left - right : leftSurrogate ? 1 : -1;
  }
  return a.length - b.length;
}

function compareNumbers(a: NumberValue, b: NumberValue): number {
  if (a instanceof Decimal128 || b instanceof Decimal128) return compareDecimals(exact(a), exact(b));
  const left = a instanceof Double ? a.value : a;
  const right = b instanceof Double ? b.value : b;
  // JavaScript compares bigint with number by their exact mathematical values.
  if (left < right) return -1;
  if (left > right) return 1;
  // biome-ignore lint/suspicious/noDoubleEquals: a bigint and a number of the same value are equal
  if (left == right) return 0;
  return Number.isNaN(left) ? (Number.isNaN(right) ? 0 : -1) : 1;
}

/** The exact decimal value of any number. */
export function exact(value: NumberValue) {
  if (value instanceof Decimal128) return parseDecimal(value);
  if (value instanceof Double) return fromDouble(value.value);
  return fromInteger(BigInt(value));
}

function compareDocs(a: Doc, b: Doc): number {
  const right = b.entries();
  for (const [nameA, valueA] of a) {
    const next = right.next();
    if (next.done) return 1;
    const [nameB, valueB] = next.value;
    const order =
      familyOf(valueA) - familyOf(valueB) || compareStrings(nameA, nameB) || compare(valueA, valueB);
    if (order !== 0) return order;
  }
  return a.size - b.size;
}

function compareArrays(a: Value[], b: Value[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compare(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareBinaries(a: Binary, b: Binary): number {
  return (
    a.position - b.position ||
    a.sub_type - b.sub_type ||
    Buffer.compare(a.buffer.subarray(0, a.position), b.buffer.subarray(0, b.position))
  );
}
