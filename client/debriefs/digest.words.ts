import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=digest")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=digest")).default, sentences: {} }),
};

/** Fetches what only the digest of a room says. */
export function loadDigestWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
