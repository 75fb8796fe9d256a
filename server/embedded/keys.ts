import { createHash } from "node:crypto";
import {
  type Binary,
  type BSONRegExp,
  type Code,
  type DBRef,
  Double,
  type ObjectId,
  type Timestamp,
} from "bson";
import { copyOf } from "./bytes";
import { compareDecimals, type Decimal, fromDouble, isZero } from "./decimal";
import { type Doc, exact, family, familyOf, type NumberValue, textOf, toNumber, type Value } from "./values";

/**
 * Values as bytes whose order is MongoDB's order: equal values give equal bytes whatever their types, and no
 * encoding is the beginning of another, so fields can stand one after the other in a compound key.
 */

let buffer = Buffer.allocUnsafe(1 << 14);
let position = 0;

/** lmdb takes keys of 1,978 bytes; the rest is for the prefix and the record's number. */
const longestKey = 1900;
const keptOfLongKey = 1600;

/** Encodes the values of a key, a negative direction turning a field's bytes around. */
export function encodeKey(values: readonly Value[], directions: readonly number[]): Buffer {
  position = 0;
  for (let i = 0; i < values.length; i++) {
    const start = position;
    writeValue(values[i]);
    if (directions[i]! < 0) invert(start);
  }
  const key = copyOf(buffer, 0, position);
  if (buffer.length > 1 << 20) buffer = Buffer.allocUnsafe(1 << 14);
  return key;
}

/** True if a key is too long to be stored whole; then it is cut and hashed, and no longer ordered exactly. */
export function isLong(key: Buffer): boolean {
  return key.length > longestKey;
}

/** The bytes under which a key is stored: itself, or its beginning and a hash. */
export function storedKey(key: Buffer): Buffer {
  if (!isLong(key)) return key;
  return Buffer.concat([key.subarray(0, keptOfLongKey), createHash("sha256").update(key).digest()]);
}

/** The beginning of a bound that all stored keys beyond it share or exceed. */
export function cutBound(key: Buffer): Buffer {
  return key.length > keptOfLongKey ? key.subarray(0, keptOfLongKey) : key;
}

/** The first key after all that begin with these bytes. */
export function after(prefix: Buffer): Buffer {
  const result = Buffer.from(prefix);
  for (let i = result.length - 1; i >= 0; i--) {
    if (result[i] !== 0xff) {
      result[i]!++;
      return result.subarray(0, i + 1);
    }
  }
  return Buffer.alloc(longestKey, 0xff);
}

function invert(start: number): void {
  for (let i = start; i < position; i++) buffer[i] = ~buffer[i]! & 0xff;
}

function reserve(size: number): void {
  if (position + size <= buffer.length) return;
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, position + size));
  buffer.copy(larger, 0, 0, position);
  buffer = larger;
}

function byte(value: number): void {
  reserve(1);
  buffer[position++] = value;
}

function writeValue(value: Value): void {
  const kind = familyOf(value);
  byte(kind);
  writePayload(kind, value);
}

function writePayload(kind: number, value: Value): void {
  switch (kind) {
    case family.number:
      writeNumber(value as NumberValue);
      return;
    case family.string:
      writeText(textOf(value));
      return;
    case family.object:
      for (const [name, field] of value as Doc) {
        const fieldKind = familyOf(field);
        byte(fieldKind);
        writeText(name);
        writePayload(fieldKind, field);
      }
      byte(0);
      return;
    case family.array:
      for (const element of value as Value[]) writeValue(element);
      byte(0);
      return;
    case family.binary: {
      const binary = value as Binary;
      reserve(5 + binary.position);
      position = buffer.writeUInt32BE(binary.position, position);
      buffer[position++] = binary.sub_type;
      buffer.set(binary.buffer.subarray(0, binary.position), position);
      position += binary.position;
      return;
    }
    case family.objectId:
      reserve(12);
      buffer.set((value as ObjectId).id, position);
      position += 12;
      return;
    case family.boolean:
      byte(value ? 1 : 0);
      return;
    case family.date: {
      const time = (value as Date).getTime();
      reserve(8);
      position = buffer.writeBigUInt64BE(
        BigInt.asUintN(64, BigInt(Number.isNaN(time) ? 0 : time)) ^ (1n << 63n),
        position,
      );
      return;
    }
    case family.timestamp:
      reserve(8);
      position = buffer.writeBigUInt64BE(BigInt.asUintN(64, (value as Timestamp).toBigInt()), position);
      return;
    case family.regex:
      writeText((value as BSONRegExp).pattern);
      writeText((value as BSONRegExp).options);
      return;
    case family.code:
    case family.codeWithScope:
      writeText((value as Code).code);
      return;
    case family.dbPointer:
      writeText(String((value as DBRef).collection));
      return;
  }
}

