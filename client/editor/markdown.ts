import type { JSONContent } from "@tiptap/core";
import { MarkdownManager } from "@tiptap/markdown";
import { makeExtensions } from "./extensions";

/**
 * Whether plain words were most likely written as Markdown: a heading, a fence or a table is enough, lighter signs only
 * count in company. A dash or a star alone is how many people write.
 */
export function looksLikeMarkdown(text: string): boolean {
  const count = (pattern: RegExp) => (text.match(pattern) ?? []).length;
  const isSure =
    /^#{1,6} \S/m.test(text) ||
    /^(```|~~~)/m.test(text) ||
    /^\|?.+\|.+\n\|?[ :|-]*-{3}[ :|-]*$/m.test(text) ||
    /\[[^\]\n]+\]\((https?:|mailto:)[^)\s]+\)/.test(text) ||
    /(^|\s)\*\*[^\s*][^*\n]*\*\*/m.test(text);
  return isSure || count(/^\s*[-*+] \S/gm) >= 2 || count(/^\s*\d+[.)] \S/gm) >= 2 || count(/^> ?\S/gm) >= 2;
}

let manager: MarkdownManager | null = null;

/** A document of what Markdown says. What a text cannot have, such as HTML and a first heading, is brought to what it can. */
export function fromMarkdown(markdown: string): JSONContent {
  manager ??= new MarkdownManager({ extensions: makeExtensions() });
  // A tag in Markdown is shown, never read.
  const harmless = outsideCode(markdown, (text) => text.replace(/<(?!(https?:|mailto:)[^\s>]+>)/g, "&lt;"));
  return level(manager.parse(harmless));
}

/** Applies to what is not in a fence or between back ticks. */
function outsideCode(markdown: string, change: (text: string) => string): string {
  return markdown
    .split(/(^(?:```|~~~)[\s\S]*?^(?:```|~~~)[^\n]*$|`[^`\n]+`)/m)
    .map((part, place) => (place % 2 === 0 ? change(part) : part))
    .join("");
}

function level(node: JSONContent): JSONContent {
  const attrs =
    node.type === "heading" ? { level: Math.min(4, Math.max(2, Number(node.attrs?.level))) } : node.attrs;
  return { ...node, ...(attrs && { attrs }), ...(node.content && { content: node.content.map(level) }) };
}
