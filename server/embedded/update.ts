import { Timestamp } from "bson";
import { add, multiply } from "./arithmetic";
import { encode } from "./encode";
import { refuse } from "./errors";
import { distinct, keyText } from "./expressionsArray";
import { compileFilter, type Matcher } from "./match";
import { isArrayIndex } from "./paths";
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
/** Changes a decoded document in place and tells what it is now. */
export type Update = (doc: Doc, input: UpdateInput) => Doc;

type Change = (old: Value, input: UpdateInput, path: string) => Value;
/** What a change gives back to take a field away. */
const gone = Symbol("gone") as unknown as Value;

interface Step {
  operator: string;
  parts: string[];
  change: Change;
  /** The step makes what is missing on its way. */
  creates: boolean;
}

/** Turns an update document into a function, refusing unknown operators and paths in conflict. */
export function compileUpdate(update: Doc, arrayFilters: Doc[] = []): Update {
  const filters = compileArrayFilters(arrayFilters);
  const used = new Set<string>();
  const steps: Step[] = [];
  const renames: [string[], string[]][] = [];
  const paths: string[] = [];
  for (const [operator, fields] of update) {
    if (!operator.startsWith("$"))
      refuse(
        "FailedToParse",
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    const make = operators[operator];
    if (!make && operator !== "$rename")
      refuse(
        "FailedToParse",
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!(fields instanceof Map))
      refuse(
        "FailedToParse",
        `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${show(fields)}}`,
      );
    for (const [path, operand] of fields) {
      const parts = partsOf(path);
      for (const part of parts) {
        const name = /^\$\[(.+)\]$/.exec(part)?.[1];
        if (!name) continue;
        if (!filters.has(name))
          refuse("BadValue", `No array filter found for identifier '${name}' in path '${path}'`);
        used.add(name);
      }
      paths.push(path);
      if (operator === "$rename") {
        if (typeof operand !== "string")
          refuse("BadValue", `The 'to' field for $rename must be a string: ${path}: ${show(operand)}`);
        if (operand === path)
          refuse("BadValue", `The source and target field for $rename must differ: ${path}: "${path}"`);
        paths.push(operand);
        renames.push([parts, partsOf(operand)]);
      } else
        steps.push({
          operator,
          parts,
          change: make!(operand, path),
          creates:
            operator !== "$unset" && operator !== "$pop" && operator !== "$pull" && operator !== "$pullAll",
        });
    }
  }
  for (const name of filters.keys())
    if (!used.has(name))
      refuse(
        "FailedToParse",
        `The array filter for identifier '${name}' was not used in the update ${show(update)}`,
      );
  checkConflicts(paths);
  // New fields appear in the order of their names, as in MongoDB.
  steps.sort((a, b) => comparePaths(a.parts, b.parts));
  return (doc, input) => {
    const id = doc.get("_id");
    for (const [from, to] of renames) rename(doc, from, to);
    for (const step of steps) {
      if (step.operator === "$setOnInsert" && !input.isInsert) continue;
      walk(doc, step, 0, input, filters);
    }
    checkSameId(id, doc, input);
    return doc;
  };
}

/** Makes the function that replaces a document whole, keeping its `_id`. */
export function compileReplacement(replacement: Doc): Update {
  return (doc, input) => {
    const id = doc.get("_id");
    const result: Doc = new Map();
    if (id !== undefined) result.set("_id", id);
    for (const [name, value] of replacement) result.set(name, value);
    checkSameId(id, result, input);
    return result;
  };
}

/** True if an update document replaces rather than changes; mixing both is refused. */
export function isReplacement(update: Doc): boolean {
  const names = [...update.keys()];
  const replaces = names.length === 0 || !names[0]!.startsWith("$");
  if (replaces && names.some((name) => name.startsWith("$")))
    refuse(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${names.find((name) => name.startsWith("$"))}' in '' is not allowed in the context of an update's replacement document.`,
    );
  return replaces;
}

export function checkSameId(before: Value, after: Doc, input: { isInsert: boolean }): void {
  if (before === undefined || input.isInsert) return;
  const now = after.get("_id");
  if (now === undefined || !equals(before, now) || !encode({ v: before }).equals(encode({ v: now })))
    refuse("ImmutableField", "Performing an update on the path '_id' would modify the immutable field '_id'");
}

/** The document an upsert starts from: what the filter says must be equal. */
export function documentFromFilter(filter: Doc): Doc {
  const doc: Doc = new Map();
  const paths: string[] = [];
  const set = (path: string, value: Value) => {
    for (const other of paths) {
      const [short, long] = other.length < path.length ? [other, path] : [path, other];
      if (long === short || long.startsWith(`${short}.`))
        refuse("NotSingleValueField", `cannot infer query fields to set, path '${short}' is matched twice`);
    }
    paths.push(path);
    const parts = path.split(".");
    let target = doc;
    for (const part of parts.slice(0, -1)) {
      const inner = target.get(part);
      if (inner instanceof Map) target = inner;
      else {
        const fresh: Doc = new Map();
        target.set(part, fresh);
        target = fresh;
      }
    }
    target.set(parts.at(-1)!, value);
  };
  const collect = (part: Doc) => {
    for (const [name, condition] of part) {
      if (name === "$and") for (const inner of condition as Doc[]) collect(inner);
      else if (name === "$or" && (condition as Doc[]).length === 1) collect((condition as Doc[])[0]!);
      else if (name.startsWith("$")) continue;
      else if (!isOperators(condition)) {
        if (typeName(condition) !== "regex") set(name, condition);
      } else if (condition.has("$eq")) set(name, condition.get("$eq"));
      else if (condition.has("$in") && (condition.get("$in") as Value[]).length === 1)
        set(name, (condition.get("$in") as Value[])[0]);
      else if (condition.has("$all") && (condition.get("$all") as Value[]).length === 1)
        set(name, (condition.get("$all") as Value[])[0]);
    }
  };
  collect(filter);
  return doc;
}

function partsOf(path: string): string[] {
  if (path === "") refuse("EmptyFieldName", "An empty update path is not valid.");
  const parts = path.split(".");
  for (const [i, part] of parts.entries()) {
    if (part === "")
      refuse(
        "EmptyFieldName",
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    if (
      part.startsWith("$") &&
      part !== "$" &&
      !/^\$\[.*\]$/.test(part) &&
      !["$id", "$ref", "$db"].includes(part)
    )
      refuse(
        "DollarPrefixedFieldName",
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update.`,
      );
    if (i === 0 && part.startsWith("$"))
      refuse(
        "BadValue",
        `Cannot have array filter identifier or positional operator as the first path component in '${path}'`,
      );
  }
  return parts;
}

function checkConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (let i = 1; i < sorted.length; i++)
    for (let j = 0; j < i; j++)
      if (sorted[i] === sorted[j] || sorted[i]!.startsWith(`${sorted[j]}.`))
        refuse(
          "ConflictingUpdateOperators",
          `Updating the path '${sorted[i]}' would create a conflict at '${sorted[j]}'`,
        );
}

function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    if (isArrayIndex(a[i]!) && isArrayIndex(b[i]!)) return Number(a[i]) - Number(b[i]);
    return a[i]! < b[i]! ? -1 : 1;
  }
  return a.length - b.length;
}

function compileArrayFilters(arrayFilters: Doc[]): Map<string, Matcher> {
  const filters = new Map<string, Matcher>();
  for (const filter of arrayFilters) {
    const names = new Set<string>();
    const collect = (part: Doc) => {
      for (const [name, condition] of part)
        if (name === "$and" || name === "$or" || name === "$nor")
          for (const inner of condition as Doc[]) collect(inner);
        else names.add(name.split(".")[0]!);
    };
    collect(filter);
    const [name] = names;
    if (names.size !== 1 || !name)
      refuse(
        "FailedToParse",
        "Error parsing array filter :: caused by :: Expected a single top-level field name",
      );
    if (filters.has(name))
      refuse("FailedToParse", `Found multiple array filters with the same top-level field name ${name}`);
    filters.set(name, compileFilter(filter));
  }
  return filters;
}

