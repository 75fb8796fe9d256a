import { refuse } from "./errors";
import { compileExpression, truth, type Variables, valueAt } from "./expressions";
import type { Doc, Value } from "./values";

/** Sets fields by dotted paths; what an expression leaves out is not set. */
export function addFields(fields: Doc, variables: Variables): (doc: Doc) => Doc {
  const expressions = [...fields].map(([path, value]) => ({
    parts: path.split("."),
    expression: compileExpression(value),
  }));
  if (expressions.length === 0) refuse(40177, "$set specification must have at least one field");
  return (doc) => {
    const values = expressions.map(({ expression }) => expression(doc, variables));
    let result = doc;
    for (const [i, { parts }] of expressions.entries()) result = setAt(result, parts, 0, values[i]) as Doc;
    return result;
  };
}

function setAt(target: Value, parts: string[], index: number, value: Value): Value {
  if (index === parts.length) return value;
  if (Array.isArray(target)) return target.map((element) => setAt(element, parts, index, value));
  const result: Doc = target instanceof Map ? new Map(target) : new Map();
  const fresh = setAt(result.get(parts[index]!), parts, index + 1, value);
  if (fresh === undefined) result.delete(parts[index]!);
  else result.set(parts[index]!, fresh);
  return result;
}

/** Makes one document for each element of an array, as `$unwind` does. */
export function unwind(operand: Value): (doc: Doc) => Doc[] {
  const path = operand instanceof Map ? operand.get("path") : operand;
  if (typeof path !== "string" || !path.startsWith("$"))
    refuse(28818, "path option to $unwind stage should be prefixed with a '$'");
  const parts = path.slice(1).split(".");
  const keeps = operand instanceof Map && truth(operand.get("preserveNullAndEmptyArrays"));
  const indexField = operand instanceof Map ? operand.get("includeArrayIndex") : undefined;
  const withIndex = (doc: Doc, index: Value) =>
    typeof indexField === "string" ? (setAt(doc, indexField.split("."), 0, index) as Doc) : doc;
  return (doc) => {
    const value = valueAt(doc, parts, 0);
    if (Array.isArray(value) && value.length > 0)
      return value.map((element, i) => withIndex(setAt(doc, parts, 0, element) as Doc, BigInt(i)));
    if (value === undefined || value === null || Array.isArray(value)) {
      if (!keeps) return [];
      return [withIndex(Array.isArray(value) ? (setAt(doc, parts, 0, undefined) as Doc) : doc, null)];
    }
    return [withIndex(doc, null)];
  };
}
