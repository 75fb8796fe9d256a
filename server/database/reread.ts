import { BSON, type FindOptions } from "mongodb";
import { freeze } from "./freeze";
import { findPlain, type Stored } from "./plainFind";

/** Finds documents that are much read and seldom changed; nobody may change what is answered. */
export type Reread<Record> = (filter: object, options?: FindOptions) => Promise<Record[]>;

export interface Rereading {
  /** What is left out of each of them, always the same. */
  projection?: FindOptions["projection"];
  /** How much of them is kept at most, in bytes as the store has them; the one kept longest makes way. */
  most: number;
}

/**
 * Makes the finding of documents as `findPlain` does it, for those that many people read again and again: the store is
 * asked each time, and what it answers is only decoded where it differs by a byte from what it was at the last reading.
 * Decoding a page of documents costs more than asking for it.
 */
export function rereader<Record>(model: Stored, { projection, most }: Rereading): Reread<Record> {
  const known = new Known<Record>(most);
  return async (filter, options = {}) => {
    const raw = { ...options, ...(projection && { projection }), raw: true };
    const found = await findPlain<Uint8Array>(model, filter, raw);
    return found.map((bytes) => known.decode(bytes));
  };
}

/** What documents were when they were last read, by their `_id`. */
class Known<Record> {
  private readonly documents = new Map<string, { bytes: Buffer; value: Record }>();
  private size = 0;

  constructor(private readonly most: number) {}

  decode(given: Uint8Array): Record {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    const id = idOf(bytes);
    const known = this.documents.get(id);
    if (known?.bytes.equals(bytes)) return known.value;
    const value = freeze(BSON.deserialize(bytes)) as Record;
    // A copy: these bytes are a part of the whole answer, which would be kept with them.
    this.keep(id, { bytes: Buffer.from(bytes), value });
    return value;
  }

  private keep(id: string, document: { bytes: Buffer; value: Record }): void {
    this.drop(id);
    this.documents.set(id, document);
    this.size += document.bytes.length;
    while (this.size > this.most) this.drop(this.documents.keys().next().value as string);
  }

  private drop(id: string): void {
    this.size -= this.documents.get(id)?.bytes.length ?? 0;
    this.documents.delete(id);
  }
}

/** Bytes of an int32, by which BSON says how long a document is, or a text. See https://bsonspec.org. */
const LENGTH = 4;

/** A document begins with its `_id`, which is a text and ends with a zero. */
function idOf(bytes: Buffer): string {
  const at = LENGTH + "\x02_id\0".length;
  const from = at + LENGTH;
  return bytes.toString("latin1", from, from + bytes.readInt32LE(at) - 1);
}
