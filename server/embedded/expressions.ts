import { Double } from "bson";
import { refuse, StoreError } from "./errors";
import { arrayOperators } from "./expressionsArray";
import { conversionOperators } from "./expressionsConversion";
import { dateOperators } from "./expressionsDate";
import { numberOperators } from "./expressionsNumber";
import { textOperators } from "./expressionsText";
import { metaExpression } from "./metaScore";
import { compare, type Doc, isNumber, toNumber, type Value } from "./values";

/** Values by name, as `$let` or `$lookup` bind them; ROOT and CURRENT are the document itself. */
export type Variables = Map<string, Value>;
export type Expression = (root: Doc, variables: Variables) => Value;
/** Makes an expression out of an operator's operand. */
export type Operator = (operand: Value, name: string) => Expression;

/** What `$$REMOVE` gives, and what every path that leads nowhere gives. */
export const missing = undefined;

/** Turns an aggregation expression into a function, refusing operators that do not exist. */
export function compileExpression(source: Value): Expression {
  if (typeof source === "string") return source.startsWith("$") ? compileReference(source) : () => source;
  if (Array.isArray(source)) {
    const parts = source.map(compileExpression);
    return (root, variables) => parts.map((part) => part(root, variables) ?? null);
  }
  if (!(source instanceof Map)) return () => source;
  const first = source.keys().next().value;
  if (first?.startsWith("$")) {
    if (source.size !== 1) refuse(15983, "An object representing an expression must have exactly one field");
    return compileOperator(first, source.get(first));
  }
  const fields = [...source].map(([name, value]) => [name, compileExpression(value)] as const);
  return (root, variables) => {
    const result: Doc = new Map();
    for (const [name, field] of fields) {
      const value = field(root, variables);
      if (value !== undefined) result.set(name, value);
    }
    return result;
  };
}

/** False for null, missing, zero and false; everything else is true. */
export function truth(value: Value): boolean {
  if (value === undefined || value === null || value === false || typeof value === "symbol") return false;
  if (isNumber(value)) return toNumber(value) !== 0;
  return true;
}

export function isNullish(value: Value): value is null | undefined {
  return value === null || value === undefined || typeof value === "symbol";
}

/** An operand as a list: a single one need not be in an array. */
export function listOf(operand: Value): Value[] {
  return Array.isArray(operand) ? (operand as Value[]) : [operand];
}

/** Compiles an operand that must be a list of so many expressions; a single one need not be in an array. */
export function operands(operand: Value, name: string, minimum: number, maximum = minimum): Expression[] {
  const list = listOf(operand);
  if (list.length < minimum || list.length > maximum)
    refuse(
      16020,
      `Expression ${name} takes ${minimum === maximum ? `exactly ${minimum}` : `${minimum} to ${maximum}`} arguments. ${list.length} were passed in.`,
    );
  return list.map(compileExpression);
}

/** Compiles an operand that must be a document of named expressions. */
export function named(
  operand: Value,
  name: string,
  required: string[],
  optional: string[] = [],
): Record<string, Expression> {
  if (!(operand instanceof Map)) refuse("FailedToParse", `${name} only supports an object as its argument`);
  const result: Record<string, Expression> = {};
  for (const [field, value] of operand) {
    if (!required.includes(field) && !optional.includes(field))
      refuse("FailedToParse", `Unrecognized argument to ${name}: ${field}`);
    result[field] = compileExpression(value);
  }
  for (const field of required)
    if (!result[field]) refuse("FailedToParse", `Missing '${field}' parameter to ${name}`);
  return result;
}

/** The value at a path, going through arrays of documents as aggregation does. */
export function valueAt(value: Value, parts: readonly string[], index: number): Value {
  if (index === parts.length) return value;
  if (value instanceof Map) return valueAt(value.get(parts[index]!), parts, index + 1);
  if (!Array.isArray(value)) return undefined;
  const result: Value[] = [];
  for (const element of value) {
    const found =
      element instanceof Map || Array.isArray(element) ? valueAt(element, parts, index) : undefined;
    if (found !== undefined) result.push(found);
  }
  return result;
}

function compileReference(source: string): Expression {
  if (!source.startsWith("$$")) {
    const parts = source.slice(1).split(".");
    if (parts.some((part) => part === "")) refuse(40353, `FieldPath must not contain empty parts: ${source}`);
    if (parts.length === 1) return (root) => root.get(parts[0]!);
    return (root) => valueAt(root, parts, 0);
  }
  const [name, ...parts] = source.slice(2).split(".");
  if (name === "ROOT" || name === "CURRENT") return (root) => valueAt(root, parts, 0);
  if (name === "REMOVE") return () => missing;
  if (name === "NOW") return (_root, variables) => variables.get("NOW") ?? new Date();
  return (_root, variables) => {
    if (!variables.has(name!)) refuse(17276, `Use of undefined variable: ${name}`);
    return valueAt(variables.get(name!), parts, 0);
  };
}

function compileOperator(name: string, operand: Value): Expression {
  const operator = operators[name];
  if (operator) return operator(operand, name);
  if (notSupported.has(name))
    refuse("CommandNotSupported", `The expression ${name} is not supported by this store`);
  throw new StoreError("InvalidPipelineOperator", `Unrecognized expression '${name}'`);
}

const notSupported = new Set([
  "$function",
  "$accumulator",
  "$rand",
  "$sampleRate",
  "$toHashedIndexKey",
  "$getField$",
]);

function comparison(test: (order: number) => boolean): Operator {
  return (operand, name) => {
    const [left, right] = operands(operand, name, 2);
    return (root, variables) => test(order(left!(root, variables), right!(root, variables)));
  };
}

