/**
 * Text search, slow and obvious, written from MongoDB's manual: it reads every document and knows the words it
 * may meet by heart.
 */

/** The words of these tests in lower case: how many letters their English stem is shorter, and the stop words. */
const endings: Record<string, number> = {
  tree: 0,
  trees: 1,
  walk: 0,
  walking: 3,
  café: 0,
  cafés: 1,
  cafe: 0,
  año: 0,
  b: 0,
};
const stops = ["the", "and"];

/** What a text may be made of. */
export const vocabulary = [
  ...Object.keys(endings),
  ...stops,
  ...["Tree", "TREES", "Café", "CAFÉS", "Año", "The"],
];

export interface ReferenceDocument {
  language?: "none" | "english";
  title?: string | string[];
  part?: { language?: "none" | "english"; body?: string };
}

export interface ReferenceSearch {
  words: string[];
  phrases: string[];
  negatedWords: string[];
  negatedPhrases: string[];
  isCaseSensitive: boolean;
  isDiacriticSensitive: boolean;
}

export interface Weights {
  title: number;
  body: number;
}

interface Field {
  text: string;
  language: "none" | "english";
  weight: number;
}

const bare = (text: string) => text.replaceAll(/[éÉ]/g, "e").replaceAll(/[ñÑ]/g, "n");

function fieldsOf(document: ReferenceDocument, weights: Weights): Field[] {
  const language = document.language ?? "english";
  const titles = document.title === undefined ? [] : [document.title].flat();
  const fields: Field[] = titles.map((text) => ({ text, language, weight: weights.title }));
  if (document.part?.body !== undefined)
    fields.push({
      text: document.part.body,
      language: document.part.language ?? language,
      weight: weights.body,
    });
  return fields;
}

function stemmed(word: string, language: string, search?: ReferenceSearch): string {
  const lower = word.toLowerCase();
  // A capital hides an ending from the stemmer, as it does in MongoDB.
  const known = search?.isCaseSensitive && word.slice(-3) !== lower.slice(-3) ? 0 : endings[lower];
  const stem = word.slice(0, word.length - (language === "english" ? (known ?? 0) : 0));
  const cased = search?.isCaseSensitive ? stem : stem.toLowerCase();
  return search?.isDiacriticSensitive ? cased : bare(cased);
}

const wordsOf = (text: string) => text.split(/[ ,.!-]+/).filter((word) => word !== "");
const isStop = (word: string, language: string) =>
  language === "english" && stops.includes(word.toLowerCase());

/** The score of a document, or nothing if it is not what is searched for. */
export function referenceScore(
  document: ReferenceDocument,
  weights: Weights,
  search: ReferenceSearch,
): number | undefined {
  const fields = fieldsOf(document, weights);
  const wanted = [...search.words, ...search.phrases.flatMap(wordsOf)].filter(
    (word) => !isStop(word, "english"),
  );
  const terms = new Set(wanted.map((word) => stemmed(word, "english")));
  let score = 0;
  for (const { text, language, weight } of fields) {
    const stems = wordsOf(text)
      .filter((word) => !isStop(word, language))
      .map((word) => stemmed(word, language));
    for (const term of terms) {
      const count = stems.filter((stem) => stem === term).length;
      let frequency = 0;
      for (let i = 0; i < count; i++) frequency += 1 / 2 ** i;
      const isWhole = text.toLowerCase() === term && bare(text) === text;
      if (count > 0) score += weight * frequency * ((0.5 * count) / stems.length + 0.5) * (isWhole ? 1.1 : 1);
    }
  }
  if (score === 0) return undefined;
  const has = (words: string[]) =>
    fields.some(({ text, language }) =>
      wordsOf(text).some((word) =>
        words.map((each) => stemmed(each, "english", search)).includes(stemmed(word, language, search)),
      ),
    );
  const fold = (text: string) => {
    const cased = search.isCaseSensitive ? text : text.toLowerCase();
    return search.isDiacriticSensitive ? cased : bare(cased);
  };
  const hasPhrase = (phrase: string) => fields.some(({ text }) => fold(text).includes(fold(phrase)));
  const negated = search.negatedWords.filter((word) => !isStop(word, "english"));
  if (!has(wanted) || has(negated)) return undefined;
  if (!search.phrases.every(hasPhrase) || search.negatedPhrases.some(hasPhrase)) return undefined;
  return score;
}

/** The search as one writes it. */
export function written(search: ReferenceSearch): string {
  return [
    ...search.words,
    ...search.phrases.map((phrase) => `"${phrase}"`),
    ...search.negatedWords.map((word) => `-${word}`),
    ...search.negatedPhrases.map((phrase) => `-"${phrase}"`),
  ].join(" ");
}
