import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=roles")).default, sentences: {} }),
  es: async () => ({ messages: (await import("../language/es.json?part=roles")).default, sentences: {} }),
};

/** Fetches what only the page of roles says. */
export function loadRolesWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
