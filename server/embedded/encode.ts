import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";
import { copyOf } from "./bytes";
import { RawDoc } from "./decode";
import { bsonUndefined } from "./values";

let buffer = Buffer.allocUnsafe(1 << 16);
let position = 0;

const kept = Symbol("bytes");

/** A reply that is given so often that its bytes are kept. */
export function lasting<Reply extends object>(reply: Reply): Reply {
  return Object.freeze(Object.assign(reply, { [kept]: encode(reply) }));
}

/**
 * Writes a document: a `Map`, a plain object (for replies) or a `RawDoc`. Numbers are int32 where they fit and
 * doubles otherwise; values that are `undefined` are left out. The bytes are the caller's own.
 */
export function encode(doc: unknown, prefix = 0): Buffer {
  position = prefix;
  writeDoc(doc);
  const result = copyOf(buffer, 0, position);
  if (buffer.length > 1 << 22) buffer = Buffer.allocUnsafe(1 << 16);
  return result;
}

function reserve(size: number): void {
  if (position + size <= buffer.length) return;
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, position + size));
  buffer.copy(larger, 0, 0, position);
  buffer = larger;
}

function writeDoc(doc: unknown): void {
  const known = doc instanceof RawDoc ? doc.bytes : (doc as { [kept]?: Buffer })[kept];
  if (known !== undefined) {
    writeBytes(known);
    return;
  }
  const start = position;
  reserve(5);
  position += 4;
  if (doc instanceof Map) {
    for (const [name, value] of doc) writeElement(name, value);
  } else {
    for (const name in doc as Record<string, unknown>)
      writeElement(name, (doc as Record<string, unknown>)[name]);
  }
  finish(start);
}

function writeBytes(bytes: Buffer): void {
  reserve(bytes.length);
  buffer.set(bytes, position);
  position += bytes.length;
}

function writeArray(values: unknown[]): void {
  const start = position;
  reserve(5);
  position += 4;
  for (let i = 0; i < values.length; i++) writeElement(String(i), values[i] === undefined ? null : values[i]);
  finish(start);
}

function finish(start: number): void {
  reserve(1);
  buffer[position++] = 0;
  buffer.writeInt32LE(position - start, start);
}

function header(type: number, name: string, size: number): void {
  reserve(name.length * 3 + 2 + size);
  buffer[position++] = type;
  writeName(name);
}

function writeName(name: string): void {
  if (name.length < 24) {
    let i = 0;
    for (; i < name.length; i++) {
      const unit = name.charCodeAt(i);
      if (unit > 127) break;
      buffer[position + i] = unit;
    }
    position += i === name.length ? i : buffer.write(name, position);
  } else {
    position += buffer.write(name, position);
  }
  buffer[position++] = 0;
}

function writeString(type: number, name: string, value: string): void {
  header(type, name, value.length * 3 + 5);
  const length = buffer.write(value, position + 4);
  buffer.writeInt32LE(length + 1, position);
  position += 4 + length;
  buffer[position++] = 0;
}

function writeElement(name: string, value: unknown): void {
  switch (typeof value) {
    case "undefined":
      return;
    case "string":
      writeString(0x02, name, value);
      return;
    case "boolean":
      header(0x08, name, 1);
      buffer[position++] = value ? 1 : 0;
      return;
    case "number":
      if (Number.isInteger(value) && value >= -0x80000000 && value <= 0x7fffffff) {
        header(0x10, name, 4);
        position = buffer.writeInt32LE(value, position);
      } else {
        header(0x01, name, 8);
        position = buffer.writeDoubleLE(value, position);
      }
      return;
    case "bigint":
      header(0x12, name, 8);
      position = buffer.writeBigInt64LE(value, position);
      return;
    case "symbol":
      if (value === bsonUndefined) header(0x06, name, 0);
      return;
  }
  if (value === null) {
    header(0x0a, name, 0);
    return;
  }
  if (Array.isArray(value)) {
    header(0x04, name, 0);
    writeArray(value);
    return;
  }
  writeObject(name, value as object);
}

function writeObject(name: string, value: object): void {
  if (value instanceof ObjectId) {
    header(0x07, name, 12);
    buffer.set(value.id, position);
    position += 12;
  } else if (value instanceof Date) {
    header(0x09, name, 8);
    const time = value.getTime();
    position = buffer.writeBigInt64LE(Number.isNaN(time) ? 0n : BigInt(time), position);
  } else if (value instanceof Double) {
    header(0x01, name, 8);
    position = buffer.writeDoubleLE(value.value, position);
  } else if (value instanceof Binary) {
    header(0x05, name, value.position + 5);
    position = buffer.writeInt32LE(value.position, position);
    buffer[position++] = value.sub_type;
    buffer.set(value.buffer.subarray(0, value.position), position);
    position += value.position;
  } else if (value instanceof Decimal128) {
    header(0x13, name, 16);
    buffer.set(value.bytes, position);
    position += 16;
  } else if (value instanceof Timestamp) {
    header(0x11, name, 8);
    position = buffer.writeBigUInt64LE(BigInt.asUintN(64, value.toBigInt()), position);
  } else if (value instanceof BSONRegExp) {
    header(0x0b, name, (value.pattern.length + value.options.length) * 3 + 2);
    position += buffer.write(value.pattern, position);
    buffer[position++] = 0;
    position += buffer.write(value.options, position);
    buffer[position++] = 0;
  } else if (value instanceof Code) {
    writeCode(name, value);
  } else if (value instanceof BSONSymbol) {
    writeString(0x0e, name, value.value);
  } else if (value instanceof DBRef) {
    writeString(0x0c, name, value.collection);
    reserve(12);
    buffer.set(value.oid.id, position);
    position += 12;
  } else if (value instanceof MinKey) {
    header(0xff, name, 0);
  } else if (value instanceof MaxKey) {
    header(0x7f, name, 0);
  } else {
    header(0x03, name, 0);
    writeDoc(value);
  }
}

function writeCode(name: string, value: Code): void {
  if (!value.scope) {
    writeString(0x0d, name, value.code);
    return;
  }
  header(0x0f, name, value.code.length * 3 + 9);
  const start = position;
  const length = buffer.write(value.code, position + 8);
  buffer.writeInt32LE(length + 1, position + 4);
  position += 8 + length;
  buffer[position++] = 0;
  writeDoc(value.scope);
  buffer.writeInt32LE(position - start, start);
}
