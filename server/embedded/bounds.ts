import { BSONRegExp } from "bson";
import { after, encodeKey } from "./keys";
import { isOperators } from "./match";
import { literalPrefix } from "./regex";
import { type Doc, family, familyOf, isNumber, type NumberValue, toNumber, type Value } from "./values";

/** Encoded values from `low` up to, not including, `high`. A point holds the one value it is about. */
export interface Interval {
  low: Buffer;
  high: Buffer;
  isPoint: boolean;
}

/** One condition on a path, as the values that may satisfy it. */
export interface Condition {
  path: string;
  intervals: Interval[];
  /** Conditions under one `$elemMatch` speak of the same element. */
  group?: number;
  /** Only right where no document has an array. */
  scalarOnly?: boolean;
}

/** What a filter says, as far as indexes can use it; everything else is checked on the documents. */
export interface Analysis {
  conditions: Condition[];
  /** The branches of each `$or`. */
  alternatives: Analysis[][];
  /** The filter cannot match anything. */
  isEmpty: boolean;
}

export const everything: Interval = { low: Buffer.from([0]), high: Buffer.from([0xff]), isPoint: false };

let groups = 0;

/** Reads the usable conditions out of a filter; `variables` resolve references in `$expr`. */
export function analyze(filter: Doc, variables: Map<string, Value>): Analysis {
  const result: Analysis = { conditions: [], alternatives: [], isEmpty: false };
  collect(filter, "", undefined, result, variables);
  return result;
}

function collect(
  filter: Doc,
  prefix: string,
  group: number | undefined,
  result: Analysis,
  variables: Map<string, Value>,
): void {
  for (const [name, condition] of filter) {
    if (name === "$and") {
      for (const part of condition as Doc[]) collect(part, prefix, group, result, variables);
    } else if (name === "$or") {
      const branches = (condition as Doc[]).map((branch) => {
        const analysis: Analysis = { conditions: [], alternatives: [], isEmpty: false };
        collect(branch, prefix, group, analysis, variables);
        return analysis;
      });
      result.alternatives.push(branches);
    } else if (name === "$expr") {
      collectExpression(condition, result, variables);
    } else if (!name.startsWith("$")) {
      collectPath(prefix + name, condition, group, result, variables);
    }
  }
}

function collectPath(
  path: string,
  condition: Value,
  group: number | undefined,
  result: Analysis,
  variables: Map<string, Value>,
): void {
  const push = (intervals: Interval[] | undefined) => {
    if (intervals) result.conditions.push({ path, intervals, group });
  };
  if (!isOperators(condition)) {
    push(condition instanceof BSONRegExp ? regexIntervals(condition) : pointsFor(condition));
    return;
  }
  for (const [operator, operand] of condition) {
    switch (operator) {
      case "$eq":
        push(pointsFor(operand));
        break;
      case "$in":
        push(
          union(
            (operand as Value[]).map((member) =>
              member instanceof BSONRegExp ? regexIntervals(member) : pointsFor(member),
            ),
          ),
        );
        if ((operand as Value[]).length === 0) result.isEmpty = true;
        break;
      case "$gt":
      case "$gte":
      case "$lt":
      case "$lte":
        push(rangeFor(operator, operand));
        break;
      case "$exists":
        push(
          operand === true || (isNumber(operand) && toNumber(operand) !== 0) ? [everything] : pointsFor(null),
        );
        break;
      case "$ne":
        if (operand === null)
          push([
            { low: Buffer.from([0]), high: Buffer.from([family.null]), isPoint: false },
            { low: Buffer.from([family.null + 1]), high: Buffer.from([0xff]), isPoint: false },
          ]);
        break;
      case "$all":
        for (const member of operand as Value[]) {
          if (isOperators(member)) collectPath(path, member, group, result, variables);
          else if (!(member instanceof BSONRegExp)) push(pointsFor(member));
        }
        break;
      case "$regex": {
        const pattern = operand instanceof BSONRegExp ? operand.pattern : (operand as string);
        const options = condition.get("$options") ?? (operand instanceof BSONRegExp ? operand.options : "");
        push(regexIntervals(new BSONRegExp(pattern, options as string)));
        break;
      }
      case "$elemMatch": {
        if (!(operand instanceof Map)) break;
        const inner: Doc = operand;
        if (
          isOperators(inner) &&
          ![...inner.keys()].some((key) => key === "$and" || key === "$or" || key === "$nor")
        ) {
          const own: Analysis = { conditions: [], alternatives: [], isEmpty: false };
          collectPath(path, inner, undefined, own, variables);
          // All of them speak of one element, so their ranges may be cut with each other.
          const lists = own.conditions.filter((part) => part.path === path).map((part) => part.intervals);
          if (lists.length > 0) push(lists.reduce(intersect));
        } else if (!isOperators(inner)) {
          collect(inner, `${path}.`, ++groups, result, variables);
        }
        break;
      }
      case "$type":
        push(typeIntervals(operand));
        break;
    }
  }
}

/** `{ $eq: ["$path", constant] }` and its sisters, alone or under `$and`. */
function collectExpression(expression: Value, result: Analysis, variables: Map<string, Value>): void {
  if (!(expression instanceof Map)) return;
  const [operator, operand] = expression.entries().next().value ?? [];
  if (operator === "$and" && Array.isArray(operand)) {
    for (const part of operand) collectExpression(part, result, variables);
    return;
  }
  if (
    !operator ||
    !["$eq", "$gt", "$gte", "$lt", "$lte"].includes(operator) ||
    !Array.isArray(operand) ||
    operand.length !== 2
  )
    return;
  let [left, right] = operand;
  let wanted = operator;
  if (!isPath(left)) {
    [left, right] = [right, left];
    wanted = { $gt: "$lt", $gte: "$lte", $lt: "$gt", $lte: "$gte" }[operator] ?? operator;
  }
  if (!isPath(left)) return;
  const constant = constantOf(right, variables);
  if (constant === undefined) return;
  const path = (left as string).slice(1);
  const kind = familyOf(constant);
  if (kind === family.array || kind <= family.null) return;
  if (wanted === "$eq") {
    result.conditions.push({ path, intervals: pointsFor(constant)! });
    return;
  }
  const value = encodeKey([constant], [1]);
  const interval =
    wanted === "$gt"
      ? { ...everything, low: after(value) }
      : wanted === "$gte"
        ? { ...everything, low: value }
        : wanted === "$lt"
          ? { ...everything, high: value }
          : { ...everything, high: after(value) };
  result.conditions.push({ path, intervals: [interval], scalarOnly: true });
}

function isPath(value: Value): boolean {
  return typeof value === "string" && value.startsWith("$") && !value.startsWith("$$");
}

function constantOf(value: Value, variables: Map<string, Value>): Value {
  if (typeof value === "string" && value.startsWith("$$")) return variables.get(value.slice(2));
  if (typeof value === "string" && value.startsWith("$")) return undefined;
  if (Array.isArray(value)) return undefined;
  if (value instanceof Map)
    return value.size === 1 && value.has("$literal") ? value.get("$literal") : undefined;
  return value;
}

function point(value: Value): Interval {
  const low = encodeKey([value], [1]);
  return { low, high: after(low), isPoint: true };
}

function pointsFor(value: Value): Interval[] | undefined {
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

function rangeFor(operator: string, operand: Value): Interval[] | undefined {
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

function regexIntervals(regex: BSONRegExp): Interval[] | undefined {
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

function typeIntervals(operand: Value): Interval[] | undefined {
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