/** UTF-8, with zero bytes escaped and a terminator that sorts before any continuation. */
function writeText(value: string): void {
  reserve(value.length * 3 + 2);
  const start = position;
  position += buffer.write(value, position);
  if (value.includes("\0")) {
    const written = copyOf(buffer, start, position);
    position = start;
    reserve(written.length * 2 + 2);
    for (const unit of written) {
      buffer[position++] = unit;
      if (unit === 0) buffer[position++] = 0xff;
    }
  }
  buffer[position++] = 0;
  buffer[position++] = 1;
}

/**
 * A number is the nearest double towards zero and, where that is not all of it (large int64, most decimals),
 * the exact digits. Negative numbers are the positive ones turned around.
 */
function writeNumber(value: NumberValue): void {
  reserve(16);
  if (typeof value === "number") {
    writeExactDouble(value);
    return;
  }
  if (value instanceof Double) {
    if (Number.isNaN(value.value)) {
      byte(0x01);
      return;
    }
    writeExactDouble(value.value);
    return;
  }
  const decimal = exact(value);
  if (decimal.special === "nan") {
    byte(0x01);
    return;
  }
  const negative = decimal.special ? decimal.special === "-infinity" : decimal.coefficient < 0n;
  const nearest = Math.abs(toNumber(value));
  const magnitude: Decimal = negative ? { ...decimal, coefficient: -decimal.coefficient } : decimal;
  if (decimal.special || isZero(decimal) || compareDecimals(fromDouble(nearest), magnitude) === 0) {
    writeExactDouble(negative ? -nearest : nearest);
    return;
  }
  const below = compareDecimals(fromDouble(nearest), magnitude) < 0 ? nearest : previousDouble(nearest);
  byte(negative ? 0x02 : 0x03);
  const start = position;
  reserve(64);
  position = buffer.writeDoubleBE(below, position);
  buffer[position++] = 1;
  const digits = magnitude.coefficient.toString();
  position = buffer.writeUInt16BE(digits.length + magnitude.exponent + 0x8000, position);
  for (const digit of digits.replace(/0+$/, "")) byte(digit.charCodeAt(0));
  byte(0);
  if (negative) invert(start);
}

function writeExactDouble(value: number): void {
  const negative = value < 0;
  reserve(10);
  buffer[position++] = negative ? 0x02 : 0x03;
  const start = position;
  position = buffer.writeDoubleBE(Math.abs(value), position);
  buffer[position++] = 0;
  if (negative) invert(start);
}

function previousDouble(value: number): number {
  const view = Buffer.alloc(8);
  if (value === Number.POSITIVE_INFINITY) return Number.MAX_VALUE;
  view.writeDoubleBE(value);
  view.writeBigUInt64BE(view.readBigUInt64BE() - 1n);
  return view.readDoubleBE();
}

/** Reads back the number of a record from the end of an entry. */
export function recordIdAt(bytes: Uint8Array, offset: number): number {
  let id = 0;
  for (let i = 0; i < 6; i++) id = id * 256 + bytes[offset + i]!;
  return id;
}
