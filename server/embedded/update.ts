import { encode } from "./encode";
import { refuse } from "./errors";
import { show } from "./records";
import { typeName } from "./types";
import { operators, type UpdateInput } from "./updateOperators";
import {
  checkConflicts,
  comparePaths,
  compileArrayFilters,
  partsOf,
  rename,
  type Step,
  walk,
} from "./updatePaths";
import { type Doc, equals, type Value } from "./values";
import { isOperators } from "./valueTests";

/** Changes a decoded document in place and tells what it is now. */
export type Update = (doc: Doc, input: UpdateInput) => Doc;

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
