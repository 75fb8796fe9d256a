import type { BSONRegExp } from "bson";
import { after, encodeKey } from "./keys";
import { literalPrefix } from "./regex";
import { family, familyOf, type NumberValue, toNumber, type Value } from "./values";

/** Encoded values from `low` up to, not including, `high`. A point holds the one value it is about. */
export interface Interval {
  low: Buffer;
  high: Buffer;
  isPoint: boolean;
}

export const everything: Interval = { low: Buffer.from([0]), high: Buffer.from([0xff]), isPoint: false };

function point(value: Value): Interval {
  const low = encodeKey([value], [1]);
  return { low, high: after(low), isPoint: true };
}

/** Where an index holds a value that is equal to this one; nothing if that cannot be bounded. */
export function pointsFor(value: Value): Interval[] | undefined {
  // Missing fields are indexed as null, empty arrays as undefined; arrays by their elements.
  if (value === null || value === undefined || typeof value === "symbol")
    return [
      { low: Buffer.from([family.undefined]), high: Buffer.from([family.undefined + 1]), isPoint: true },
      point(null),
    ];
  if (Array.isArray(value)) {
    const first =
      value.length > 0
        ? point(value[0])
        : { low: Buffer.from([family.undefined]), high: Buffer.from([family.undefined + 1]), isPoint: true };
    return union([[first], [point(value)]]);
  }
  return [point(value)];
}

/** Where an index holds what is greater or less than a value, within its family of types. */
export function rangeFor(operator: string, operand: Value): Interval[] | undefined {
  const kind = familyOf(operand);
  if (kind === family.array) return undefined;
  if (kind === family.null) return operator === "$gte" || operator === "$lte" ? pointsFor(null) : [];
  if (kind === family.minKey || kind === family.maxKey) return undefined;
  if (kind === family.number && Number.isNaN(toNumber(operand as NumberValue))) return pointsFor(operand);
  const value = encodeKey([operand], [1]);
  const start = Buffer.from([kind]);
  const end = Buffer.from([kind + 1]);
  switch (operator) {
    case "$gt":
      return [{ low: after(value), high: end, isPoint: false }];
    case "$gte":
      return [{ low: value, high: end, isPoint: false }];
    case "$lt":
      return [{ low: start, high: value, isPoint: false }];
    default:
      return [{ low: start, high: after(value), isPoint: false }];
  }
}

/** Where an index holds the strings that a regular expression can match, if it has a fixed beginning. */
export function regexIntervals(regex: BSONRegExp): Interval[] | undefined {
  const prefix = literalPrefix(regex.pattern, regex.options);
  if (prefix === "" || prefix.includes("\0")) return undefined;
  const low = Buffer.concat([Buffer.from([family.string]), Buffer.from(prefix)]);
  return union([[{ low, high: after(low), isPoint: false }], [point(regex)]]);
}

const typeFamilies: Record<string, number> = {
  string: family.string,
  objectId: family.objectId,
  date: family.date,
  bool: family.boolean,
  number: family.number,
  int: family.number,
  long: family.number,
  double: family.number,
  decimal: family.number,
  binData: family.binary,
  timestamp: family.timestamp,
};

/** Where an index holds the values of the types that `$type` names. */
export function typeIntervals(operand: Value): Interval[] | undefined {
  const types = (Array.isArray(operand) ? operand : [operand]) as Value[];
  const kinds = types.map((type) => (typeof type === "string" ? typeFamilies[type] : undefined));
  if (kinds.includes(undefined)) return undefined;
  return union(
    kinds.map((kind) => [{ low: Buffer.from([kind!]), high: Buffer.from([kind! + 1]), isPoint: false }]),
  );
}

/** All that lies in any of the lists, in order and without overlaps. */
export function union(lists: (Interval[] | undefined)[]): Interval[] | undefined {
  const all: Interval[] = [];
  for (const list of lists) {
    if (!list) return undefined;
    all.push(...list);
  }
  all.sort((a, b) => Buffer.compare(a.low, b.low) || Buffer.compare(a.high, b.high));
  const result: Interval[] = [];
  for (const interval of all) {
    const last = result.at(-1);
    if (last && Buffer.compare(interval.low, last.high) < 0) {
      if (Buffer.compare(interval.high, last.high) > 0)
        result[result.length - 1] = { low: last.low, high: interval.high, isPoint: false };
    } else result.push(interval);
  }
  return result;
}

/** What lies in both lists. */
export function intersect(a: Interval[], b: Interval[]): Interval[] {
  const result: Interval[] = [];
  for (const left of a) {
    for (const right of b) {
      const low = Buffer.compare(left.low, right.low) >= 0 ? left.low : right.low;
      const high = Buffer.compare(left.high, right.high) <= 0 ? left.high : right.high;
      if (Buffer.compare(low, high) < 0) result.push({ low, high, isPoint: left.isPoint || right.isPoint });
    }
  }
  return result;
}
