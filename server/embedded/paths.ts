import { refuse } from "./errors";
import { bsonUndefined, type Doc, type Value } from "./values";

const numeric = /^(0|[1-9]\d*)$/;

export function isArrayIndex(part: string): boolean {
  return numeric.test(part);
}

/** Cuts a dotted path, refusing empty parts as MongoDB does. */
export function splitPath(path: string): string[] {
  const parts = path.split(".");
  for (const part of parts)
    if (part === "")
      refuse("EmptyFieldName", `The path '${path}' contains an empty field name, which is not allowed.`);
  return parts;
}

/**
 * Asks `test` about every value a query path reaches: arrays on the way are entered, a path that leads nowhere
 * is `undefined`. With `intoLeaf`, the elements of an array at the end are asked about too.
 */
export function anyAt(
  value: Value,
  parts: readonly string[],
  index: number,
  intoLeaf: boolean,
  test: (value: Value, position: number) => boolean,
  onIndex?: (position: number) => void,
): boolean {
  if (index === parts.length) {
    if (test(value, -1)) return true;
    if (!intoLeaf || !Array.isArray(value)) return false;
    for (let i = 0; i < value.length; i++) {
      if (!test(value[i], i)) continue;
      onIndex?.(i);
      return true;
    }
    return false;
  }
  const part = parts[index]!;
  if (value instanceof Map) return anyAt(value.get(part), parts, index + 1, intoLeaf, test, onIndex);
  if (!Array.isArray(value)) return test(undefined, -1);
  if (isArrayIndex(part) && Number(part) < value.length)
    if (anyAt(value[Number(part)], parts, index + 1, intoLeaf, test, onIndex)) return true;
  for (let i = 0; i < value.length; i++) {
    if (!(value[i] instanceof Map) || !anyAt(value[i], parts, index, intoLeaf, test, onIndex)) continue;
    onIndex?.(i);
    return true;
  }
  return false;
}

interface Walk {
  value: Value;
  parts: readonly string[];
  index: number;
}

/**
 * The keys an index (or a sort) over these paths has for a document: one, or one for each element of an array.
 * Fields under the same array go through it together; two different arrays are refused.
 */
export function keysOf(doc: Doc, paths: readonly (readonly string[])[], multikey?: boolean[]): Value[][] {
  const keys: Value[][] = [];
  expand(
    paths.map((parts) => ({ value: doc, parts, index: 0 })),
    keys,
    multikey,
  );
  return keys;
}

function expand(walks: Walk[], keys: Value[][], multikey?: boolean[]): void {
  let array: Value[] | undefined;
  for (const walk of walks) {
    descend(walk);
    if (!Array.isArray(walk.value) || walk.index > walk.parts.length) continue;
    if (array && array !== walk.value) refuse("CannotIndexParallelArrays", "cannot index parallel arrays");
    array = walk.value;
  }
  if (!array) {
    keys.push(walks.map((walk) => walk.value));
    return;
  }
  if (multikey)
    for (let i = 0; i < walks.length; i++)
      if (walks[i]!.value === array && walks[i]!.index <= walks[i]!.parts.length) multikey[i] = true;
  const elements: Value[] = array.length > 0 ? array : [bsonUndefined];
  for (const element of elements) {
    expand(
      walks.map((walk) => {
        if (walk.value !== array || walk.index > walk.parts.length) return { ...walk };
        // Past the end marks a value that stays as it is, also if it is an array again.
        if (walk.index === walk.parts.length)
          return { value: element, parts: walk.parts, index: walk.parts.length + 1 };
        if (element instanceof Map) return { value: element, parts: walk.parts, index: walk.index };
        return { value: undefined, parts: walk.parts, index: walk.parts.length + 1 };
      }),
      keys,
      multikey,
    );
  }
}

/** Walks through documents, and through arrays where the path names a position, until an array or the end. */
function descend(walk: Walk): void {
  while (walk.index < walk.parts.length) {
    const part = walk.parts[walk.index]!;
    if (walk.value instanceof Map) walk.value = walk.value.get(part);
    else if (Array.isArray(walk.value)) {
      if (!isArrayIndex(part) || Number(part) >= walk.value.length) return;
      walk.value = walk.value[Number(part)];
    } else walk.value = undefined;
    walk.index++;
  }
}
