import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";
import { loadWriting } from "../language/writing";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=starting")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=starting")).default, sentences: {} }),
};

/** Fetches what only whoever starts a thread reads, besides what threads say. */
export async function loadStartingWords(language: Language): Promise<void> {
  await Promise.all([loadWriting(language), loadPart(doors, language)]);
}
