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
import { nameAt, text } from "./decodeText";
import { refuse } from "./errors";
import { bsonUndefined, type Doc, type Value } from "./values";

/** MongoDB refuses documents nested deeper than this, and so do we, before the stack does. */
const maximumDepth = 200;

/** A document that stays the bytes it came as: what is inserted is stored exactly so. */
export class RawDoc {
  constructor(readonly bytes: Buffer) {}
}

/**
 * Reads one BSON document, refusing whatever is malformed. With `only`, other top-level fields are skipped
 * unread. With `rawField`, the documents in that top-level array stay raw.
 */
export function decode(bytes: Buffer, offset = 0, only?: ReadonlySet<string>): Doc {
  return readDoc(bytes, offset, bounds(bytes, offset, bytes.length), 0, only);
}

/** Reads a command's body, leaving the documents of an `insert` as they are. */
export function decodeCommand(bytes: Buffer): { body: Doc; documents?: RawDoc[] } {
  let documents: RawDoc[] | undefined;
  const body = readDoc(bytes, 0, bounds(bytes, 0, bytes.length), 0, undefined, (name, type, start, end) => {
    if (name !== "documents" || type !== 4) return false;
    documents = [];
    let position = start + 4;
    while (position < end - 1) {
      if (bytes[position] !== 3) refuse("TypeMismatch", "Documents to insert must be objects");
      position = nameEnd(bytes, position + 1, end) + 1;
      const documentEnd = bounds(bytes, position, end);
      documents.push(new RawDoc(bytes.subarray(position, documentEnd)));
      position = documentEnd;
    }
    return true;
  });
  return { body, documents };
}

/** Finds where the value of one top-level field lies in a raw document, without reading the others. */
export function locate(
  bytes: Buffer,
  field: string,
): { type: number; start: number; value: number; end: number } | undefined {
  const limit = bounds(bytes, 0, bytes.length) - 1;
  let position = 4;
  while (position < limit) {
    const type = bytes[position]!;
    const stop = nameEnd(bytes, position + 1, limit);
    const end = skip(bytes, type, stop + 1, limit);
    if (stop - position - 1 === field.length && bytes.toString("latin1", position + 1, stop) === field)
      return { type, start: position, value: stop + 1, end };
    position = end;
  }
  return undefined;
}

/** Goes through the top-level fields of a raw document: the name of each, and from where to where it lies with its name. */
export function eachField(bytes: Buffer, visit: (name: string, start: number, end: number) => void): void {
  const limit = bounds(bytes, 0, bytes.length) - 1;
  let position = 4;
  while (position < limit) {
    const stop = nameEnd(bytes, position + 1, limit);
    const end = skip(bytes, bytes[position]!, stop + 1, limit);
    visit(nameAt(bytes, position + 1, stop), position, end);
    position = end;
  }
}

/** Refuses a document that is malformed anywhere, or nested too deeply, without reading its values. */
export function checkDocument(bytes: Buffer): void {
  checkElements(bytes, 0, bounds(bytes, 0, bytes.length), 0);
}

function checkElements(bytes: Buffer, offset: number, end: number, depth: number): void {
  if (depth > maximumDepth) refuse("Overflow", `Document is nested deeper than ${maximumDepth} levels`);
  let position = offset + 4;
  while (position < end - 1) {
    const type = bytes[position]!;
    const start = nameEnd(bytes, position + 1, end - 1) + 1;
    position = skip(bytes, type, start, end - 1);
    if (type === 3 || type === 4) checkElements(bytes, start, position, depth + 1);
  }
}

/** Reads the value of one top-level field of a raw document. */
export function readField(bytes: Buffer, field: string): Value {
  const place = locate(bytes, field);
  return place && readValue(bytes, place.type, place.value, place.end, 1);
}

type Intercept = (name: string, type: number, start: number, end: number) => boolean;

function bounds(bytes: Buffer, offset: number, limit: number): number {
  if (offset + 5 > limit) refuse("InvalidBSON", "Document is cut short");
  const length = bytes.readInt32LE(offset);
  if (length < 5 || offset + length > limit || bytes[offset + length - 1] !== 0)
    refuse("InvalidBSON", "Document has a wrong length");
  return offset + length;
}

function nameEnd(bytes: Buffer, start: number, limit: number): number {
  let end = start;
  while (end < limit && bytes[end] !== 0) end++;
  if (end >= limit) refuse("InvalidBSON", "Field name does not end");
  return end;
}

function readDoc(
  bytes: Buffer,
  offset: number,
  end: number,
  depth: number,
  only?: ReadonlySet<string>,
  intercept?: Intercept,
): Doc {
  if (depth > maximumDepth) refuse("Overflow", `Document is nested deeper than ${maximumDepth} levels`);
  const doc: Doc = new Map();
  let position = offset + 4;
  while (position < end - 1) {
    const type = bytes[position]!;
    const stop = nameEnd(bytes, position + 1, end - 1);
    const name = nameAt(bytes, position + 1, stop);
    const start = stop + 1;
    position = skip(bytes, type, start, end - 1);
    if (only && !only.has(name)) continue;
    if (intercept?.(name, type, start, position)) continue;
    doc.set(name, readValue(bytes, type, start, position, depth + 1));
  }
  return doc;
}

