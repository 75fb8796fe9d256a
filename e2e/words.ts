import { readFileSync } from "node:fs";
import type { Language } from "#shared/languages";

const catalogues = { en: read("en"), es: read("es") };

/** Looks up what the page says in that language; `{name}`s are filled in, plurals are for the page itself. */
export function wordsOf(language: Language) {
  return (key: string, values: Record<string, string | number> = {}): string => {
    const sentence = catalogues[language][key];
    if (sentence === undefined) throw new Error(`There is no ${key} in ${language}.json.`);
    return sentence.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
  };
}

function read(language: Language): Record<string, string> {
  return JSON.parse(readFileSync(new URL(`../client/language/${language}.json`, import.meta.url), "utf8"));
}
