import { refuse } from "./errors";
import { type TextLanguage, textLanguage } from "./textLanguages";
import { insensitive, type Sensitivity, termsOf } from "./textTerms";
import type { Value } from "./values";

/** What a `$text` asks for. */
export interface TextQuery extends Sensitivity {
  language: TextLanguage;
  /** Any of these, as the index has them. */
  terms: string[];
  /** The same terms as the query distinguishes them; at least one must be met exactly. */
  exactTerms: ReadonlySet<string>;
  negatedTerms: ReadonlySet<string>;
  /** All of these, and none of those. */
  phrases: string[];
  negatedPhrases: string[];
}

/** Reads the operand of a `$text`; what it does not say of the language, the index does. */
export function parseText(operand: Value, fallback: TextLanguage): TextQuery {
  if (!(operand instanceof Map)) refuse("BadValue", "$text expects an object");
  const search = operand.get("$search");
  if (search === undefined) refuse("NoSuchKey", 'Missing expected field "$search"');
  if (typeof search !== "string") mistyped("$search", "string");
  const named = operand.get("$language");
  if (named !== undefined && typeof named !== "string") mistyped("$language", "string");
  const known = ["$search", "$language", "$caseSensitive", "$diacriticSensitive"];
  const sensitivity = {
    isCaseSensitive: flagOf("$caseSensitive", operand.get("$caseSensitive")),
    isDiacriticSensitive: flagOf("$diacriticSensitive", operand.get("$diacriticSensitive")),
  };
  for (const field of operand.keys()) if (!known.includes(field)) refuse("BadValue", "extra fields in $text");
  const language = named ? textLanguage(named) : fallback;
  if (!language) refuse("BadValue", `unsupported language: "${named}" for text index version 3`);
  const { positive, negative, phrases, negatedPhrases } = readSearch(search);
  return {
    ...sensitivity,
    language,
    terms: [...new Set(termsOf(positive, language, insensitive))].sort(),
    exactTerms: new Set(termsOf(positive, language, sensitivity)),
    negatedTerms: new Set(termsOf(negative, language, sensitivity)),
    phrases,
    negatedPhrases,
  };
}

function flagOf(name: string, value: Value): boolean {
  if (value !== undefined && typeof value !== "boolean") mistyped(name, "bool");
  return value === true;
}

function mistyped(name: string, type: string): never {
  refuse("TypeMismatch", `"${name}" had the wrong type. Expected ${type}`);
}

interface SearchParts {
  positive: string;
  negative: string;
  phrases: string[];
  negatedPhrases: string[];
}

/**
 * Takes a search apart. A hyphen negates where white space is before it and none after it, up to the next
 * white space; words within a phrase are also looked for by themselves, unless the phrase is negated.
 */
function readSearch(search: string): SearchParts {
  const parts: SearchParts = { positive: "", negative: "", phrases: [], negatedPhrases: [] };
  let isNegated = false;
  let phraseStart: number | undefined;
  let end = 0;
  for (const { 0: token, index } of search.matchAll(/[-"]|[^-" \n\v\f\r]+/g)) {
    const isApart = index > end || index === 0;
    end = index + token.length;
    if (token === "-") {
      if (phraseStart === undefined && isApart) isNegated = true;
    } else if (token !== '"') {
      if (phraseStart !== undefined && isNegated) continue;
      isNegated &&= !isApart;
      parts[isNegated ? "negative" : "positive"] += `${token} `;
    } else if (phraseStart !== undefined) {
      (isNegated ? parts.negatedPhrases : parts.phrases).push(search.slice(phraseStart, index));
      phraseStart = undefined;
    } else {
      isNegated &&= !isApart;
      phraseStart = index + 1;
    }
  }
  return parts;
}
