import { refuse } from "./errors";
import { encodeKey } from "./keys";
import { isScoreSort } from "./metaScore";
import { keysOf, splitPath } from "./paths";
import { type Doc, isNumber, toNumber, type Value } from "./values";

/** An order over documents, as bytes: two documents compare as their keys do. */
export interface SortOrder {
  spec: Doc;
  fields: string[];
  directions: number[];
  /** Of the fields that are read from the document. */
  paths: string[][];
  /** The score of a search is part of the order, the best first. */
  usesScore: boolean;
  key(doc: Doc, score?: number): Buffer;
}

/** Reads a sort specification, refusing directions that are not 1 or -1; the score counts only if allowed. */
export function parseSort(sort: Doc, allowsScore = false): SortOrder {
  const fields = [...sort.keys()];
  if (fields.length > 32) refuse("BadValue", "too many sort keys");
  const scorePlaces: number[] = [];
  const directions = [...sort.values()].map((direction, place) => {
    if (direction instanceof Map) {
      if (!allowsScore) refuse("CommandNotSupported", "$meta sort is not supported here by this store");
      if (isScoreSort(direction)) scorePlaces.push(place);
      return -1;
    }
    if (!isNumber(direction)) refuse(15974, "Illegal key in $sort specification");
    if (Math.abs(toNumber(direction)) !== 1)
      refuse(15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
    return toNumber(direction);
  });
  const paths = fields.filter((_, place) => !scorePlaces.includes(place)).map(splitPath);
  return {
    spec: sort,
    fields,
    directions,
    paths,
    usesScore: scorePlaces.length > 0,
    key(doc, score) {
      const keys = keysOf(doc, paths);
      for (const key of keys) for (const place of scorePlaces) key.splice(place, 0, score);
      return smallest(keys, directions);
    },
  };
}

/** Compares two documents by a sort specification. */
export function sortComparator(sort: Doc): (a: Value, b: Value) => number {
  const order = parseSort(sort);
  const key = (value: Value) => order.key(value instanceof Map ? value : new Map([["", value]]));
  return (a, b) => Buffer.compare(key(a), key(b));
}

/** Keeps the smallest `limit` of what it is given, or everything, in a stable order. */
export class Sorter<T> {
  private items: { key: Buffer; sequence: number; item: T }[] = [];
  private sequence = 0;
  private bytes = 0;

  constructor(
    private readonly limit: number,
    private readonly memory: number,
  ) {}

  /** Takes one more; with a limit, memory stays bounded by it. */
  add(key: Buffer, item: T, size: number): void {
    this.items.push({ key, sequence: this.sequence++, item });
    this.bytes += size + key.length;
    if (this.limit > 0 && this.items.length >= this.limit * 2 + 64) this.prune();
    if (this.bytes > this.memory) {
      this.prune();
      if (this.bytes > this.memory)
        refuse(
          "QueryExceededMemoryLimitNoDiskUseAllowed",
          "Sort exceeded memory limit of 104857600 bytes; add an index or a limit.",
        );
    }
  }

  finish(): T[] {
    this.prune();
    return this.items.map((entry) => entry.item);
  }

  private prune(): void {
    this.items.sort((a, b) => Buffer.compare(a.key, b.key) || a.sequence - b.sequence);
    if (this.limit > 0 && this.items.length > this.limit) {
      this.bytes = (this.bytes * this.limit) / this.items.length;
      this.items.length = this.limit;
    }
  }
}

function smallest(keys: Value[][], directions: number[]): Buffer {
  let best = encodeKey(keys[0]!, directions);
  for (let i = 1; i < keys.length; i++) {
    const other = encodeKey(keys[i]!, directions);
    if (Buffer.compare(other, best) < 0) best = other;
  }
  return best;
}
