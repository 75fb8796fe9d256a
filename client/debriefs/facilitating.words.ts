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

/** Fetches what only whoever runs a room reads, on the page and on the wall, with what both ends of a private line read. */
export async function loadFacilitatingWords(language: Language): Promise<void> {
  const { loadLineWords } = await import("./lines.words");
  await Promise.all([loadPart(doors, language), loadLineWords(language)]);
}
