import { refuse } from "./errors";
import { compileFilter } from "./match";
import { wildcard } from "./textDefinition";
import { completeTextSpec, isTextKey, textOptions } from "./textSpec";
import { type Doc, isNumber, toNumber, type Value } from "./values";

const knownOptions = new Set([
  "v",
  "key",
  "name",
  "unique",
  "sparse",
  "partialFilterExpression",
  "expireAfterSeconds",
  "background",
  "hidden",
  "ns",
]);

/** Checks a wanted index and completes it, refusing kinds and options the store does not have. */
export function checkIndexSpec(spec: Doc): Doc {
  const key = spec.get("key");
  if (!(key instanceof Map) || key.size === 0)
    refuse(
      key instanceof Map ? "CannotCreateIndex" : "FailedToParse",
      "Index keys cannot be an empty object",
    );
  checkKey(key);
  const text = isTextKey(key) ? completeTextSpec(spec) : undefined;
  for (const option of spec.keys())
    if (!knownOptions.has(option) && !(text && textOptions.has(option)))
      refuse("InvalidIndexSpecificationOption", `Index option '${option}' is not supported by this store`);
  const name = spec.get("name");
  if (typeof name !== "string" || name === "")
    refuse("FailedToParse", "The 'name' field is a required property of an index specification");
  const seconds = spec.get("expireAfterSeconds");
  if (seconds !== undefined) checkExpiry(seconds, text?.key ?? key);
  const partial = spec.get("partialFilterExpression");
  if (partial !== undefined) {
    if (!(partial instanceof Map))
      refuse("TypeMismatch", "The field 'partialFilterExpression' must be an object");
    if (spec.get("sparse") === true)
      refuse("CannotCreateIndex", 'cannot mix "partialFilterExpression" and "sparse" options');
    checkPartialFilter(partial);
    compileFilter(partial);
  }
  const clean: Doc = new Map<string, Value>([
    ["v", 2],
    ["key", text?.key ?? key],
    ["name", name],
  ]);
  if (text && truthy(spec.get("unique")))
    refuse("CannotCreateIndex", "A unique text index is not supported by this store");
  if (truthy(spec.get("unique"))) clean.set("unique", true);
  if (truthy(spec.get("sparse"))) clean.set("sparse", true);
  if (partial !== undefined) clean.set("partialFilterExpression", partial);
  if (seconds !== undefined) clean.set("expireAfterSeconds", seconds);
  if (truthy(spec.get("hidden"))) clean.set("hidden", true);
  for (const [option, value] of text?.options ?? []) clean.set(option, value);
  return clean;
}

function checkKey(key: Doc): void {
  if (key.size > 32) refuse("CannotCreateIndex", "Too many fields in the index key");
  for (const [field, direction] of key) {
    if (direction === "text" && (field === wildcard || field === "_fts")) continue;
    if (typeof direction === "string" && direction !== "text")
      refuse("CannotCreateIndex", `Index type '${direction}' is not supported by this store`);
    if (!isNumber(direction) && direction !== "text")
      refuse("CannotCreateIndex", "Values in v:2 index key pattern must be numbers or strings");
    if (isNumber(direction) && (toNumber(direction) === 0 || Number.isNaN(toNumber(direction))))
      refuse("CannotCreateIndex", "Values in the index key pattern cannot be 0.");
    if (field === "") refuse("CannotCreateIndex", "Index keys cannot be an empty field.");
    if (field.startsWith("$") || field.includes("$**"))
      refuse("CannotCreateIndex", `Index field '${field}' is not supported by this store`);
    for (const part of field.split("."))
      if (part === "") refuse("CannotCreateIndex", "Index keys cannot contain an empty field.");
  }
}

function checkExpiry(seconds: Value, key: Doc): void {
  if (!isNumber(seconds)) refuse("TypeMismatch", "expireAfterSeconds must be a number");
  if (toNumber(seconds) < 0)
    refuse("CannotCreateIndex", "TTL index 'expireAfterSeconds' cannot be less than 0.");
  if (key.size !== 1)
    refuse("CannotCreateIndex", "TTL indexes are single-field indexes, compound indexes do not support TTL.");
}

const partialOperators = new Set(["$eq", "$gt", "$gte", "$lt", "$lte", "$in", "$exists", "$type"]);

function checkPartialFilter(filter: Doc): void {
  for (const [name, condition] of filter) {
    if (name === "$and" || name === "$or") {
      for (const part of condition as Doc[]) checkPartialFilter(part);
    } else if (name.startsWith("$")) {
      refuse("CannotCreateIndex", `unsupported expression in partial index: ${name}`);
    } else if (condition instanceof Map) {
      for (const [operator, operand] of condition) {
        if (!operator.startsWith("$")) break;
        if (!partialOperators.has(operator) || (operator === "$exists" && !truthy(operand)))
          refuse("CannotCreateIndex", `unsupported expression in partial index: ${operator}`);
      }
    }
  }
}

function truthy(value: Value): boolean {
  return value === true || (isNumber(value) && toNumber(value) !== 0);
}
