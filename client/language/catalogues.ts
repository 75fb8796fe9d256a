import type { MessageFormatElement } from "react-intl";
import type { Language } from "#shared/languages";

type Messages = Record<string, string> | Record<string, MessageFormatElement[]>;

/** What one language says. */
export interface Catalogue {
  /** Every message of the pages by its key; parsed ahead by the build. */
  messages: Messages;
  /** What the shared schemas and the server say in English, in this language. */
  sentences: Readonly<Record<string, string>>;
}

const doors: Record<Language, () => Promise<Catalogue>> = {
  en: async () => ({ messages: (await import("./en.json")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([import("./es.json"), import("./sentences.es.json")]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

/** What only pages say on which people write and read what was written. The build parts it from the rest. */
const doorsOfWriting: Record<Language, () => Promise<Catalogue>> = {
  en: async () => ({ messages: (await import("./en.json?part=writing")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([
      import("./es.json?part=writing"),
      import("./sentences.writing.es.json"),
    ]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

const loaded = new Map<Language, Catalogue>();
const listeners = new Set<() => void>();
let isWritingWanted = false;

/** The catalogue where it is already here, else null. Another object once there is more in it. */
export function catalogueOf(language: Language): Catalogue | null {
  return loaded.get(language) ?? null;
}

/** Hears of catalogues that came, or have more in them. */
export function onCatalogue(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Fetches a language's catalogue once, with the part that is wanted by now. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const known = loaded.get(language);
  if (known) return known;
  const [catalogue, writing] = await Promise.all([
    doors[language](),
    isWritingWanted ? doorsOfWriting[language]() : null,
  ]);
  return keep(language, writing ? joined(catalogue, writing) : catalogue);
}

/** Fetches what pages of writing say in that language, and from now on in every other that is spoken. */
export async function loadWriting(language: Language): Promise<void> {
  const isNew = !isWritingWanted;
  isWritingWanted = true;
  const catalogue = await loadCatalogue(language);
  if (!isNew) return;
  for (const [one, known] of [[language, catalogue] as const, ...loaded]) {
    keep(one, joined(known, await doorsOfWriting[one]()));
  }
}

function joined({ messages, sentences }: Catalogue, more: Catalogue): Catalogue {
  return {
    messages: { ...messages, ...more.messages } as Messages,
    sentences: { ...sentences, ...more.sentences },
  };
}

function keep(language: Language, catalogue: Catalogue): Catalogue {
  loaded.set(language, catalogue);
  for (const listener of listeners) listener();
  return catalogue;
}
