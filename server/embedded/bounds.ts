import { BSONRegExp } from "bson";
import {
  everything,
  type Interval,
  intersect,
  pointsFor,
  rangeFor,
  regexIntervals,
  typeIntervals,
  union,
} from "./intervals";
import { after, encodeKey } from "./keys";
import { type Doc, family, familyOf, isNumber, toNumber, type Value } from "./values";
import { isOperators } from "./valueTests";

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

let groups = 0;

const allButNull: Interval[] = [
  { low: Buffer.from([0]), high: Buffer.from([family.null]), isPoint: false },
  { low: Buffer.from([family.null + 1]), high: Buffer.from([0xff]), isPoint: false },
];

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
      for (const part of docsIn(condition)) collect(part, prefix, group, result, variables);
    } else if (name === "$or") {
      const branches = docsIn(condition).map((branch) => {
        const analysis: Analysis = { conditions: [], alternatives: [], isEmpty: false };
        collect(branch, prefix, group, analysis, variables);
        return analysis;
      });
      if (branches.length > 0) result.alternatives.push(branches);
    } else if (name === "$expr") {
      collectExpression(condition, result, variables);
    } else if (!name.startsWith("$")) {
      collectPath(prefix + name, condition, group, result, variables);
    }
  }
}

/** What is no list of filters is refused where the filter is compiled. */
function docsIn(condition: Value): Doc[] {
  return Array.isArray(condition) ? condition.filter((part): part is Doc => part instanceof Map) : [];
}

function collectPath(
  path: string,
  condition: Value,
  group: number | undefined,
  result: Analysis,
  variables: Map<string, Value>,
): void {
  const push = (intervals: Interval[] | undefined, scalarOnly = false) => {
    if (intervals) result.conditions.push({ path, intervals, group, scalarOnly });
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
        if (!Array.isArray(operand)) break;
        push(
          union(
            operand.map((member) =>
              member instanceof BSONRegExp ? regexIntervals(member) : pointsFor(member),
            ),
          ),
        );
        if (operand.length === 0) result.isEmpty = true;
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
        // An array without documents has the key null under a path into it, and is not null.
        if (operand === null) push(allButNull, true);
        break;
      case "$all":
        for (const member of Array.isArray(operand) ? operand : []) {
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
