import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=groups")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([
      import("../language/es.json?part=groups"),
      import("../language/sentences.groups.es.json"),
    ]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

/** Fetches what only the pages of groups say. */
export function loadGroupWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
