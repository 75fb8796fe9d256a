import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";
import { loadWriting } from "../language/writing";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=mail")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=mail")).default, sentences: {} }),
};

/** Fetches what only the pages of mail, feeds and settings say, besides what threads say. */
export async function loadMailWords(language: Language): Promise<void> {
  await Promise.all([loadWriting(language), loadPart(doors, language)]);
}
