import { Decimal128, Double } from "bson";
import { compare, type Doc, familyOf, type Value } from "./values";

/**
 * Matching, sorting and updating as the manual's sentences say it, with no thought of speed: what the store
 * does is compared with this. Values are compared by the order that has a test of its own.
 */

/** Every value a path reaches: "if a field is an array, the path also goes through each of its elements". */
export function reached(value: Value, path: string[]): Value[] {
  const [part, ...rest] = path;
  if (part === undefined) return [value];
  if (value instanceof Map) return reached(value.get(part), rest);
  if (!Array.isArray(value)) return [undefined];
  const found: Value[] = [];
  if (/^\d+$/.test(part) && Number(part) < value.length) found.push(...reached(value[Number(part)], rest));
  for (const element of value) if (element instanceof Map) found.push(...reached(element, path));
  return found;
}

/** "A condition on an array field is met by the array as a whole or by one of its elements." */
function candidates(doc: Doc, path: string): Value[] {
  return reached(doc, path.split(".")).flatMap((value) =>
    Array.isArray(value) ? [value, ...value] : [value],
  );
}

const isNothing = (value: Value) => value === undefined || value === null || typeof value === "symbol";
const isSame = (a: Value, b: Value) => (isNothing(a) ? isNothing(b) : !isNothing(b) && compare(a, b) === 0);
const isNaNValue = (value: Value) =>
  (value instanceof Double || value instanceof Decimal128) && value.toString() === "NaN";

export function matches(doc: Doc, path: string, operator: string, operand: Value): boolean {
  const values = candidates(doc, path);
  switch (operator) {
    case "$eq":
      return values.some((value) => isSame(value, operand));
    case "$ne":
      return !matches(doc, path, "$eq", operand);
    case "$in":
      return (operand as Value[]).some((member) => matches(doc, path, "$eq", member));
    case "$nin":
      return !matches(doc, path, "$in", operand);
    case "$exists":
      return reached(doc, path.split(".")).some((value) => value !== undefined) === operand;
    case "$size":
      return reached(doc, path.split(".")).some((value) => Array.isArray(value) && value.length === operand);
    case "$all":
      return (
        (operand as Value[]).length > 0 &&
        (operand as Value[]).every((member) => matches(doc, path, "$eq", member))
      );
  }
  const orEqual = operator.endsWith("e");
  return values.some((value) => {
    if (isNothing(operand)) return orEqual && isNothing(value);
    if (value === undefined || familyOf(value) !== familyOf(operand)) return false;
    if (isNaNValue(value) || isNaNValue(operand)) return orEqual && isNaNValue(value) && isNaNValue(operand);
    const order = compare(value, operand);
    return order === 0 ? orEqual : order > 0 === operator.startsWith("$gt");
  });
}

/** "Ascending sorts use the smallest element of an array, descending sorts the largest; no value sorts as null." */
export function sorted(docs: Doc[], field: string, direction: number): Doc[] {
  const key = (doc: Doc): Value => {
    const value = doc.get(field);
    if (!Array.isArray(value)) return value === undefined ? null : value;
    if (value.length === 0) return Symbol("undefined");
    return value.reduce((best, element) => (compare(element ?? null, best) * direction < 0 ? element : best));
  };
  return docs
    .map((doc, position) => ({ doc, position, key: key(doc) }))
    .sort((a, b) => compare(a.key, b.key) * direction || a.position - b.position)
    .map((entry) => entry.doc);
}

/** Updates of one top-level field. */
export function updated(doc: Doc, operator: string, field: string, operand: Value): Doc {
  const old = doc.get(field);
  const result = new Map(doc);
  const list = () => (Array.isArray(old) ? old : []);
  switch (operator) {
    case "$set":
      return result.set(field, operand);
    case "$unset":
      result.delete(field);
      return result;
    case "$min":
      return old === undefined || compare(operand, old) < 0 ? result.set(field, operand) : result;
    case "$max":
      return old === undefined || compare(operand, old) > 0 ? result.set(field, operand) : result;
    case "$push":
      return result.set(field, [...list(), operand]);
    case "$addToSet":
      return list().some((element) => compare(element, operand) === 0)
        ? result
        : result.set(field, [...list(), operand]);
    case "$pullAll":
      return old === undefined
        ? result
        : result.set(
            field,
            list().filter((element) => !(operand as Value[]).some((value) => compare(element, value) === 0)),
          );
    default:
      throw new Error(operator);
  }
}
