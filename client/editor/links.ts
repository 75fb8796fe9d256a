import { InputRule, Mark } from "@tiptap/core";
import { completeLink, readLink } from "#shared/richText/links";

/** A link that leads where `readLink` allows; anything else stays the words that it was. */
export const WrittenLink = Mark.create({
  name: "link",
  // Outermost, so that bold words within a link do not break it in two.
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: { default: null } }),
  parseHTML: () => [
    {
      tag: "a[href]",
      getAttrs: (element) => {
        const href = readLink(element.getAttribute("href"));
        return href === null ? false : { href };
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => [
    "a",
    { ...HTMLAttributes, rel: "noopener noreferrer nofollow ugc" },
    0,
  ],
  parseMarkdown: ({ tokens = [], href }, { applyMark, parseInline }) => {
    const words = parseInline(tokens);
    const allowed = completeLink(href ?? "");
    return allowed === null ? words : applyMark("link", words, { href: allowed });
  },
  addInputRules() {
    const { type } = this;
    return [
      new InputRule({
        find: /\[([^[\]]+)\]\(([^()\s]+)\)$/,
        handler: ({ state: { tr, schema }, range, match: [, words = "", address = ""] }) => {
          const href = completeLink(address);
          if (href === null) return null;
          tr.replaceWith(range.from, range.to, schema.text(words, [type.create({ href })]));
          tr.removeStoredMark(type);
        },
      }),
      new InputRule({
        find: /(?:^|\s)((?:https?:\/\/|www\.)\S+[^\s.,;:!?'")\]])([.,;:!?'")\]]*)\s$/,
        handler: ({ state: { tr }, range, match: [, address = "", after = ""] }) => {
          const href = completeLink(address);
          if (href === null) return null;
          // The blank is not in the document yet.
          const end = range.to - after.length;
          tr.addMark(end - address.length, end, type.create({ href }));
          tr.removeStoredMark(type).insertText(" ", range.to);
        },
      }),
    ];
  },
});

/** Words in which every address of the web is a link. */
export function linksIn(text: string): { text: string; href: string | null }[] {
  const parts: { text: string; href: string | null }[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    // The bracket that closes one within the address is part of it.
    const isOpen = found.split("(").length > found.split(")").length;
    const address = isOpen && text[index + found.length] === ")" ? `${found})` : found;
    const href = completeLink(address);
    if (href === null) continue;
    if (index > end) parts.push({ text: text.slice(end, index), href: null });
    parts.push({ text: address, href });
    end = index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]*[^\s<>"'.,;:!?)\]]/gi;
