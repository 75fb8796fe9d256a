import type { Language } from "#shared/languages";
import { type Doors, loadPart } from "../language/catalogues";
import { loadWriting } from "../language/writing";

const doors: Doors = {
  en: async () => ({ messages: (await import("../language/en.json?part=care")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([
      import("../language/es.json?part=care"),
      import("../language/sentences.care.es.json"),
    ]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

/** Fetches what only the pages of care say, besides what threads say. */
export async function loadCareWords(language: Language): Promise<void> {
  await Promise.all([loadWriting(language), loadPart(doors, language)]);
}
