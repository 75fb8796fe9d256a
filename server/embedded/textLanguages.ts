import { stemmer as stemSpanish } from "@orama/stemmers/spanish";
import { stem as stemEnglish } from "porter2";
import { englishStopWords, spanishStopWords } from "./stopWords";
import { classOf, delimiters } from "./textCharacters";

/**
 * How the words of a language are found, and which of them count as the same. Stored postings rest on it, the
 * stemmers included: what finds or stems words differently needs a new format of the file.
 */
export interface TextLanguage {
  name: string;
  /** Finds the words of a text; the apostrophe belongs to English ones. */
  words: RegExp;
  stopWords: ReadonlySet<string>;
  stem(word: string): string;
}

const others = delimiters.replace("20-2f", "20-26 28-2f");
const words = new RegExp(`[^${classOf(delimiters)}]+`, "gu");

const english: TextLanguage = {
  name: "english",
  words: new RegExp(`[^${classOf(others)}]+`, "gu"),
  stopWords: englishStopWords,
  stem: remembering(stemEnglish),
};
const spanish: TextLanguage = {
  name: "spanish",
  words,
  stopWords: spanishStopWords,
  stem: remembering(stemSpanish),
};
const none: TextLanguage = { name: "none", words, stopWords: new Set(), stem: (word) => word };

const languages = new Map([
  ["english", english],
  ["en", english],
  ["spanish", spanish],
  ["es", spanish],
  ["none", none],
]);

/** The language of a name or a two-letter code, in whatever case; nothing if this store does not have it. */
export function textLanguage(name: string): TextLanguage | undefined {
  return languages.get(name.toLowerCase());
}

const mostRemembered = 20_000;

/** The same words come again and again; the memory of them is bounded. */
function remembering(stem: (word: string) => string): (word: string) => string {
  const stems = new Map<string, string>();
  return (word) => {
    const known = stems.get(word);
    if (known !== undefined) return known;
    if (stems.size >= mostRemembered) stems.clear();
    const found = stem(word);
    if (word.length <= 64) stems.set(word, found);
    return found;
  };
}
