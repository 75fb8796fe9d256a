import { Binary, BSONRegExp, Double } from "bson";
import { refuse } from "./errors";
import { encodeKey } from "./keys";
import { compileRegex } from "./regex";
import {
  compare,
  type Doc,
  equals,
  family,
  familyOf,
  isNumber,
  type NumberValue,
  toNumber,
  type Value,
} from "./values";

/** Asks one value, wherever in a document it stands. */
export type Test = (value: Value) => boolean;

/** True if a condition is made of operators, rather than a document to be equal to. */
export function isOperators(condition: Value): condition is Doc {
  if (!(condition instanceof Map) || condition.size === 0) return false;
  const first = condition.keys().next().value!;
  return first.startsWith("$") && first !== "$ref" && first !== "$id" && first !== "$db";
}

/** Tests of one value, which are also what `$elemMatch` applies to elements that are not documents. */
export function compileTest(operator: string, operand: Value, siblings: Doc): Test {
  switch (operator) {
    case "$eq":
      return operand instanceof BSONRegExp
        ? (value) => value instanceof BSONRegExp && equals(value, operand)
        : equality(operand);
    case "$gt":
    case "$gte":
    case "$lt":
    case "$lte":
      return range(operator, operand);
    case "$in":
      return membership(operand, "$in");
    case "$regex":
      return regexTest(withOptions(operand, siblings.get("$options")));
    case "$options":
      if (!siblings.has("$regex")) refuse("BadValue", "$options needs a $regex");
      return () => true;
    case "$mod":
      return modulo(operand);
    case "$bitsAllSet":
      return bits(operand, (set, mask) => (set & mask) === mask);
    case "$bitsAnySet":
      return bits(operand, (set, mask) => (set & mask) !== 0n);
    case "$bitsAllClear":
      return bits(operand, (set, mask) => (set & mask) === 0n);
    case "$bitsAnyClear":
      return bits(operand, (set, mask) => (set & mask) !== mask);
    case "$comment":
      return () => true;
    default:
      return refuseOperator(operator, "unknown operator");
  }
}

/** Equal as a query means it: a regular expression matches, null is also what is missing. */
export function equality(operand: Value): Test {
  if (operand instanceof BSONRegExp) return regexTest(operand);
  if (operand === null || operand === undefined || typeof operand === "symbol")
    return (value) => value === null || value === undefined || typeof value === "symbol";
  if (typeof operand === "string")
    return (value) =>
      value === operand || (typeof value === "object" && value !== null && equals(value, operand));
  return (value) => value !== undefined && equals(value, operand);
}

/** Ranges compare within one family of types, except with the ends of the order. */
function range(operator: string, operand: Value): Test {
  if (operand instanceof BSONRegExp)
    refuse("BadValue", `Can't have RegEx as arg to predicate over field with ${operator}`);
  const kind = familyOf(operand);
  const orEqual = operator === "$gte" || operator === "$lte";
  const sign = operator === "$gt" || operator === "$gte" ? 1 : -1;
  if (kind === family.null) return orEqual ? equality(null) : () => false;
  if (kind === family.minKey || kind === family.maxKey)
    return (value) => value !== undefined && accepts(compare(value, operand), sign, orEqual);
  if (kind === family.number && Number.isNaN(toNumber(operand as NumberValue)))
    return orEqual ? equality(operand) : () => false;
  return (value) => {
    if (value === undefined || familyOf(value) !== kind) return false;
    if (kind === family.number && isNaNValue(value)) return false;
    return accepts(compare(value, operand), sign, orEqual);
  };
}

function isNaNValue(value: Value): boolean {
  return value instanceof Double
    ? Number.isNaN(value.value)
    : typeof value === "object" && Number.isNaN(toNumber(value as NumberValue));
}

function accepts(order: number, sign: number, orEqual: boolean): boolean {
  return order === 0 ? orEqual : order * sign > 0;
}

