import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "./catalogues";

const doors: Doors = {
  en: async () => ({ messages: (await import("./en.json?part=writing")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([
      import("./es.json?part=writing"),
      import("./sentences.writing.es.json"),
    ]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

/** Fetches what only pages say on which people write and read what was written. */
export function loadWriting(language: Language): Promise<void> {
  return loadPart(doors, language);
}
