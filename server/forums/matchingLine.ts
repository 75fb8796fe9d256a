import { beginningOf, fold, keysIn } from "./wordKeys";
import { isSmallWord, type WrittenLanguage } from "./writtenLanguage";

/** A line of a text, and from where to where in it stands what was looked for. */
export interface MatchingLine {
  text: string;
  /** In UTF-16 units, in order and apart. */
  marks: [from: number, to: number][];
}

/** How long a line may be that stands beside a result. */
const LONGEST = 220;
/** How much of it stands before the first word that was looked for. */
const LEAD = 60;

/**
 * The line of a text in which the most of what was looked for stands, with its words marked as the store has found
 * them: whatever their ending, and with or without accents. Of a text that was found by its title, how it begins.
 */
export function matchingLineOf(text: string, search: string, language: WrittenLanguage): MatchingLine {
  const { terms, phrases } = readSearch(search, language);
  const termOf = finder(terms, language);

  let best = { line: "", words: [] as Word[], worth: -1 };
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "") continue;
    const words = wordsOf(line).filter(({ word }) => termOf(word) !== undefined);
    const found = new Set(words.map(({ word }) => termOf(word)));
    const folded = phrases.length > 0 ? fold(line) : "";
    const worth = found.size + 100 * phrases.filter((phrase) => folded.includes(phrase)).length;
    if (worth > best.worth) best = { line, words, worth };
  }
  return cut(best.line, best.words);
}

/** The words of a text that were looked for, as they stand in it, each once. */
export function matchingWordsOf(text: string, search: string, language: WrittenLanguage): string[] {
  const termOf = finder(readSearch(search, language).terms, language);
  const found = wordsOf(text).filter(({ word }) => termOf(word) !== undefined);
  return [...new Set(found.map(({ word }) => word))];
}

/** Tells which of the terms a word is, whatever its ending and its accents. How it begins rules most words out at little cost. */
function finder(terms: readonly string[], language: WrittenLanguage): (word: string) => string | undefined {
  const keysOf = keysIn(language);
  const wanted = new Map(terms.flatMap((term) => keysOf(term).map((key) => [key, term] as const)));
  const beginnings = new Set([...wanted.keys()].map(beginningOf));
  return (word) => {
    const beginning = beginningOf(word);
    if (beginning !== "" && !beginnings.has(beginning)) return undefined;
    const key = keysOf(word).find((one) => wanted.has(one));
    return key && wanted.get(key);
  };
}

interface Word {
  word: string;
  at: number;
}

/** The words that are looked for, and the phrases; none of those that must not be there. */
function readSearch(search: string, language: WrittenLanguage): { terms: string[]; phrases: string[] } {
  const positive = search.replace(/(^|\s)-("[^"]*"?|\S+)/g, " ");
  const phrases = [...positive.matchAll(/"([^"]+)"/g)].map(([, phrase = ""]) => fold(phrase.trim()));
  const terms = wordsOf(positive).map(({ word }) => word);
  const telling = terms.filter((term) => !isSmallWord(term, language));
  return { terms: telling.length > 0 ? telling : terms, phrases };
}

function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{M}]+)*/gu)].map(({ 0: word, index }) => ({
    word,
    at: index,
  }));
}

/** A line that is too long begins a little before its first mark and ends with a whole word. */
function cut(line: string, words: readonly Word[]): MatchingLine {
  const start = startOf(line, words[0]?.at ?? 0);
  const end = endOf(line, start);
  const [before, after] = [start > 0 ? "…" : "", end < line.length ? "…" : ""];
  const shift = before.length - start;
  const marks = words
    .filter(({ at, word }) => at >= start && at + word.length <= end)
    .map(({ at, word }): [number, number] => [at + shift, at + word.length + shift]);
  return { text: `${before}${line.slice(start, end)}${after}`, marks };
}

function startOf(line: string, first: number): number {
  if (line.length <= LONGEST || first <= LEAD) return 0;
  const from = Math.min(first - LEAD, line.length - LONGEST);
  const space = line.indexOf(" ", from);
  return space === -1 || space >= first ? first : space + 1;
}

function endOf(line: string, start: number): number {
  if (line.length - start <= LONGEST) return line.length;
  const space = line.lastIndexOf(" ", start + LONGEST);
  if (space > start + LONGEST / 2) return space;
  // A line without spaces is not cut within a character.
  const end = start + LONGEST;
  return /[\uD800-\uDBFF]/.test(line[end - 1] ?? "") ? end - 1 : end;
}