/** Equal to one of a list, for `$in` and `$nin`. */
export function membership(operand: Value, operator: string): Test {
  if (!Array.isArray(operand)) refuse("BadValue", `${operator} needs an array`);
  for (const member of operand)
    if (isOperators(member)) refuse("BadValue", `cannot nest $ under ${operator}`);
  const regexes = operand.filter((member) => member instanceof BSONRegExp).map((member) => regexTest(member));
  const plain = operand.filter((member) => !(member instanceof BSONRegExp));
  const isNothing: Test = (value) => value === undefined || value === null || typeof value === "symbol";
  const wantsNothing = plain.some(isNothing);
  const inPlain: Test =
    plain.length > 8
      ? (
          (keys) => (value) =>
            value !== undefined && keys.has(keyText(value))
        )(new Set(plain.map(keyText)))
      : (value) => value !== undefined && plain.some((member) => equals(value, member));
  return (value) => (isNothing(value) ? wantsNothing : inPlain(value)) || regexes.some((test) => test(value));
}

function keyText(value: Value): string {
  return encodeKey([value], [1]).toString("latin1");
}

/** A string that matches, or the same regular expression. */
export function regexTest(operand: BSONRegExp): Test {
  const pattern = compileRegex(operand.pattern, operand.options);
  return (value) =>
    typeof value === "string" ? pattern.test(value) : value instanceof BSONRegExp && equals(value, operand);
}

function withOptions(operand: Value, options: Value): BSONRegExp {
  if (options !== undefined && typeof options !== "string") refuse("BadValue", "$options has to be a string");
  if (operand instanceof BSONRegExp)
    return options === undefined ? operand : new BSONRegExp(operand.pattern, options);
  if (typeof operand !== "string") refuse("BadValue", "$regex has to be a string");
  return new BSONRegExp(operand, options ?? "");
}

function modulo(operand: Value): Test {
  if (!Array.isArray(operand) || operand.length !== 2 || !operand.every(isNumber))
    refuse("BadValue", "malformed mod, needs to be an array of two numbers");
  const [divisor, remainder] = operand.map((part) => BigInt(Math.trunc(toNumber(part as NumberValue))));
  if (divisor === 0n) refuse("BadValue", "divisor cannot be 0");
  return (value) => {
    if (value === undefined || !isNumber(value)) return false;
    const number = toNumber(value);
    if (!Number.isFinite(number)) return false;
    const whole = typeof value === "bigint" ? value : BigInt(Math.trunc(number));
    return whole % divisor! === remainder;
  };
}

function bits(operand: Value, test: (set: bigint, mask: bigint) => boolean): Test {
  let mask = 0n;
  if (Array.isArray(operand)) {
    for (const place of operand) {
      if (!isNumber(place) || toNumber(place) < 0 || !Number.isInteger(toNumber(place)))
        refuse("BadValue", "bit positions must be whole numbers >= 0");
      mask |= 1n << BigInt(Math.min(toNumber(place), 4096));
    }
  } else if (isNumber(operand) && Number.isInteger(toNumber(operand)) && toNumber(operand) >= 0) {
    mask = BigInt(toNumber(operand));
  } else if (operand instanceof Binary) {
    mask = bitsOf(operand);
  } else refuse("BadValue", "bitmask must be a number, an array of positions or binary data");
  return (value) => {
    if (value instanceof Binary) return test(bitsOf(value), mask);
    if (value === undefined || !isNumber(value) || !Number.isInteger(toNumber(value))) return false;
    const number = typeof value === "bigint" ? value : BigInt(toNumber(value));
    return test(number < 0n ? BigInt.asUintN(4160, number) : number, mask);
  };
}

function bitsOf(value: Binary): bigint {
  let result = 0n;
  for (let i = value.position - 1; i >= 0; i--) result = (result << 8n) | BigInt(value.buffer[i]!);
  return result;
}

const unsupported = new Set([
  "$where",
  "$near",
  "$nearSphere",
  "$geoWithin",
  "$geoIntersects",
  "$within",
  "$jsonSchema",
  "$uniqueDocs",
  "$maxDistance",
  "$minDistance",
]);

/** Refuses an operator: as not supported by this store if it is one of MongoDB's, else as unknown. */
export function refuseOperator(name: string, otherwise: string): never {
  if (unsupported.has(name)) refuse("CommandNotSupported", `${name} is not supported by this store`);
  refuse("BadValue", `${otherwise}: ${name}`);
}
