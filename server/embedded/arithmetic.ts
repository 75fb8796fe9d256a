import { Decimal128, Double } from "bson";
import { addDecimals, divideDecimals, isZero, multiplyDecimals, toDecimal128 } from "./decimal";
import { refuse } from "./errors";
import { exact, type NumberValue, toNumber, type Value } from "./values";

/** Arithmetic that keeps MongoDB's types: the widest operand decides, and an int32 grows into an int64. */
export function add(a: NumberValue, b: NumberValue): NumberValue {
  return combine(
    a,
    b,
    addDecimals,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

export function multiply(a: NumberValue, b: NumberValue): NumberValue {
  return combine(
    a,
    b,
    multiplyDecimals,
    (x, y) => x * y,
    (x, y) => x * y,
  );
}

export function negate(a: NumberValue): NumberValue {
  return multiply(a, -1);
}

export function subtract(a: NumberValue, b: NumberValue): NumberValue {
  return add(a, negate(b));
}

/** Division is a double, or a decimal if either side is one. */
export function divide(a: NumberValue, b: NumberValue): NumberValue {
  if (isZero(exact(b))) refuse(2, "can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128)
    return toDecimal128(divideDecimals(exact(a), exact(b)));
  return new Double(toNumber(a) / toNumber(b));
}

export function remainder(a: NumberValue, b: NumberValue): NumberValue {
  if (isZero(exact(b))) refuse(16610, "can't $mod by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128) {
    const left = exact(a);
    const right = exact(b);
    if (left.special || right.special) return toDecimal128({ special: "nan", coefficient: 0n, exponent: 0 });
    const exponent = Math.min(left.exponent, right.exponent);
    const scaled = (value: typeof left) => value.coefficient * 10n ** BigInt(value.exponent - exponent);
    return toDecimal128({ coefficient: scaled(left) % scaled(right), exponent });
  }
  if (a instanceof Double || b instanceof Double) return new Double(toNumber(a) % toNumber(b));
  return fromBig(BigInt(a) % BigInt(b), typeof a === "bigint" || typeof b === "bigint");
}

/** An integer result as int32 if nothing asked for more and it fits, as int64 otherwise, as double beyond. */
export function fromBig(value: bigint, long: boolean): NumberValue {
  if (!long && value >= -0x80000000n && value <= 0x7fffffffn) return Number(value);
  if (value >= -(1n << 63n) && value < 1n << 63n) return value;
  return new Double(Number(value));
}

export function asNumber(value: Value, name: string): NumberValue {
  if (
    typeof value === "number" ||
    typeof value === "bigint" ||
    value instanceof Double ||
    value instanceof Decimal128
  )
    return value;
  return refuse("TypeMismatch", `${name} only supports numeric types`);
}

function combine(
  a: NumberValue,
  b: NumberValue,
  onDecimals: typeof addDecimals,
  onDoubles: (x: number, y: number) => number,
  onIntegers: (x: bigint, y: bigint) => bigint,
): NumberValue {
  if (typeof a === "number" && typeof b === "number") {
    const quick = onDoubles(a, b);
    if (quick >= -0x80000000 && quick <= 0x7fffffff) return quick === 0 ? 0 : quick;
    return fromBig(onIntegers(BigInt(a), BigInt(b)), false);
  }
  if (a instanceof Decimal128 || b instanceof Decimal128) return toDecimal128(onDecimals(exact(a), exact(b)));
  if (a instanceof Double || b instanceof Double) return new Double(onDoubles(toNumber(a), toNumber(b)));
  return fromBig(onIntegers(BigInt(a), BigInt(b)), true);
}
