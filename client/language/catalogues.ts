import type { MessageFormatElement } from "react-intl";
import type { Language } from "#shared/languages";

/** Every message by its key; parsed ahead by the build. */
export type Catalogue = Record<string, string> | Record<string, MessageFormatElement[]>;

const doors: Record<Language, () => Promise<{ default: Catalogue }>> = {
  en: () => import("./en.json"),
  es: () => import("./es.json"),
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
  const { default: catalogue } = await doors[language]();
  loaded.set(language, catalogue);
  return catalogue;
}
