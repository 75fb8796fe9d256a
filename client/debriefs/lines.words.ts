import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=line")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([
      import("../language/es.json?part=line"),
      import("../language/sentences.line.es.json"),
    ]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

/** Fetches what is read of a private line, at both of its ends. */
export function loadLineWords(language: Language): Promise<void> {
  return loadPart(doors, language);
}
