import type { TextDefinition } from "./textDefinition";
import { type FieldText, textsOf } from "./textFields";
import { termsOf } from "./textTerms";
import type { Doc } from "./values";

/**
 * The terms of a document and what each is worth to a search for it. A search adds up the terms it finds;
 * nothing depends on other documents.
 */
export function scoresOf(definition: TextDefinition, doc: Doc): Map<string, number> {
  const scores = new Map<string, number>();
  for (const field of textsOf(definition, doc)) addField(field, scores);
  return scores;
}

/** Every repetition counts half of the one before, and a term counts more where it is much of its field. */
function addField({ text, language, weight }: FieldText, scores: Map<string, number>): void {
  const counts = new Map<string, number>();
  let all = 0;
  for (const term of termsOf(text, language)) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
    all++;
  }
  for (const [term, count] of counts) {
    const frequency = 2 - 2 ** (1 - count);
    const share = (0.5 * count) / all + 0.5;
    const bonus = isWholeField(text, term) ? 1.1 : 1;
    scores.set(term, (scores.get(term) ?? 0) + weight * frequency * share * bonus);
  }
}

function isWholeField(text: string, term: string): boolean {
  return (
    text.length === term.length &&
    Buffer.byteLength(text) === Buffer.byteLength(term) &&
    asciiLower(text) === asciiLower(term)
  );
}

function asciiLower(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}
