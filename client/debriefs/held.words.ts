import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=held")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([
      import("../language/es.json?part=held"),
      import("../language/sentences.held.es.json"),
    ]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

/** Fetches what is read of remarks that wait for a facilitator, by the one and by their author; and by whoever is paused. */
export function loadHeldWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
