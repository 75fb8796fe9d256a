import { refuse } from "./errors";
import { wildcard } from "./textDefinition";
import { textLanguage } from "./textLanguages";
import { type Doc, isNumber, toNumber, type Value } from "./values";

/** The options that only text indexes have. */
export const textOptions = new Set(["weights", "default_language", "language_override", "textIndexVersion"]);

/** True if the keys are those of a text index, as asked for or as stored. */
export function isTextKey(key: Doc): boolean {
  return [...key.values()].includes("text");
}

/** The keys and options under which a text index is stored and listed; refuses what cannot be one. */
export function completeTextSpec(spec: Doc): { key: Doc; options: Doc } {
  const key = spec.get("key") as Doc;
  checkOrder([...key]);
  const stored: Doc = new Map();
  for (const [field, direction] of key) {
    if (direction !== "text") stored.set(field, direction);
    else if (!stored.has("_fts")) stored.set("_fts", "text").set("_ftsx", 1);
  }
  const complete: Doc = new Map<string, Value>([
    ["weights", weightsOf(key, spec.get("weights"))],
    ["default_language", defaultLanguage(spec.get("default_language"))],
    ["language_override", languageOverride(spec.get("language_override"))],
  ]);
  checkVersion(spec.get("textIndexVersion"));
  // What was asked for keeps its place, what was left unsaid follows.
  const named = [...spec.keys()].filter((option) => complete.has(option));
  const options: Doc = new Map(
    [...new Set([...named, ...complete.keys()])].map((option) => [option, complete.get(option)]),
  );
  return { key: stored, options: options.set("textIndexVersion", 3) };
}

/** Fields to be equal to, then the text, then others. */
function checkOrder(fields: [string, Value][]): void {
  const first = fields.findIndex(([, direction]) => direction === "text");
  const isStored = fields[first]![0] === "_fts";
  if (isStored && (fields[first + 1]?.[0] !== "_ftsx" || !isOne(fields[first + 1]![1])))
    cannot("expected _ftsx after _fts in text index key pattern");
  let ended = false;
  for (const [i, [field, direction]] of fields.entries()) {
    const isOwn = isStored && (i === first || i === first + 1);
    if (!isOwn && (field === "_fts" || field === "_ftsx"))
      cannot("text index with reserved fields _fts/_ftsx not allowed");
    if (direction === "text") {
      if (ended) cannot("'text' fields in text index must all be adjacent");
    } else {
      ended ||= i > first;
      if (!isNumber(direction) || Math.abs(Math.trunc(toNumber(direction))) !== 1)
        cannot("expected value 1 or -1 for non-text key in compound index");
    }
  }
}

function isOne(value: Value): boolean {
  return isNumber(value) && toNumber(value) === 1;
}

function weightsOf(key: Doc, wanted: Value): Doc {
  const weights = new Map<string, number>();
  for (const [field, direction] of key) if (direction === "text" && field !== "_fts") weights.set(field, 1);
  if (wanted instanceof Map) {
    for (const [path, weight] of wanted) {
      if (!isNumber(weight)) cannot("weight for text index needs numeric type");
      weights.set(path, Math.trunc(toNumber(weight)));
    }
  } else if (wanted === wildcard) weights.set(wildcard, 1);
  else if (wanted !== undefined) cannot("text index option 'weights' must be an object");
  if (weights.size === 0) cannot("text index option 'weights' must specify fields or the wildcard");
  for (const [path, weight] of weights) checkWeight(path, weight);
  return new Map([...weights].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
}

function checkWeight(path: string, weight: number): void {
  if (!(weight > 0 && weight < 100_000))
    cannot(`text index weight must be in the exclusive interval (0,100000) but found: ${weight}`);
  if (path === wildcard) return;
  if (path === "") cannot("weight cannot be on an empty field");
  for (const part of path.split(".")) {
    if (part === "") cannot("weight cannot have empty path component");
    if (part.startsWith("$")) cannot("weight cannot have path component with $ prefix");
  }
}

function defaultLanguage(wanted: Value): string {
  if (wanted === undefined) return "english";
  if (typeof wanted !== "string") cannot("default_language needs a string type");
  if (!textLanguage(wanted))
    cannot(`default_language is not valid: '${wanted}' is not supported by this store`);
  return wanted;
}

function languageOverride(wanted: Value): string {
  if (wanted === undefined) return "language";
  if (typeof wanted !== "string") cannot("language_override must be a string");
  if (wanted === "" || wanted.startsWith("$") || wanted.includes("."))
    cannot("language_override is not valid");
  return wanted;
}

function checkVersion(wanted: Value): void {
  if (wanted === undefined) return;
  if (!isNumber(wanted)) cannot("text index option 'textIndexVersion' must be a number");
  if (toNumber(wanted) !== 3) cannot(`textIndexVersion ${toNumber(wanted)} is not supported by this store`);
}

function cannot(reason: string): never {
  refuse("CannotCreateIndex", reason);
}
