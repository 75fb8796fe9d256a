import { Double, Timestamp } from "bson";
import { add, multiply } from "./arithmetic";
import { refuse } from "./errors";
import { distinct, keyText } from "./expressionsArray";
import { compileFilter } from "./match";
import { show } from "./records";
import { sortComparator } from "./sort";
import { typeName } from "./types";
import { compare, type Doc, equals, isNumber, type NumberValue, toNumber, type Value } from "./values";
import { isOperators } from "./valueTests";

export interface UpdateInput {
  /** Where the filter met an array, for `$`. */
  position?: number;
  /** The document is being inserted by an upsert. */
  isInsert: boolean;
}
/** What an operator makes of a field's value. */
export type Change = (old: Value, input: UpdateInput, path: string) => Value;
/** What a change gives back to take a field away. */
export const gone = Symbol("gone") as unknown as Value;

function numeric(operator: string, path: string, operand: Value): NumberValue {
  if (operand === undefined || !isNumber(operand))
    refuse(
      "TypeMismatch",
      `Cannot ${operator === "$inc" ? "increment" : "multiply"} with non-numeric argument: {${path}: ${show(operand)}}`,
    );
  return operand;
}

/** An integer that outgrows 64 bits is refused, as a double would not have all of its digits. */
function inRange(result: NumberValue, operator: string, old: NumberValue, by: NumberValue): NumberValue {
  if (result instanceof Double && !(old instanceof Double) && !(by instanceof Double))
    refuse("BadValue", `Failed to apply ${operator} operations to current value (${old})`);
  return result;
}

function arrayOf(old: Value, path: string, operator: string): Value[] {
  if (!Array.isArray(old))
    refuse(
      "BadValue",
      `The field '${path}' must be an array but is of type ${typeName(old)} in document (${operator})`,
    );
  return old;
}

/** Fresh containers for every document: a later step may change them. */
function copied(value: Value): Value {
  if (value instanceof Map) return new Map([...value].map(([name, field]) => [name, copied(field)]));
  if (Array.isArray(value)) return value.map(copied);
  return value;
}

const set =
  (operand: Value): Change =>
  () =>
    copied(operand);

