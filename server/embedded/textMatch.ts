import type { TextDefinition } from "./textDefinition";
import { type FieldText, textsOf } from "./textFields";
import type { TextQuery } from "./textQuery";
import { folded, termsOf } from "./textTerms";
import type { Doc } from "./values";

/** True if the postings alone cannot say which documents a query means. */
export function looksAtDocuments(query: TextQuery): boolean {
  return (
    query.isCaseSensitive ||
    query.isDiacriticSensitive ||
    query.negatedTerms.size + query.phrases.length + query.negatedPhrases.length > 0
  );
}

/** Tells whether a document is what a `$text` asks for, by reading its texts. */
export function textMatcher(definition: TextDefinition, query: TextQuery): (doc: Doc) => boolean {
  const phrases = query.phrases.map((phrase) => folded(phrase, query));
  const negatedPhrases = query.negatedPhrases.map((phrase) => folded(phrase, query));
  return (doc) => {
    const fields = textsOf(definition, doc);
    if (!hasTerm(fields, query.exactTerms, query) || hasTerm(fields, query.negatedTerms, query)) return false;
    if (phrases.length + negatedPhrases.length === 0) return true;
    const texts = fields.map((field) => folded(field.text, query));
    const has = (phrase: string) => texts.some((text) => text.includes(phrase));
    return phrases.every(has) && !negatedPhrases.some(has);
  };
}

function hasTerm(fields: FieldText[], wanted: ReadonlySet<string>, query: TextQuery): boolean {
  if (wanted.size === 0) return false;
  for (const { text, language } of fields)
    for (const term of termsOf(text, language, query, true)) if (wanted.has(term)) return true;
  return false;
}
