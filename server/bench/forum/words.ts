import type { RichTextDocument, RichTextNode } from "#shared/richText/document";

/** Gives numbers from 0 to less than 1. */
export type Chance = () => number;

/** Chance that falls the same way in each run, so that two forums differ by their size alone. (mulberry32) */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export type Language = "en" | "es";

/** A made-up word by how common it is, 0 first. The same rank is always the same word. */
export function wordOf(language: Language, rank: number): string {
  return VOCABULARY[language][rank] as string;
}

/** A title of a few words. */
export function titleOf(chance: Chance, language: Language): string {
  return sentence(chance, language, 5 + Math.floor(chance() * 5)).slice(0, -1);
}

/** What somebody writes: some paragraphs, now and then with emphasis, a link or a list. */
export function documentOf(chance: Chance, language: Language): RichTextDocument {
  const content = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => paragraph(chance, language));
  if (chance() < 0.15) {
    const items = Array.from({ length: 3 }, (): RichTextNode => {
      return { type: "listItem", content: [toParagraph([text(sentence(chance, language, 6))])] };
    });
    content.push({ type: "bulletList", content: items });
  }
  return { type: "doc", content };
}

function paragraph(chance: Chance, language: Language): RichTextNode {
  const sentences = Array.from({ length: 2 + Math.floor(chance() * 3) }, () =>
    sentence(chance, language, 7 + Math.floor(chance() * 9)),
  );
  const words = text(sentences.join(" "));
  const aside = chance();
  if (aside < 0.15)
    return toParagraph([words, { ...text(` ${content(chance, language)}`), marks: [{ type: "bold" }] }]);
  if (aside < 0.2) {
    const attrs = { href: `https://${content(chance, language)}.example/` };
    return toParagraph([words, text(" "), { ...text("example"), marks: [{ type: "link", attrs }] }]);
  }
  return toParagraph([words]);
}

function sentence(chance: Chance, language: Language, words: number): string {
  const said = Array.from({ length: words }, (_, place) =>
    place % 2 === 0 ? small(chance, language) : content(chance, language),
  ).join(" ");
  return `${said[0]?.toUpperCase()}${said.slice(1)}.`;
}

/** Few words are said often and many seldom, as in any language. */
function content(chance: Chance, language: Language): string {
  return wordOf(language, Math.floor(chance() ** 3 * VOCABULARY_SIZE));
}

function small(chance: Chance, language: Language): string {
  const words = SMALL_WORDS[language];
  return words[Math.floor(chance() * words.length)] as string;
}

function text(words: string): RichTextNode {
  return { type: "text", text: words };
}

function toParagraph(content: RichTextNode[]): RichTextNode {
  return { type: "paragraph", content };
}

const SMALL_WORDS: Record<Language, readonly string[]> = {
  en: "the and of to in we that for with as at from our which when about how if".split(" "),
  es: "el la los de y en que se por para con su nos cada sobre cuando porque muy".split(" "),
};

/** Words of each language. */
const VOCABULARY_SIZE = 20_000;

const SYLLABLES = "ba cor del fen gri hal jun kel lor mas nim pra quil ros sel tor vin wes yar zan".split(
  " ",
);
const ENDINGS: Record<Language, readonly string[]> = {
  en: ["", "s", "ing", "ed", "er", "ness", "ly", "ment"],
  es: ["a", "o", "as", "os", "ar", "ado", "ción", "mente"],
};

const VOCABULARY: Record<Language, readonly string[]> = { en: makeWords("en", 1), es: makeWords("es", 2) };

function makeWords(language: Language, seed: number): string[] {
  const chance = chanceFrom(seed);
  const pick = (from: readonly string[]) => from[Math.floor(chance() * from.length)] as string;
  const words = new Set<string>();
  while (words.size < VOCABULARY_SIZE) {
    const syllables = Array.from({ length: 2 + Math.floor(chance() * 2) }, () => pick(SYLLABLES));
    words.add(syllables.join("") + pick(ENDINGS[language]));
  }
  return [...words];
}
