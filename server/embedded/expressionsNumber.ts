import { Decimal128, Double } from "bson";
import { add, asNumber, divide, fromBig, multiply, negate, remainder, subtract } from "./arithmetic";
import { toDecimal128 } from "./decimal";
import { refuse } from "./errors";
import { compileExpression, isNullish, listOf, type Operator, operands } from "./expressions";
import { compare, exact, isNumber, type NumberValue, toNumber, type Value } from "./values";

/** Arithmetic. Null or missing in gives null out. */
export function numberOperators(): Record<string, Operator> {
  return {
    $add: (operand) => {
      const parts = listOf(operand).map(compileExpression);
      return (root, variables) => sum(parts.map((part) => part(root, variables)));
    },
    $multiply: (operand) => {
      const parts = listOf(operand).map(compileExpression);
      return (root, variables) => {
        let result: NumberValue = 1;
        for (const part of parts) {
          const value = part(root, variables);
          if (isNullish(value)) return null;
          result = multiply(result, asNumber(value, "$multiply"));
        }
        return result;
      };
    },
    $subtract: binary((left, right) => {
      if (left instanceof Date) {
        if (right instanceof Date) return BigInt(left.getTime() - right.getTime());
        return new Date(left.getTime() - toNumber(asNumber(right, "$subtract")));
      }
      return subtract(asNumber(left, "$subtract"), asNumber(right, "$subtract"));
    }),
    $divide: binary((left, right) => divide(asNumber(left, "$divide"), asNumber(right, "$divide"))),
    $mod: binary((left, right) => remainder(asNumber(left, "$mod"), asNumber(right, "$mod"))),
    $pow: binary((base, power) => {
      const result = toNumber(asNumber(base, "$pow")) ** toNumber(asNumber(power, "$pow"));
      const whole =
        !(base instanceof Double) && !(power instanceof Double) && toNumber(power as NumberValue) >= 0;
      return whole && Number.isSafeInteger(result)
        ? fromBig(BigInt(result), typeof base === "bigint")
        : new Double(result);
    }),
    $log: binary(
      (value, base) => new Double(Math.log(positive(value, "$log")) / Math.log(positive(base, "$log"))),
    ),
    $abs: unary((value) => (compare(value, 0) < 0 ? negate(value) : value)),
    $ceil: unary((value) => rounded(value, "ceil")),
    $floor: unary((value) => rounded(value, "floor")),
    $sqrt: unary((value) => {
      if (toNumber(value) < 0) refuse(28714, "$sqrt's argument must be greater than or equal to 0");
      return new Double(Math.sqrt(toNumber(value)));
    }),
    $exp: unary((value) => new Double(Math.exp(toNumber(value)))),
    $ln: unary((value) => new Double(Math.log(positive(value, "$ln")))),
    $log10: unary((value) => new Double(Math.log10(positive(value, "$log10")))),
    $round: places(halfEven),
    $trunc: places((value) => (value < 0 ? Math.ceil(value) : Math.floor(value))),
    $max: extreme(1),
    $min: extreme(-1),
    $sum: (operand) => {
      const values = flattened(operand);
      return (root, variables) => sumNumbers(values(root, variables));
    },
    $avg: (operand) => {
      const values = flattened(operand);
      return (root, variables) => average(values(root, variables));
    },
  };
}

/** Adds what is numeric and ignores the rest, as accumulators do. */
export function sumNumbers(values: Value[]): NumberValue {
  let result: NumberValue = 0;
  for (const value of values) if (value !== undefined && isNumber(value)) result = add(result, value);
  return result;
}

export function average(values: Value[]): Value {
  const numbers = values.filter((value) => value !== undefined && isNumber(value));
  return numbers.length === 0 ? null : divide(sumNumbers(numbers), numbers.length);
}

function sum(values: Value[]): Value {
  if (values.some(isNullish)) return null;
  const date = values.find((value) => value instanceof Date);
  let result: NumberValue = 0;
  for (const value of values) if (value !== date) result = add(result, asNumber(value, "$add"));
  return date ? new Date((date as Date).getTime() + Math.round(toNumber(result))) : result;
}

function binary(apply: (left: Value, right: Value) => Value): Operator {
  return (operand, name) => {
    const [left, right] = operands(operand, name, 2);
    return (root, variables) => {
      const a = left!(root, variables);
      const b = right!(root, variables);
      return isNullish(a) || isNullish(b) ? null : apply(a, b);
    };
  };
}

function unary(apply: (value: NumberValue) => Value): Operator {
  return (operand, name) => {
    const [part] = operands(operand, name, 1);
    return (root, variables) => {
      const value = part!(root, variables);
      return isNullish(value) ? null : apply(asNumber(value, name));
    };
  };
}

function positive(value: Value, name: string): number {
  const number = toNumber(asNumber(value, name));
  if (number <= 0) refuse(28766, `${name}'s argument must be a positive number`);
  return number;
}

function rounded(value: NumberValue, way: "ceil" | "floor"): NumberValue {
  if (value instanceof Double) return new Double(Math[way](value.value));
  if (!(value instanceof Decimal128)) return value;
  const decimal = exact(value);
  if (decimal.special || decimal.exponent >= 0) return value;
  const scale = 10n ** BigInt(-decimal.exponent);
  let whole = decimal.coefficient / scale;
  const rest = decimal.coefficient % scale;
  if (rest > 0n && way === "ceil") whole++;
  if (rest < 0n && way === "floor") whole--;
  return toDecimal128({ coefficient: whole, exponent: 0 });
}

function places(round: (value: number) => number): Operator {
  return (operand, name) => {
    const [part, digits] = operands(operand, name, 1, 2);
    return (root, variables) => {
      const value = part!(root, variables);
      if (isNullish(value)) return null;
      const number = asNumber(value, name);
      const count = digits ? toNumber(asNumber(digits(root, variables), name)) : 0;
      if (!(number instanceof Double) && !(number instanceof Decimal128) && count >= 0) return number;
      const scaled = Number(`${toNumber(number)}e${count}`);
      const result = Number(
        `${round(Number.isNaN(scaled) ? toNumber(number) * 10 ** count : scaled)}e${-count}`,
      );
      if (number instanceof Double) return new Double(result);
      return number instanceof Decimal128
        ? Decimal128.fromString(String(result))
        : fromBig(BigInt(result), typeof number === "bigint");
    };
  };
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

function flattened(operand: Value) {
  const parts = listOf(operand).map(compileExpression);
  return (root: Parameters<(typeof parts)[0]>[0], variables: Parameters<(typeof parts)[0]>[1]): Value[] => {
    const values = parts.map((part) => part(root, variables));
    return values.length === 1 && Array.isArray(values[0]) ? values[0] : values;
  };
}

function extreme(sign: number): Operator {
  return (operand) => {
    const values = flattened(operand);
    return (root, variables) => extremeOf(values(root, variables), sign);
  };
}

/** The greatest (sign 1) or least (sign -1) value; null and missing do not take part. */
export function extremeOf(values: Value[], sign: number): Value {
  let result: Value = null;
  for (const value of values)
    if (!isNullish(value) && (result === null || compare(value, result) * sign > 0)) result = value;
  return result;
}
