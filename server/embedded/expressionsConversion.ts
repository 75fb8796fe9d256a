import { Decimal128, Double, ObjectId } from "bson";
import { formatDate, parseDate } from "./dates";
import { toDecimal128 } from "./decimal";
import { refuse } from "./errors";
import { isNullish, named, type Operator, operands } from "./expressions";
import { typeName } from "./types";
import { exact, isNumber, type NumberValue, toNumber, type Value } from "./values";

/** Types and conversions. */
export function conversionOperators(): Record<string, Operator> {
  return {
    $type: (operand, name) => {
      const [part] = operands(operand, name, 1);
      return (root, variables) => typeName(part!(root, variables));
    },
    $isNumber: (operand, name) => {
      const [part] = operands(operand, name, 1);
      return (root, variables) => {
        const value = part!(root, variables);
        return value !== undefined && isNumber(value);
      };
    },
    $toString: conversion("string"),
    $toInt: conversion("int"),
    $toLong: conversion("long"),
    $toDouble: conversion("double"),
    $toDecimal: conversion("decimal"),
    $toBool: conversion("bool"),
    $toDate: conversion("date"),
    $toObjectId: conversion("objectId"),
    $convert: (operand, name) => {
      const { input, to, onError, onNull } = named(operand, name, ["input", "to"], ["onError", "onNull"]);
      return (root, variables) => {
        const value = input!(root, variables);
        if (isNullish(value)) return onNull ? onNull(root, variables) : null;
        try {
          return convert(value, String(to!(root, variables)));
        } catch (error) {
          if (onError) return onError(root, variables);
          throw error;
        }
      };
    },
  };
}

function conversion(to: string): Operator {
  return (operand, name) => {
    const [part] = operands(operand, name, 1);
    return (root, variables) => {
      const value = part!(root, variables);
      return isNullish(value) ? null : convert(value, to);
    };
  };
}

const byNumber: Record<string, string> = {
  "1": "double",
  "2": "string",
  "7": "objectId",
  "8": "bool",
  "9": "date",
  "16": "int",
  "18": "long",
  "19": "decimal",
};

/** A value as one of another type; refuses where there is none. */
export function convert(value: Value, target: string): Value {
  const to = byNumber[target] ?? target;
  const from = typeName(value);
  if (from === to) return value;
  switch (to) {
    case "string":
      if (value instanceof ObjectId) return value.toHexString();
      if (value instanceof Date) return formatDate(value, "%Y-%m-%dT%H:%M:%S.%LZ", "UTC");
      if (typeof value === "boolean") return String(value);
      if (isNumber(value)) return value instanceof Double ? String(value.value) : value.toString();
      break;
    case "bool":
      return isNumber(value) ? toNumber(value) !== 0 : typeof value === "boolean" ? value : true;
    case "date":
      if (typeof value === "string") return parseDate(value);
      if (value instanceof ObjectId) return value.getTimestamp();
      if (isNumber(value) && from !== "int") return new Date(Math.trunc(toNumber(value)));
      break;
    case "objectId":
      if (typeof value === "string" && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
      break;
    case "int":
    case "long":
    case "double":
    case "decimal":
      return toNumberType(value, to);
    default:
      refuse("FailedToParse", `Unknown type name: ${target}`);
  }
  return refuse(241, `Unsupported conversion from ${from} to ${to} in $convert with no onError value`);
}

function toNumberType(value: Value, to: "int" | "long" | "double" | "decimal"): Value {
  let number: NumberValue | undefined;
  if (isNumber(value)) number = value;
  else if (typeof value === "boolean") number = value ? 1 : 0;
  else if (value instanceof Date && to !== "int") number = BigInt(value.getTime());
  else if (typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) {
    if (to === "decimal") return Decimal128.fromString(value);
    if (to === "double") return new Double(Number(value));
    if (/^[+-]?\d+$/.test(value)) number = BigInt(value);
  }
  if (number === undefined)
    refuse(
      241,
      `Failed to parse number or unsupported conversion to ${to} in $convert with no onError value`,
    );
  if (to === "double") return new Double(toNumber(number));
  if (to === "decimal") return toDecimal128(exact(number));
  const plain =
    typeof number === "bigint"
      ? number
      : Number.isFinite(toNumber(number))
        ? BigInt(Math.trunc(toNumber(number)))
        : undefined;
  const limit = to === "int" ? 31n : 63n;
  if (plain === undefined || plain < -(1n << limit) || plain >= 1n << limit)
    refuse(
      241,
      `Conversion would overflow target type in $convert with no onError value: ${toNumber(number)}`,
    );
  return to === "int" ? Number(plain) : plain;
}
