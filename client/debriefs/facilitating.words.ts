import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({
    messages: (await import("../language/en.json?part=facilitating")).default,
    sentences: {},
  }),
  es: async () => ({
    messages: (await import("../language/es.json?part=facilitating")).default,
    sentences: {},
  }),
};

/** Fetches what only whoever runs a room reads, on the page and on the wall. */
export function loadFacilitatingWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
