import { refuse } from "./errors";
import type { Doc, Value } from "./values";
import { isOperators } from "./valueTests";

/** The `$text` of a filter, if it has one. Refuses a second one, and one where it cannot be answered. */
export function textIn(filter: Doc): Value {
  const found: Value[] = [];
  collect(filter, undefined, found);
  if (found.length > 1) refuse("BadValue", "Too many text expressions");
  return found[0];
}

function collect(filter: Doc, under: "$or" | "$nor" | undefined, found: Value[]): void {
  for (const [name, condition] of filter) {
    if (name === "$text") {
      if (under === "$nor") refuse("BadValue", "text expression not allowed in nor");
      if (under === "$or") refuse("CommandNotSupported", "$text inside $or is not supported by this store");
      found.push(condition);
    } else if ((name === "$and" || name === "$or" || name === "$nor") && Array.isArray(condition)) {
      const within = name === "$and" ? under : name;
      for (const part of condition) if (part instanceof Map) collect(part, within, found);
    }
  }
}

/** The rest of a filter, for documents that a search has found. */
export function withoutText(filter: Doc): Doc {
  const rest: Doc = new Map();
  for (const [name, condition] of filter) {
    if (name === "$text") continue;
    rest.set(
      name,
      name === "$and" && Array.isArray(condition)
        ? condition.map((part) => (part instanceof Map ? withoutText(part) : part))
        : condition,
    );
  }
  return rest;
}

/** True if a `$text` stands anywhere in a value. */
export function mentionsText(value: Value): boolean {
  if (Array.isArray(value)) return value.some(mentionsText);
  if (!(value instanceof Map)) return false;
  return [...value].some(([name, inner]) => name === "$text" || mentionsText(inner));
}

/** What a filter says a field is equal to: nothing, or a list with that value. */
export function equalityOn(filter: Doc, path: string): [Value] | undefined {
  for (const [name, condition] of filter) {
    if (name === "$and") {
      for (const part of condition as Doc[]) {
        const found = equalityOn(part, path);
        if (found) return found;
      }
    } else if (name === path) {
      const found = equalityOf(condition);
      if (found) return found;
    }
  }
  return undefined;
}

function equalityOf(condition: Value): [Value] | undefined {
  if (!isOperators(condition)) return isPattern(condition) ? undefined : [condition];
  if (condition.has("$eq")) return [condition.get("$eq")];
  const members = condition.get("$in");
  return Array.isArray(members) && members.length === 1 && !isPattern(members[0]) ? [members[0]] : undefined;
}

function isPattern(value: Value): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    (value as { _bsontype?: string })._bsontype === "BSONRegExp"
  );
}
