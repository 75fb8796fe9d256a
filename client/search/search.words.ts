import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";
import { loadWriting } from "../language/writing";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=search")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=search")).default, sentences: {} }),
};

/** Fetches what only the page of the search says, besides what threads say. */
export async function loadSearchWords(language: Language): Promise<void> {
  await Promise.all([loadWriting(language), loadPart(doors, language)]);
}
