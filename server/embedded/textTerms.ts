import { toLower, withoutDiacritics } from "./textCharacters";
import type { TextLanguage } from "./textLanguages";

/** What distinguishes two terms; an index distinguishes by neither. */
export interface Sensitivity {
  isCaseSensitive: boolean;
  isDiacriticSensitive: boolean;
}

export const insensitive: Sensitivity = { isCaseSensitive: false, isDiacriticSensitive: false };

/** The terms of a text in their order: its words without stop words, stemmed, without case and diacritics. */
export function* termsOf(
  text: string,
  language: TextLanguage,
  { isCaseSensitive, isDiacriticSensitive }: Sensitivity = insensitive,
  keepsStopWords = false,
): Generator<string> {
  for (const [word] of text.matchAll(language.words)) {
    // Stop words and stems are known with their diacritics, so those go last.
    const lower = toLower(word);
    if (!keepsStopWords && language.stopWords.has(lower)) continue;
    const stem = language.stem(isCaseSensitive ? word : lower);
    yield isDiacriticSensitive ? stem : withoutDiacritics(stem);
  }
}

/** A text as phrases are looked for in it. */
export function folded(text: string, { isCaseSensitive, isDiacriticSensitive }: Sensitivity): string {
  const cased = isCaseSensitive ? text : toLower(text);
  return isDiacriticSensitive ? cased : withoutDiacritics(cased);
}
