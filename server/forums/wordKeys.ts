import { stemmer as stemSpanish } from "@orama/stemmers/spanish";
import { stem as stemEnglish } from "porter2";
import type { WrittenLanguage } from "./writtenLanguage";

/**
 * Tells what a word is known by in a language: its stem as it is written and as it is without accents. The stemmers are
 * those of the Snowball project, which MongoDB's text indexes find words by, so what was found is also marked. People
 * say the same words again and again, so those met lately are remembered: finding the line costs a third of a search
 * otherwise.
 */
export function keysIn(language: WrittenLanguage): (word: string) => readonly string[] {
  const stem = language === "es" ? stemSpanish : stemEnglish;
  const words = remembered[language];
  return (word) => {
    const known = words.lately.get(word);
    if (known !== undefined) return known;
    const keys = words.before.get(word) ?? keysWith(stem, word);
    if (word.length <= LONGEST) remember(words, word, keys);
    return keys;
  };
}

function keysWith(stem: (word: string) => string, word: string): string[] {
  const lower = word.toLowerCase().replace(/['’]s$/, "");
  return [...new Set([fold(stem(lower)), stem(fold(lower))])];
}

/** The letter with which a word begins, and so everything that it is known by; empty where that is no plain one. */
export function beginningOf(word: string): string {
  const letter = word.charAt(0).toLowerCase().charAt(0);
  return letter < "\u0080" ? letter : "";
}

/** A text without accents and capitals. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** Words of a language that are remembered: those met since the last turn, and those of the turn before. */
interface Remembered {
  lately: Map<string, readonly string[]>;
  before: Map<string, readonly string[]>;
}

const remembered: Record<WrittenLanguage, Remembered> = {
  en: { lately: new Map(), before: new Map() },
  es: { lately: new Map(), before: new Map() },
};

/** Words of one turn. */
const MOST = 10_000;
/** What is longer is no word that is said again, and would only fill the memory. */
const LONGEST = 40;

function remember(words: Remembered, word: string, keys: readonly string[]): void {
  if (words.lately.size >= MOST) {
    words.before = words.lately;
    words.lately = new Map();
  }
  words.lately.set(word, keys);
}
