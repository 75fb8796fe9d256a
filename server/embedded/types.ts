import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from "bson";
import { refuse } from "./errors";
import { isNumber, toNumber, type Value } from "./values";

/** BSON's type numbers by the names `$type` uses. */
const numbers: Record<string, number> = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
};
const names = new Map(Object.entries(numbers).map(([name, number]) => [number, name]));

/** The name of a value's type, "missing" if there is none. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case "undefined":
      return "missing";
    case "number":
      return "int";
    case "bigint":
      return "long";
    case "string":
      return "string";
    case "boolean":
      return "bool";
    case "symbol":
      return "undefined";
  }
  if (value === null) return "null";
  if (value instanceof Map) return "object";
  if (Array.isArray(value)) return "array";
  if (value instanceof Double) return "double";
  if (value instanceof ObjectId) return "objectId";
  if (value instanceof Date) return "date";
  if (value instanceof Binary) return "binData";
  if (value instanceof Decimal128) return "decimal";
  if (value instanceof Timestamp) return "timestamp";
  if (value instanceof BSONRegExp) return "regex";
  if (value instanceof BSONSymbol) return "symbol";
  if (value instanceof Code) return value.scope ? "javascriptWithScope" : "javascript";
  if (value instanceof DBRef) return "dbPointer";
  if (value instanceof MinKey) return "minKey";
  if (value instanceof MaxKey) return "maxKey";
  return "missing";
}

/** The test behind `$type`, refusing types that do not exist. */
export function typeTest(operand: Value): (value: Value) => boolean {
  const wanted = new Set<string>();
  for (const type of Array.isArray(operand) ? (operand as Value[]) : [operand]) {
    if (type === "number") for (const name of ["int", "long", "double", "decimal"]) wanted.add(name);
    else if (typeof type === "string") {
      if (!(type in numbers)) refuse("BadValue", `Unknown type name alias: ${type}`);
      wanted.add(type);
    } else if (isNumber(type)) {
      const name = names.get(toNumber(type));
      if (!name) refuse("BadValue", `Invalid numerical type code: ${toNumber(type)}`);
      wanted.add(name);
    } else refuse("TypeMismatch", "type must be represented as a number or a string");
  }
  return (value) => value !== undefined && wanted.has(typeName(value));
}
