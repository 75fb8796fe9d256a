import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({
    messages: (await import("../language/en.json?part=deciding")).default,
    sentences: {},
  }),
  es: async () => ({
    messages: (await import("../language/es.json?part=deciding")).default,
    sentences: {},
  }),
};

/** Fetches what only is said of proposals. */
export function loadDecidingWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
