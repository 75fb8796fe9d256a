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

/** The ways to the catalogue, or to a part of it that only some pages say and that the build keeps apart. */
export type Doors = Record<Language, () => Promise<Catalogue>>;

const doors: Doors = {
  en: async () => ({ messages: (await import("./en.json")).default, sentences: {} }),
  es: async () => {
    const [messages, sentences] = await Promise.all([import("./es.json"), import("./sentences.es.json")]);
    return { messages: messages.default, sentences: sentences.default };
  },
};

const loaded = new Map<Language, Catalogue>();
const listeners = new Set<() => void>();
/** The parts that are wanted by now, in every language that is spoken. */
const wanted = new Set<Doors>();

/** The catalogue where it is already here, else null. Another object once there is more in it. */
export function catalogueOf(language: Language): Catalogue | null {
  return loaded.get(language) ?? null;
}

/** Hears of catalogues that came, or have more in them. */
export function onCatalogue(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Fetches a language's catalogue once, with the parts that are wanted by now. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  const known = loaded.get(language);
  if (known) return known;
  const parts = await Promise.all([doors, ...wanted].map((part) => part[language]()));
  return keep(language, parts.reduce(joined));
}

/** Fetches a part in that language and every other that is here, and from now on with each that comes. */
export async function loadPart(part: Doors, language: Language): Promise<void> {
  wanted.add(part);
  await loadCatalogue(language);
  for (const one of loaded.keys()) {
    const more = await part[one]();
    const known = loaded.get(one)!;
    const isNew = Object.keys(more.messages).some((key) => !(key in known.messages));
    if (isNew) keep(one, joined(known, more));
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
