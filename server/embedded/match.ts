import { Binary, BSONRegExp, Double } from "bson";
import { refuse } from "./errors";
import { compileExpression, truth, type Variables } from "./expressions";
import { encodeKey } from "./keys";
import { anyAt } from "./paths";
import { compileRegex } from "./regex";
import { typeTest } from "./types";
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

/** What a match leaves behind: where in an array it was found, for the positional operator. */
export interface MatchState {
  index?: number;
}
export type Matcher = (doc: Doc, state?: MatchState) => boolean;
type Test = (value: Value) => boolean;

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

/** Turns a filter into a test of documents, refusing operators that do not exist or are not supported. */
export function compileFilter(filter: Doc, variables: Variables = new Map()): Matcher {
  const tests: Matcher[] = [];
  for (const [name, condition] of filter) tests.push(compileClause(name, condition, variables));
  if (tests.length === 0) return () => true;
  if (tests.length === 1) return tests[0]!;
  return (doc, state) => {
    for (const test of tests) if (!test(doc, state)) return false;
    return true;
  };
}

/** True if a condition is made of operators, rather than a document to be equal to. */
export function isOperators(condition: Value): condition is Doc {
  if (!(condition instanceof Map) || condition.size === 0) return false;
  const first = condition.keys().next().value!;
  return first.startsWith("$") && first !== "$ref" && first !== "$id" && first !== "$db";
}

function compileClause(name: string, condition: Value, variables: Variables): Matcher {
  switch (name) {
    case "$and": {
      const parts = filtersOf(name, condition, variables);
      return (doc, state) => parts.every((part) => part(doc, state));
    }
    case "$or": {
      const parts = filtersOf(name, condition, variables);
      return (doc, state) => parts.some((part) => part(doc, state));
    }
    case "$nor": {
      const parts = filtersOf(name, condition, variables);
      return (doc) => !parts.some((part) => part(doc));
    }
    case "$expr": {
      const expression = compileExpression(condition);
      return (doc) => truth(expression(doc, variables));
    }
    case "$comment":
      return () => true;
    case "$alwaysTrue":
      return () => true;
    case "$alwaysFalse":
      return () => false;
  }
  if (name.startsWith("$")) refuseOperator(name, "unknown top level operator");
  return compilePath(name, condition);
}

function refuseOperator(name: string, otherwise: string): never {
  if (unsupported.has(name) || name === "$text")
    refuse("CommandNotSupported", `${name} is not supported by this store`);
  refuse("BadValue", `${otherwise}: ${name}`);
}

function filtersOf(name: string, condition: Value, variables: Variables): Matcher[] {
  if (!Array.isArray(condition)) refuse("BadValue", `${name} must be an array`);
  if (condition.length === 0) refuse("BadValue", `${name} must be a nonempty array`);
  return condition.map((part) => {
    if (!(part instanceof Map)) refuse("BadValue", `${name} entries need to be full objects`);
    return compileFilter(part, variables);
  });
}

function compilePath(path: string, condition: Value): Matcher {
  const parts = path.split(".");
  if (!isOperators(condition)) return reaching(parts, true, equality(condition));
  const tests: Matcher[] = [];
  for (const [operator, operand] of condition)
    tests.push(compileOperator(parts, operator, operand, condition));
  return tests.length === 1 ? tests[0]! : (doc, state) => tests.every((test) => test(doc, state));
}

function reaching(parts: string[], intoLeaf: boolean, test: Test): Matcher {
  if (parts.length === 1) {
    const field = parts[0]!;
    return (doc, state) => {
      const value = doc.get(field);
      if (!Array.isArray(value)) return test(value);
      return anyAt(doc, parts, 0, intoLeaf, test, state && ((index) => (state.index = index)));
    };
  }
  return (doc, state) => anyAt(doc, parts, 0, intoLeaf, test, state && ((index) => (state.index = index)));
}

function not(matcher: Matcher): Matcher {
  return (doc) => !matcher(doc);
}

function compileOperator(parts: string[], operator: string, operand: Value, siblings: Doc): Matcher {
  switch (operator) {
    case "$not": {
      if (operand instanceof BSONRegExp) return not(reaching(parts, true, regexTest(operand)));
      if (!isOperators(operand)) refuse("BadValue", "$not needs a regex or a document");
      return not(compilePath(parts.join("."), operand));
    }
    case "$ne":
      if (operand instanceof BSONRegExp) refuse("BadValue", "Can't have regex as arg to $ne.");
      return not(reaching(parts, true, equality(operand)));
    case "$nin":
      return not(reaching(parts, true, membership(operand, "$nin")));
    case "$exists": {
      const wanted = truth(operand);
      const exists = reaching(parts, false, (value) => value !== undefined);
      return wanted ? exists : not(exists);
    }
    case "$size": {
      if (!isNumber(operand) || !Number.isInteger(toNumber(operand)))
        refuse("BadValue", "$size must be a whole number");
      const size = toNumber(operand);
      if (size < 0) refuse("BadValue", "$size may not be negative");
      return reaching(parts, false, (value) => Array.isArray(value) && value.length === size);
    }
    case "$all":
      return compileAll(parts, operand);
    case "$elemMatch": {
      const element = elementTest(operand);
      return (doc, state) => {
        let found = -1;
        const matched = anyAt(doc, parts, 0, false, (value) => {
          found = Array.isArray(value) ? value.findIndex(element) : -1;
          return found >= 0;
        });
        if (matched && state) state.index = found;
        return matched;
      };
    }
    case "$type": {
      const test = typeTest(operand);
      return reaching(parts, true, test);
    }
    default:
      return reaching(parts, true, compileTest(operator, operand, siblings));
  }
}

/** Tests of one value, which are also what `$elemMatch` applies to elements that are not documents. */
function compileTest(operator: string, operand: Value, siblings: Doc): Test {
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

function equality(operand: Value): Test {
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

function membership(operand: Value, operator: string): Test {
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

function regexTest(operand: BSONRegExp): Test {
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

function compileAll(parts: string[], operand: Value): Matcher {
  if (!Array.isArray(operand)) refuse("BadValue", "$all needs an array");
  if (operand.length === 0) return () => false;
  const tests = operand.map((member) => {
    if (isOperators(member)) {
      if (!member.has("$elemMatch")) refuse("BadValue", "no $ expressions in $all");
      return compilePath(parts.join("."), member);
    }
    return reaching(parts, true, equality(member));
  });
  return (doc, state) => tests.every((test) => test(doc, state));
}

/** The test of one element: a filter if it names fields, operators on the element itself otherwise. */
function elementTest(operand: Value): Test {
  if (!(operand instanceof Map)) refuse("BadValue", "$elemMatch needs an Object");
  const first = operand.keys().next().value;
  const logical = first === "$and" || first === "$or" || first === "$nor" || first === "$expr";
  if (!isOperators(operand) || logical) {
    const filter = compileFilter(operand);
    return (value) => value instanceof Map && filter(value);
  }
  const onValue = compilePath("v", operand);
  return (value) => onValue(new Map([["v", Array.isArray(value) ? [value] : value]]));
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

/** Tells at which element of an array a filter is met; for the positional operators. */
export function matchPositionOf(filter: Doc): (doc: Doc) => number | undefined {
  const matcher = compileFilter(filter);
  return (doc) => {
    const state: MatchState = {};
    return matcher(doc, state) ? state.index : undefined;
  };
}
