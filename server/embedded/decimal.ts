import { Decimal128 } from "bson";

/** A number as `coefficient × 10^exponent`, or one of the specials. Exact for every BSON number. */
export interface Decimal {
  special?: "nan" | "infinity" | "-infinity";
  coefficient: bigint;
  exponent: number;
}

const maximumDigits = 34;
const maximumExponent = 6111;
const minimumExponent = -6176;

/** Reads the exact value of a decimal128. */
export function parseDecimal(value: Decimal128): Decimal {
  const text = value.toString();
  if (text === "NaN") return { special: "nan", coefficient: 0n, exponent: 0 };
  if (text === "Infinity") return { special: "infinity", coefficient: 0n, exponent: 0 };
  if (text === "-Infinity") return { special: "-infinity", coefficient: 0n, exponent: 0 };
  const [mantissa = "0", power = "0"] = text.split("E");
  const point = mantissa.indexOf(".");
  const digits = mantissa.replace(".", "");
  const fraction = point < 0 ? 0 : mantissa.length - point - 1;
  return { coefficient: BigInt(digits), exponent: Number(power) - fraction };
}

export function fromInteger(value: bigint): Decimal {
  return { coefficient: value, exponent: 0 };
}

/** The exact value of a double: every finite double is a finite decimal. */
export function fromDouble(value: number): Decimal {
  if (Number.isNaN(value)) return { special: "nan", coefficient: 0n, exponent: 0 };
  if (!Number.isFinite(value))
    return { special: value > 0 ? "infinity" : "-infinity", coefficient: 0n, exponent: 0 };
  if (Number.isInteger(value)) return { coefficient: BigInt(value), exponent: 0 };
  let scale = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    // Doubling is exact, also for the smallest of doubles.
    scaled *= 2;
    scale++;
  }
  return { coefficient: BigInt(scaled) * 5n ** BigInt(scale), exponent: -scale };
}

/** Compares by value; NaN equals itself and is less than everything else. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.special || b.special) return rank(a) - rank(b);
  const signA = a.coefficient > 0n ? 1 : a.coefficient < 0n ? -1 : 0;
  const signB = b.coefficient > 0n ? 1 : b.coefficient < 0n ? -1 : 0;
  if (signA !== signB || signA === 0) return signA - signB;
  // Magnitudes decide first, so that 1E6000 and 1E-6000 never become numbers of 12,000 digits.
  const magnitude = size(a) - size(b);
  if (magnitude !== 0) return magnitude * signA;
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.coefficient * 10n ** BigInt(a.exponent - exponent);
  const right = b.coefficient * 10n ** BigInt(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Rounds to 34 digits, half to even, as decimal128 arithmetic does. */
export function toDecimal128(value: Decimal): Decimal128 {
  if (value.special)
    return Decimal128.fromString(
      { nan: "NaN", infinity: "Infinity", "-infinity": "-Infinity" }[value.special],
    );
  let { coefficient, exponent } = value;
  const negative = coefficient < 0n;
  if (negative) coefficient = -coefficient;
  const excess = Math.max(digitsOf(coefficient) - maximumDigits, minimumExponent - exponent);
  if (excess > 0) {
    coefficient = divideHalfEven(coefficient, 10n ** BigInt(excess));
    exponent += excess;
  }
  if (coefficient === 0n) exponent = Math.min(Math.max(exponent, minimumExponent), maximumExponent);
  while (exponent > maximumExponent && digitsOf(coefficient) < maximumDigits) {
    coefficient *= 10n;
    exponent--;
  }
  if (exponent > maximumExponent) return Decimal128.fromString(negative ? "-Infinity" : "Infinity");
  return Decimal128.fromString(`${negative ? "-" : ""}${coefficient}E${exponent}`);
}

export function addDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.special || b.special) {
    if (a.special === "nan" || b.special === "nan") return nan;
    if (a.special && b.special && a.special !== b.special) return nan;
    return a.special ? a : b;
  }
  const exponent = Math.min(a.exponent, b.exponent);
  return {
    coefficient:
      a.coefficient * 10n ** BigInt(a.exponent - exponent) +
      b.coefficient * 10n ** BigInt(b.exponent - exponent),
    exponent,
  };
}

export function multiplyDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.special || b.special) {
    if (a.special === "nan" || b.special === "nan" || isZero(a) || isZero(b)) return nan;
    return signOf(a) * signOf(b) > 0 ? infinity : { ...infinity, special: "-infinity" };
  }
  return { coefficient: a.coefficient * b.coefficient, exponent: a.exponent + b.exponent };
}

/** Divides to 34 significant digits; dividing by zero is the caller's to refuse. */
export function divideDecimals(a: Decimal, b: Decimal): Decimal {
  if (a.special || b.special) {
    if (a.special === "nan" || b.special === "nan" || (a.special && b.special)) return nan;
    if (b.special) return { coefficient: 0n, exponent: 0 };
    return signOf(a) * signOf(b) >= 0 ? infinity : { ...infinity, special: "-infinity" };
  }
  const shift = Math.max(0, maximumDigits + 2 + digitsOf(b.coefficient) - digitsOf(a.coefficient));
  const scaled = a.coefficient * 10n ** BigInt(shift);
  let coefficient = scaled / b.coefficient;
  let exponent = a.exponent - b.exponent - shift;
  if (coefficient * b.coefficient === scaled) {
    while (coefficient !== 0n && exponent < a.exponent - b.exponent && coefficient % 10n === 0n) {
      coefficient /= 10n;
      exponent++;
    }
  }
  return { coefficient, exponent };
}

export function isZero(value: Decimal): boolean {
  return !value.special && value.coefficient === 0n;
}

const nan: Decimal = { special: "nan", coefficient: 0n, exponent: 0 };
const infinity: Decimal = { special: "infinity", coefficient: 0n, exponent: 0 };

function rank(value: Decimal): number {
  return value.special === "nan"
    ? 0
    : value.special === "-infinity"
      ? 1
      : value.special === "infinity"
        ? 3
        : 2;
}

function signOf(value: Decimal): number {
  if (value.special) return value.special === "-infinity" ? -1 : 1;
  return value.coefficient < 0n ? -1 : 1;
}

function size(value: Decimal): number {
  return digitsOf(value.coefficient) + value.exponent;
}

function digitsOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length;
}

function divideHalfEven(value: bigint, divisor: bigint): bigint {
  const quotient = value / divisor;
  const twice = (value % divisor) * 2n;
  if (twice > divisor || (twice === divisor && quotient % 2n === 1n)) return quotient + 1n;
  return quotient;
}
