import { refuse } from "./errors";
import type { TextDefinition } from "./textDefinition";
import { type TextLanguage, textLanguage } from "./textLanguages";
import type { Doc, Value } from "./values";

/** One string of a document, in its language, with what its field weighs. */
export interface FieldText {
  text: string;
  language: TextLanguage;
  weight: number;
}

/** Every string of a document that an index reads. Refuses languages that the store does not have. */
export function textsOf(definition: TextDefinition, doc: Doc): FieldText[] {
  const texts: FieldText[] = [];
  readFields(definition, doc, "", languageOf(definition, doc, definition.language), texts);
  return texts;
}

function readFields(
  definition: TextDefinition,
  doc: Doc,
  parent: string,
  language: TextLanguage,
  texts: FieldText[],
): void {
  for (const [name, value] of doc) {
    // With a wildcard the name of the language would be a text as any other.
    if (definition.isWildcard && name === definition.languageField) continue;
    readValue(definition, value, parent === "" ? name : `${parent}.${name}`, language, false, texts);
  }
}

function readValue(
  definition: TextDefinition,
  value: Value,
  path: string,
  language: TextLanguage,
  isElement: boolean,
  texts: FieldText[],
): void {
  const weight = definition.weights.get(path);
  if (typeof value === "string") {
    if (weight !== undefined || definition.isWildcard)
      texts.push({ text: value, language, weight: weight ?? 1 });
  } else if (value instanceof Map) {
    if (!definition.isWildcard && !leadsOn(definition, path)) return;
    readFields(definition, value, path, languageOf(definition, value, language), texts);
  } else if (Array.isArray(value)) {
    // An array within an array is only read by a wildcard.
    if (isElement && !definition.isWildcard) return;
    if (!definition.isWildcard && weight === undefined && !leadsOn(definition, path)) return;
    for (const element of value) readValue(definition, element, path, language, true, texts);
  }
}

function leadsOn(definition: TextDefinition, path: string): boolean {
  for (const weighted of definition.weights.keys()) if (weighted.startsWith(`${path}.`)) return true;
  return false;
}

/** A document, and each document in it, may name its language; what it does not name it has from outside. */
function languageOf(definition: TextDefinition, doc: Doc, outer: TextLanguage): TextLanguage {
  const name = doc.get(definition.languageField);
  if (name === undefined) return outer;
  if (typeof name !== "string")
    refuse(17261, "found language override field in document with non-string type");
  return textLanguage(name) ?? refuse(17262, `language override unsupported: ${name}`);
}
