import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=proof")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=proof")).default, sentences: {} }),
};

/** Fetches what only the pages for strangers say, and those on which somebody proves that an address is theirs. */
export function loadProofWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
