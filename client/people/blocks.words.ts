import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=blocks")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=blocks")).default, sentences: {} }),
};

/** Fetches what only whoever has blocked somebody reads, or is about to. */
export function loadBlockWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
