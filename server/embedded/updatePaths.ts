import { refuse } from "./errors";
import { compileFilter, type Matcher } from "./match";
import { isArrayIndex } from "./paths";
import { show } from "./records";
import { type Change, gone, type UpdateInput } from "./updateOperators";
import type { Doc, Value } from "./values";

export interface Step {
  operator: string;
  parts: string[];
  change: Change;
  /** The step makes what is missing on its way. */
  creates: boolean;
}

/** The parts of a path to be changed; refuses a path that cannot be. */
export function partsOf(path: string): string[] {
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

/** Refuses two changes of which one lies at or inside of the other. */
export function checkConflicts(paths: string[]): void {
  const sorted = [...paths].sort();
  for (let i = 1; i < sorted.length; i++)
    for (let j = 0; j < i; j++)
      if (sorted[i] === sorted[j] || sorted[i]!.startsWith(`${sorted[j]}.`))
        refuse(
          "ConflictingUpdateOperators",
          `Updating the path '${sorted[i]}' would create a conflict at '${sorted[j]}'`,
        );
}

/** The order in which MongoDB makes changes: by name, array positions by number. */
export function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    if (isArrayIndex(a[i]!) && isArrayIndex(b[i]!)) return Number(a[i]) - Number(b[i]);
    return a[i]! < b[i]! ? -1 : 1;
  }
  return a.length - b.length;
}

/** The tests that `$[name]` in a path refers to, by their names. */
export function compileArrayFilters(arrayFilters: Doc[]): Map<string, Matcher> {
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

/** Follows a path to what is to be changed, making what is missing where the step does, and changes it. */
export function walk(
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

/** Moves a field, replacing what is at its new place. Neither place may be in an array. */
export function rename(doc: Doc, from: string[], to: string[]): void {
  const source = containerOf(doc, from, "source");
  if (!source?.has(from.at(-1)!)) return;
  containerOf(doc, to, "destination");
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

function containerOf(doc: Doc, path: string[], role: string): Doc | undefined {
  let container: Value = doc;
  for (let depth = 0; ; depth++) {
    if (Array.isArray(container))
      refuse("BadValue", `The ${role} field cannot be an array element, '${path.join(".")}'`);
    if (!(container instanceof Map)) return undefined;
    if (depth === path.length - 1) return container;
    container = container.get(path[depth]!);
  }
}
