/** A language in which what people write is looked for. */
export const writtenLanguages = ["en", "es"] as const;
export type WrittenLanguage = (typeof writtenLanguages)[number];

/**
 * The language in which a text seems to be written, by the small words that every sentence has. Of a text without any
 * it matters little: its words are found as they stand in either.
 */
export function writtenLanguageOf(text: string): WrittenLanguage {
  const counts = { en: 0, es: 0 };
  for (const word of text
    .slice(0, MOST_READ)
    .toLowerCase()
    .match(/[\p{L}\p{M}]+/gu) ?? [])
    for (const language of writtenLanguages) if (SMALL_WORDS[language].has(word)) counts[language] += 1;
  return counts.es > counts.en || (counts.es === counts.en && /[ñ¿¡áíóú]/i.test(text)) ? "es" : "en";
}

/** One of the words that every sentence has, and that nobody looks for. */
export function isSmallWord(word: string, language: WrittenLanguage): boolean {
  return SMALL_WORDS[language].has(word.toLowerCase());
}

/** A text is in one language long before its end. */
const MOST_READ = 4_000;

/** None of these is a word of both. */
const SMALL_WORDS: Record<WrittenLanguage, ReadonlySet<string>> = {
  en: new Set(
    "the and of to in is it that for was with on as at by from or are be this we you they our your their have had not but what which how do does did would could should about there when who i my us an if will can been more".split(
      " ",
    ),
  ),
  es: new Set(
    "el la los las un una unos unas y de del en que es se por para con su sus lo al como más pero está están son fue ha han hay nos nuestra nuestro nuestros nuestras muy qué cómo cuándo quién este esta estos estas ese esa eso cada entre sobre también ya porque cuando sin mi tu yo ustedes ellos".split(
      " ",
    ),
  ),
};
