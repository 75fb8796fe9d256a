import { Extension, InputRule } from "@tiptap/core";

export interface Emoji {
  character: string;
  name: string;
}

interface Known extends Emoji {
  names: readonly string[];
  tags: readonly string[];
}

let known: readonly Known[] | null = null;

/** Fetches the names of all emoji, once somebody asks for one. */
async function loadEmoji(): Promise<readonly Known[]> {
  if (known) return known;
  const { emojis } = await import("@tiptap/extension-emoji");
  known = emojis.flatMap(({ emoji, name, shortcodes, tags }) =>
    emoji === undefined || name.startsWith("regional_")
      ? []
      : [{ character: emoji, name, names: shortcodes, tags }],
  );
  return known;
}

/** The emoji whose names fit best, names that begin so first. */
export async function findEmoji(query: string, most = 8): Promise<Emoji[]> {
  const wanted = query.toLowerCase();
  const rank = ({ names, tags }: Known) => {
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    if (tags.some((tag) => tag.startsWith(wanted))) return 2;
    return names.some((name) => name.includes(wanted)) ? 3 : 4;
  };
  return (await loadEmoji())
    .map((emoji) => ({ emoji, rank: rank(emoji) }))
    .filter((found) => found.rank < 4)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, most)
    .map(({ emoji: { character, name, names } }) => ({
      character,
      name: names.find((one) => one.startsWith(wanted)) ?? name,
    }));
}

/** `:smile:` written out becomes the character. The names are here by then: they were fetched at the second letter. */
export const NamedEmoji = Extension.create({
  name: "namedEmoji",
  addInputRules: () => [
    new InputRule({
      find: /(?:^|\s)(:([a-z0-9_+-]{2,30}):)$/,
      handler: ({ state, range, match: [whole, named = "", name = ""] }) => {
        const emoji = known?.find(({ names }) => names.includes(name));
        if (!emoji) return null;
        state.tr.insertText(emoji.character, range.from + whole.length - named.length, range.to);
      },
    }),
  ],
});