/** Missing sorts before null here, unlike in a sort. */
function order(left: Value, right: Value): number {
  if (left === undefined || right === undefined)
    return Number(left !== undefined) - Number(right !== undefined);
  return compare(left, right);
}

const controlOperators: Record<string, Operator> = {
  $literal: (operand) => () => operand,
  $meta: (operand) => metaExpression(operand),
  $expr: (operand) => compileExpression(operand),
  $and: (operand) => {
    const parts = listOf(operand).map(compileExpression);
    return (root, variables) => parts.every((part) => truth(part(root, variables)));
  },
  $or: (operand) => {
    const parts = listOf(operand).map(compileExpression);
    return (root, variables) => parts.some((part) => truth(part(root, variables)));
  },
  $not: (operand, name) => {
    const [part] = operands(operand, name, 1);
    return (root, variables) => !truth(part!(root, variables));
  },
  $eq: comparison((o) => o === 0),
  $ne: comparison((o) => o !== 0),
  $gt: comparison((o) => o > 0),
  $gte: comparison((o) => o >= 0),
  $lt: comparison((o) => o < 0),
  $lte: comparison((o) => o <= 0),
  $cmp: (operand, name) => {
    const [left, right] = operands(operand, name, 2);
    return (root, variables) => Math.sign(order(left!(root, variables), right!(root, variables)));
  },
  $cond: (operand, name) => {
    const [test, yes, no] =
      operand instanceof Map
        ? (({ if: a, then: b, else: c }) => [a, b, c])(named(operand, name, ["if", "then", "else"]))
        : operands(operand, name, 3);
    return (root, variables) => (truth(test!(root, variables)) ? yes! : no!)(root, variables);
  },
  $ifNull: (operand) => {
    const parts = listOf(operand).map(compileExpression);
    if (parts.length < 2) refuse(1257300, "$ifNull needs at least two arguments");
    return (root, variables) => {
      for (let i = 0; i < parts.length - 1; i++) {
        const value = parts[i]!(root, variables);
        if (!isNullish(value)) return value;
      }
      return parts.at(-1)!(root, variables);
    };
  },
  $switch: (operand, name) => {
    if (!(operand instanceof Map) || !Array.isArray(operand.get("branches")))
      refuse(40060, "$switch requires an array of branches");
    const branches = (operand.get("branches") as Value[]).map((branch) =>
      named(branch, name, ["case", "then"]),
    );
    const otherwise = operand.has("default") ? compileExpression(operand.get("default")) : undefined;
    return (root, variables) => {
      for (const branch of branches)
        if (truth(branch.case!(root, variables))) return branch.then!(root, variables);
      if (!otherwise)
        refuse(40066, "$switch could not find a matching branch for an input, and no default was specified.");
      return otherwise(root, variables);
    };
  },
  $let: (operand, name) => {
    if (!(operand instanceof Map) || !(operand.get("vars") instanceof Map))
      refuse(16874, `${name} needs vars and in`);
    const vars = [...(operand.get("vars") as Doc)].map(
      ([key, value]) => [key, compileExpression(value)] as const,
    );
    const body = compileExpression(operand.get("in"));
    return (root, variables) => {
      const inner = new Map(variables);
      for (const [key, value] of vars) inner.set(key, value(root, variables));
      return body(root, inner);
    };
  },
  $mergeObjects: (operand) => {
    const parts = listOf(operand).map(compileExpression);
    return (root, variables) => {
      const values = parts.map((part) => part(root, variables));
      const list = !Array.isArray(operand) && Array.isArray(values[0]) ? values[0] : values;
      return mergeObjects(list);
    };
  },
  $getField: (operand, name) => {
    const simple = !(operand instanceof Map) || !operand.has("field");
    const field = compileExpression(simple ? operand : operand.get("field"));
    const input = simple ? (root: Doc) => root : named(operand, name, ["field", "input"]).input!;
    return (root, variables) => {
      const key = field(root, variables);
      if (typeof key !== "string") refuse(5654602, "$getField requires 'field' to evaluate to type String");
      const from = input(root, variables);
      return from instanceof Map ? from.get(key) : isNullish(from) ? from : undefined;
    };
  },
  $setField: (operand, name) => {
    const { field, input, value } = named(operand, name, ["field", "input", "value"]);
    return (root, variables) => {
      const target = input!(root, variables);
      if (isNullish(target)) return null;
      if (!(target instanceof Map)) refuse(4161105, "$setField requires 'input' to evaluate to type Object");
      const result = new Map(target);
      const fresh = value!(root, variables);
      const key = String(field!(root, variables));
      if (fresh === undefined) result.delete(key);
      else result.set(key, fresh);
      return result;
    };
  },
};

/** Joins documents from left to right; null and missing are left out. */
export function mergeObjects(values: Value[]): Doc {
  const result: Doc = new Map();
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!(value instanceof Map)) refuse(40400, "$mergeObjects requires object inputs");
    for (const [name, field] of value) result.set(name, field);
  }
  return result;
}

/** An integer as MongoDB would count it: int32 while it fits. */
export function integerValue(value: number): Value {
  return Number.isInteger(value) && Math.abs(value) < 0x80000000
    ? value
    : Number.isSafeInteger(value)
      ? BigInt(value)
      : new Double(value);
}

const operators: Record<string, Operator> = {
  ...controlOperators,
  ...numberOperators(),
  ...textOperators(),
  ...conversionOperators(),
  ...arrayOperators(),
  ...dateOperators(),
};