function readArray(bytes: Buffer, offset: number, end: number, depth: number): Value[] {
  if (depth > maximumDepth) refuse("Overflow", `Document is nested deeper than ${maximumDepth} levels`);
  const values: Value[] = [];
  let position = offset + 4;
  while (position < end - 1) {
    const type = bytes[position]!;
    const start = nameEnd(bytes, position + 1, end - 1) + 1;
    position = skip(bytes, type, start, end - 1);
    values.push(readValue(bytes, type, start, position, depth + 1));
  }
  return values;
}

/** Tells where a value ends, and that it lies within its document. */
function skip(bytes: Buffer, type: number, start: number, limit: number): number {
  const end = start + sizeOf(bytes, type, start, limit);
  if (end > limit) refuse("InvalidBSON", "Value reaches beyond its document");
  return end;
}

function sizeOf(bytes: Buffer, type: number, start: number, limit: number): number {
  switch (type) {
    case 0x01: // double
    case 0x09: // date
    case 0x11: // timestamp
    case 0x12: // int64
      return 8;
    case 0x02: // string
    case 0x0d: // code
    case 0x0e: {
      // symbol
      const length = lengthAt(bytes, start, limit, 1);
      if (start + 4 + length <= limit && bytes[start + 3 + length] !== 0)
        refuse("InvalidBSON", "String does not end");
      return 4 + length;
    }
    case 0x03: // document
    case 0x04: // array
      return bounds(bytes, start, limit) - start;
    case 0x05: // binary
      return 5 + lengthAt(bytes, start, limit, 0);
    case 0x06: // undefined
    case 0x0a: // null
    case 0x7f: // maxKey
    case 0xff: // minKey
      return 0;
    case 0x07: // objectId
      return 12;
    case 0x08: // boolean
      return 1;
    case 0x0b: // regex
      return nameEnd(bytes, nameEnd(bytes, start, limit) + 1, limit) + 1 - start;
    case 0x0c: // dbPointer
      return 4 + lengthAt(bytes, start, limit, 1) + 12;
    case 0x0f: // code with scope
      return lengthAt(bytes, start, limit, 14);
    case 0x10: // int32
      return 4;
    case 0x13: // decimal128
      return 16;
    default:
      return refuse("InvalidBSON", `Unknown BSON type ${type}`);
  }
}

function lengthAt(bytes: Buffer, start: number, limit: number, minimum: number): number {
  if (start + 4 > limit) refuse("InvalidBSON", "Length is cut short");
  const length = bytes.readInt32LE(start);
  if (length < minimum) refuse("InvalidBSON", "Length is too small");
  return length;
}

function readValue(bytes: Buffer, type: number, start: number, end: number, depth: number): Value {
  switch (type) {
    case 0x01:
      return new Double(bytes.readDoubleLE(start));
    case 0x02:
      return text(bytes, start + 4, end - 1);
    case 0x03:
      return readDoc(bytes, start, end, depth);
    case 0x04:
      return readArray(bytes, start, end, depth);
    case 0x05:
      return new Binary(copyOf(bytes, start + 5, end), bytes[start + 4]);
    case 0x06:
      return bsonUndefined;
    case 0x07:
      return new ObjectId(copyOf(bytes, start, end));
    case 0x08:
      return bytes[start] !== 0;
    case 0x09:
      return new Date(Number(bytes.readBigInt64LE(start)));
    case 0x0a:
      return null;
    case 0x0b: {
      const stop = nameEnd(bytes, start, end);
      return new BSONRegExp(bytes.toString("utf8", start, stop), bytes.toString("utf8", stop + 1, end - 1));
    }
    case 0x0c:
      return new DBRef(text(bytes, start + 4, end - 13), new ObjectId(copyOf(bytes, end - 12, end)));
    case 0x0d:
      return new Code(text(bytes, start + 4, end - 1));
    case 0x0e:
      return new BSONSymbol(text(bytes, start + 4, end - 1));
    case 0x0f: {
      const codeEnd = start + 8 + lengthAt(bytes, start + 4, end, 1);
      bounds(bytes, codeEnd, end);
      return new Code(
        text(bytes, start + 8, codeEnd - 1),
        Object.fromEntries(readDoc(bytes, codeEnd, end, depth)),
      );
    }
    case 0x10:
      return bytes.readInt32LE(start);
    case 0x11:
      return new Timestamp({ t: bytes.readUInt32LE(start + 4), i: bytes.readUInt32LE(start) });
    case 0x12:
      return bytes.readBigInt64LE(start);
    case 0x13:
      return new Decimal128(copyOf(bytes, start, end));
    case 0x7f:
      return new MaxKey();
    case 0xff:
      return new MinKey();
    default:
      return refuse("InvalidBSON", `Unknown BSON type ${type}`);
  }
}
