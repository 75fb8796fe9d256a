import { create } from "zustand";
import { persist } from "zustand/middleware";
import { type Language, languages } from "#shared/languages";

interface LanguageState {
  language: Language;
  speak(language: Language): void;
}

/** The language of this device; a person's own choice replaces it when they sign in. */
export const useLanguageStore = create<LanguageState>()(
  persist((set) => ({ language: guess(), speak: (language) => set({ language }) }), {
    name: "throughline.language",
  }),
);

/** The reader's own regional form of the language, so that dates and numbers read as at home. */
export function toLocale(language: Language): string {
  return preferred().find((tag) => tag.split("-")[0] === language) ?? HOME[language];
}

const HOME: Record<Language, string> = { en: "en-US", es: "es-US" };

function guess(): Language {
  const spoken = preferred().map((tag) => tag.split("-")[0]);
  return spoken.find((tag): tag is Language => languages.includes(tag as Language)) ?? "en";
}

function preferred(): readonly string[] {
  return typeof navigator === "undefined" ? [] : (navigator.languages ?? []);
}