function walk(
  target: Value,
  step: Step,
  index: number,
  input: UpdateInput,
  filters: Map<string, Matcher>,
): void {
  const part = step.parts[index]!;
  const path = step.parts.join(".");
  if (Array.isArray(target)) {
    walkArray(target, step, index, input, filters);
    return;
  }
  if (!(target instanceof Map)) {
    if (step.creates)
      refuse(
        "PathNotViable",
        `Cannot create field '${part}' in element {${step.parts[index - 1]}: ${show(target)}}`,
      );
    return;
  }
  if (part === "$" || part.startsWith("$["))
    refuse(
      "BadValue",
      `Cannot apply array updates to non-array element ${step.parts[index - 1]}: ${show(target)}`,
    );
  if (index === step.parts.length - 1) {
    const old = target.get(part);
    const fresh = step.change(old, input, path);
    if (fresh === gone) target.delete(part);
    else if (fresh !== undefined) target.set(part, fresh);
    return;
  }
  const next = target.get(part);
  if (next === undefined) {
    if (!step.creates) return;
    const following = step.parts[index + 1]!;
    if (following === "$" || following.startsWith("$["))
      refuse(
        "BadValue",
        `The path '${step.parts.slice(0, index + 1).join(".")}' must exist in the document in order to apply array updates.`,
      );
    // Made only if the change makes something.
    const fresh: Doc = new Map();
    walk(fresh, step, index + 1, input, filters);
    if (fresh.size > 0) target.set(part, fresh);
    return;
  }
  if (!(next instanceof Map) && !Array.isArray(next)) {
    if (!step.creates) return;
    refuse(
      "PathNotViable",
      `Cannot create field '${step.parts[index + 1]}' in element {${part}: ${show(next)}}`,
    );
  }
  walk(next, step, index + 1, input, filters);
}

function walkArray(
  target: Value[],
  step: Step,
  index: number,
  input: UpdateInput,
  filters: Map<string, Matcher>,
): void {
  const part = step.parts[index]!;
  let positions: number[];
  if (part === "$") {
    if (input.position === undefined)
      refuse("BadValue", "The positional operator did not find the match needed from the query.");
    positions = [input.position];
  } else if (part === "$[]") positions = target.map((_, i) => i);
  else if (part.startsWith("$[")) {
    const name = part.slice(2, -1);
    const filter = filters.get(name)!;
    positions = [...target.keys()].filter((i) => filter(new Map([[name, target[i]]])));
  } else {
    if (!isArrayIndex(part)) {
      if (step.creates)
        refuse(
          "PathNotViable",
          `Cannot create field '${part}' in element {${step.parts[index - 1]}: ${show(target)}}`,
        );
      return;
    }
    if (Number(part) >= target.length) {
      if (!step.creates) return;
      if (Number(part) > target.length + 1_500_000)
        refuse("BadValue", "can't backfill more than 1500000 elements");
      const holder: Doc = new Map();
      walk(
        holder,
        { ...step, parts: step.parts.map((name, i) => (i === index ? "v" : name)) },
        index,
        input,
        filters,
      );
      if (!holder.has("v")) return;
      while (target.length < Number(part)) target.push(null);
      target.push(holder.get("v"));
      return;
    }
    positions = [Number(part)];
  }
  for (const position of positions) {
    if (index === step.parts.length - 1) {
      const fresh = step.change(target[position], input, step.parts.join("."));
      if (fresh === gone) target[position] = null;
      else if (fresh !== undefined) target[position] = fresh;
    } else {
      const element = target[position];
      if (element instanceof Map || Array.isArray(element)) walk(element, step, index + 1, input, filters);
      else if (step.creates)
        refuse(
          "PathNotViable",
          `Cannot create field '${step.parts[index + 1]}' in element {${position}: ${show(element)}}`,
        );
    }
  }
}

function rename(doc: Doc, from: string[], to: string[]): void {
  let source: Value = doc;
  for (const part of from.slice(0, -1)) {
    if (Array.isArray(source))
      refuse("BadValue", `The source field cannot be an array element, '${from.join(".")}'`);
    source = source instanceof Map ? source.get(part) : undefined;
  }
  if (!(source instanceof Map) || !source.has(from.at(-1)!)) return;
  const value = source.get(from.at(-1)!);
  source.delete(from.at(-1)!);
  walk(
    doc,
    { operator: "$rename", parts: to, change: () => value, creates: true },
    0,
    { isInsert: false },
    new Map(),
  );
}

function numeric(operator: string, path: string, operand: Value): NumberValue {
  if (operand === undefined || !isNumber(operand))
    refuse(
      "TypeMismatch",
      `Cannot ${operator === "$inc" ? "increment" : "multiply"} with non-numeric argument: {${path}: ${show(operand)}}`,
    );
  return operand;
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

const operators: Record<string, (operand: Value, path: string) => Change> = {
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
      return add(old, by);
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
      return multiply(old, by);
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
