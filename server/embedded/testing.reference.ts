import { Decimal128, Double } from "bson";
import { bsonUndefined, compare, type Doc, familyOf, isNumber, type Value } from "./values";

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

/**
 * "Ascending sorts use the smallest element of an array, descending sorts the largest; no value sorts as null." What is
 * equal by the first field is told apart by the next.
 */
export function sorted(docs: Doc[], sort: [field: string, direction: number][]): Doc[] {
  const key = (doc: Doc, field: string, direction: number): Value => {
    const value = doc.get(field);
    if (!Array.isArray(value)) return value === undefined ? null : value;
    if (value.length === 0) return bsonUndefined;
    return value.reduce((best, element) => (compare(element ?? null, best) * direction < 0 ? element : best));
  };
  const keys = new Map(docs.map((doc) => [doc, sort.map(([field, way]) => key(doc, field, way))]));
  const order = (a: Doc, b: Doc) =>
    sort.map(([, way], i) => compare(keys.get(a)![i]!, keys.get(b)![i]!) * way).find((by) => by !== 0) ?? 0;
  return docs
    .map((doc, position) => ({ doc, position }))
    .sort((a, b) => order(a.doc, b.doc) || a.position - b.position)
    .map((entry) => entry.doc);
}

const gone = Symbol("gone") as unknown as Value;

/** One operator on one path. Throws where the manual says that the update fails. */
export function updated(doc: Doc, operator: string, path: string, operand: Value): Doc {
  return changeIn(
    doc,
    path.split("."),
    (old) => changed(old, operator, operand),
    makesPaths(operator),
  ) as Doc;
}

/** "$unset, $pop and $pullAll do nothing where there is no such field"; the others make it. */
const makesPaths = (operator: string) => !["$unset", "$pop", "$pullAll"].includes(operator);

function changeIn(container: Value, parts: string[], change: (old: Value) => Value, makes: boolean): Value {
  const [part = "", ...rest] = parts;
  const isArray = Array.isArray(container);
  if (!(container instanceof Map) && !(isArray && /^\d+$/.test(part))) {
    if (makes) throw new Error(`no field ${part} can be in it`);
    return container;
  }
  const old: Value = isArray ? container[Number(part)] : container.get(part);
  if (old === undefined && !makes) return container;
  const fresh =
    rest.length === 0 ? change(old) : changeIn(old === undefined ? new Map() : old, rest, change, makes);
  return isArray ? withElement(container, Number(part), fresh) : withField(container, part, fresh);
}

function withField(doc: Doc, name: string, value: Value): Doc {
  const result = new Map(doc);
  if (value === gone) result.delete(name);
  else result.set(name, value);
  return result;
}

/** "An element that is unset becomes null; places before a new one are filled with null." */
function withElement(array: Value[], place: number, value: Value): Value[] {
  const result = [...array];
  while (result.length < place) result.push(null);
  result[place] = value === gone ? null : value;
  return result;
}

function changed(old: Value, operator: string, operand: Value): Value {
  const list = () => {
    if (old !== undefined && !Array.isArray(old)) throw new Error("no array");
    return (old as Value[] | undefined) ?? [];
  };
  switch (operator) {
    case "$set":
      return operand;
    case "$unset":
      return gone;
    case "$min":
      return old === undefined || compare(operand, old) < 0 ? operand : old;
    case "$max":
      return old === undefined || compare(operand, old) > 0 ? operand : old;
    case "$push":
      return [...list(), operand];
    case "$addToSet":
      return list().some((element) => compare(element, operand) === 0) ? list() : [...list(), operand];
    case "$pullAll":
      return list().filter((element) => !(operand as Value[]).some((value) => compare(element, value) === 0));
    case "$pop":
      return operand === 1 ? list().slice(0, -1) : list().slice(1);
    case "$inc":
    case "$mul":
      return calculated(operator, old === undefined ? 0 : old, operand);
    default:
      throw new Error(operator);
  }
}

/** Exact, for numbers of two decimal places at most, as the fractions of these tests are; undefined for the largest doubles. */
function hundredths(value: Value): bigint | undefined {
  if (typeof value === "bigint") return value * 100n;
  const scaled = Number(value) * 100;
  return Number.isSafeInteger(scaled) ? BigInt(scaled) : undefined;
}

/** "The result has the wider type of the two; an int that outgrows 32 bits becomes a long; a long does not outgrow 64." */
function calculated(operator: string, old: Value, by: Value): Value {
  if (!isNumber(old) || !isNumber(by)) throw new Error("no number");
  const isSum = operator === "$inc";
  const [a, b] = [Number(old), Number(by)];
  const inexact = isSum ? a + b : a * b;
  if (old instanceof Decimal128 || by instanceof Decimal128) {
    const [x, y] = [hundredths(old), hundredths(by)];
    if (x === undefined || y === undefined) return Decimal128.fromString(String(inexact));
    return Decimal128.fromString(isSum ? `${x + y}E-2` : `${x * y}E-4`);
  }
  if (old instanceof Double || by instanceof Double) return new Double(inexact);
  const exact = isSum ? BigInt(old) + BigInt(by) : BigInt(old) * BigInt(by);
  const isInt = typeof old === "number" && typeof by === "number" && BigInt.asIntN(32, exact) === exact;
  if (BigInt.asIntN(64, exact) !== exact) throw new Error("out of range");
  return isInt ? Number(exact) : exact;
}
