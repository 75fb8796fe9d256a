import type { MessageFormatElement } from "react-intl";
import type { Language } from "#shared/languages";

/** What one language says. */
export interface Catalogue {
  /** Every message of the pages by its key; parsed ahead by the build. */
  messages: Record<string, string> | Record<string, MessageFormatElement[]>;
  /** What the shared schemas and the server say in English, in this language. */
  sentences: Readonly<Record<string, string>>;
}

const doors: Record<Language, () => Promise<Catalogue>> = {
  en: async () => ({ messages: (await import("./en.json")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([import("./es.json"), import("./sentences.es.json")]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

const loaded = new Map<Language, Catalogue>();

/** The catalogue where it is already here, else null. */
export function catalogueOf(language: Language): Catalogue | null {
  return loaded.get(language) ?? null;
}

/** Fetches a language's catalogue once. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const known = loaded.get(language);
  if (known) return known;
  const catalogue = await doors[language]();
  loaded.set(language, catalogue);
  return catalogue;
}