/** The operators of updates, `$rename` apart; each checks its operand and gives what it does to a field. */
export const operators: Record<string, (operand: Value, path: string) => Change> = {
  $set: set,
  $setOnInsert: set,
  $unset: () => (old) => (old === undefined ? undefined : gone),
  $inc: (operand, path) => {
    const by = numeric("$inc", path, operand);
    return (old, _input, at) => {
      if (old === undefined) return by;
      if (!isNumber(old))
        refuse(
          "TypeMismatch",
          `Cannot apply $inc to a value of non-numeric type. {${at}: ${show(old)}} has the field '${at}' of non-numeric type ${typeName(old)}`,
        );
      return inRange(add(old, by), "$inc", old, by);
    };
  },
  $mul: (operand, path) => {
    const by = numeric("$mul", path, operand);
    return (old, _input, at) => {
      if (old === undefined) return multiply(by, 0);
      if (!isNumber(old))
        refuse(
          "TypeMismatch",
          `Cannot apply $mul to a value of non-numeric type. {${at}: ${show(old)}} has the field '${at}' of non-numeric type ${typeName(old)}`,
        );
      return inRange(multiply(old, by), "$mul", old, by);
    };
  },
  $min: (operand) => (old) => (old === undefined || compare(operand, old) < 0 ? copied(operand) : undefined),
  $max: (operand) => (old) => (old === undefined || compare(operand, old) > 0 ? copied(operand) : undefined),
  $currentDate: (operand, path) => {
    const type = operand instanceof Map ? operand.get("$type") : operand === true ? "date" : undefined;
    if (type !== "date" && type !== "timestamp")
      refuse(
        "BadValue",
        `The '$type' string field of $currentDate is required to be 'date' or 'timestamp': ${path}`,
      );
    return () => (type === "date" ? new Date() : new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 }));
  },
  $bit: (operand, path) => {
    if (!(operand instanceof Map) || operand.size === 0)
      refuse("BadValue", `You must pass in at least one bitwise operation for ${path}`);
    return (old) => {
      let result: Value = old ?? 0;
      for (const [operation, mask] of operand) {
        if (
          (typeof mask !== "number" && typeof mask !== "bigint") ||
          (typeof result !== "number" && typeof result !== "bigint")
        )
          refuse("BadValue", `Cannot apply $bit to a value of non-integral type: ${path}`);
        const [a, b]: [bigint, bigint] = [BigInt(result), BigInt(mask)];
        const bits: bigint =
          operation === "and"
            ? a & b
            : operation === "or"
              ? a | b
              : operation === "xor"
                ? a ^ b
                : refuse(
                    "BadValue",
                    `The $bit modifier only supports 'and', 'or', and 'xor', not '${operation}'`,
                  );
        result = typeof result === "number" && typeof mask === "number" ? Number(bits) : bits;
      }
      return result;
    };
  },
  $push: (operand) => pushing(operand),
  $addToSet: (operand) => {
    const values = operand instanceof Map && operand.has("$each") ? operand.get("$each") : [operand];
    if (!Array.isArray(values)) refuse("TypeMismatch", "The argument to $each in $addToSet must be an array");
    return (old, _input, path) => {
      if (old === undefined) return distinct(values).map(copied);
      const array = arrayOf(old, path, "$addToSet");
      const known = new Set(array.map(keyText));
      const fresh = distinct(values).filter((value) => !known.has(keyText(value)));
      return fresh.length > 0 ? [...array, ...fresh.map(copied)] : undefined;
    };
  },
  $pop: (operand, path) => {
    const end = operand !== undefined && isNumber(operand) ? toNumber(operand) : 0;
    if (end !== 1 && end !== -1)
      refuse("FailedToParse", `$pop expects 1 or -1, found: ${show(operand)} at ${path}`);
    return (old, _input, at) => {
      if (old === undefined) return undefined;
      if (!Array.isArray(old))
        refuse("TypeMismatch", `Path '${at}' contains an element of non-array type '${typeName(old)}'`);
      return end === 1 ? old.slice(0, -1) : old.slice(1);
    };
  },
  $pull: (operand) => {
    const test = pullTest(operand);
    return (old, _input, path) => {
      if (old === undefined) return undefined;
      if (!Array.isArray(old)) refuse("BadValue", `Cannot apply $pull to a non-array value: ${path}`);
      return old.filter((element) => !test(element));
    };
  },
  $pullAll: (operand) => {
    if (!Array.isArray(operand)) refuse("BadValue", "$pullAll requires an array argument");
    return (old, _input, path) => {
      if (old === undefined) return undefined;
      if (!Array.isArray(old)) refuse("BadValue", `Cannot apply $pullAll to a non-array value: ${path}`);
      return old.filter((element) => !operand.some((value) => equals(value, element)));
    };
  },
};

function pullTest(operand: Value): (value: Value) => boolean {
  if (isOperators(operand) || typeName(operand) === "regex") {
    const matcher = compileFilter(new Map([["v", operand]]));
    return (value) => matcher(new Map([["v", value]]));
  }
  if (operand instanceof Map) {
    const matcher = compileFilter(operand);
    return (value) => value instanceof Map && matcher(value);
  }
  return (value) => equals(value, operand);
}

function pushing(operand: Value): Change {
  const modifiers: Doc =
    operand instanceof Map && operand.has("$each") ? operand : new Map<string, Value>([["$each", [operand]]]);
  for (const name of modifiers.keys())
    if (!["$each", "$slice", "$sort", "$position"].includes(name))
      refuse("BadValue", `Unrecognized clause in $push: ${name}`);
  const values = modifiers.get("$each");
  if (!Array.isArray(values)) refuse("BadValue", "The argument to $each in $push must be an array");
  const whole = (name: string): number | undefined => {
    const value = modifiers.get(name);
    if (value === undefined) return undefined;
    if (!isNumber(value) || !Number.isInteger(toNumber(value)))
      refuse("BadValue", `The value for ${name} must be an integer value`);
    return toNumber(value);
  };
  const slice = whole("$slice");
  const position = whole("$position");
  const sort = modifiers.get("$sort");
  const order =
    sort === undefined
      ? undefined
      : sort instanceof Map
        ? sortComparator(sort)
        : (a: Value, b: Value) => compare(a, b) * toNumber(sort as NumberValue);
  return (old, _input, path) => {
    const result = old === undefined ? [] : [...arrayOf(old, path, "$push")];
    const at =
      position === undefined
        ? result.length
        : position < 0
          ? Math.max(0, result.length + position)
          : Math.min(position, result.length);
    result.splice(at, 0, ...values.map(copied));
    if (order) result.sort(order);
    return slice === undefined ? result : slice < 0 ? result.slice(slice) : result.slice(0, slice);
  };
}
