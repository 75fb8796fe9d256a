import { cleanText } from "./attributes";
import type { RichTextDocument, RichTextNode } from "./document";
import { nodesOf } from "./walk";

/** The words of a checked document, for letters and search: a blank line between paragraphs, lists with their marks. */
export function plainText(document: RichTextDocument): string {
  return blocksOf(document).join("\n\n");
}

/**
 * How it begins, in one line of at most so many characters. What it quotes, its code and its tables are left out where
 * there is anything else.
 */
export function excerpt(document: RichTextDocument, length: number): string {
  const own = document.content.filter(({ type }) => !["blockquote", "codeBlock", "table"].includes(type));
  const text = toLine(own) || toLine(document.content);
  return text.length <= length ? text : shorten(text, length);
}

/** Nobody has written, shown or mentioned anything that could be seen. */
export function isEmptyDocument(document: RichTextDocument): boolean {
  for (const { type, text } of nodesOf(document))
    if (type === "image" || type === "file" || type === "mention" || (text && VISIBLE.test(text)))
      return false;
  return true;
}

const VISIBLE = /[^\s\p{Cf}]/u;

/** A document of plain words: blank lines part paragraphs, other new lines break lines. It may be past the limits. */
export function fromPlainText(text: string): RichTextDocument {
  const paragraphs = cleanText(text)
    .split(/\n[^\S\n]*\n\s*/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
  return { type: "doc", content: (paragraphs.length > 0 ? paragraphs : [""]).map(toParagraph) };
}

/** The same with the blanks and new lines that follow its last words while somebody is in the middle of writing. */
export function withEnding(document: RichTextDocument, ending: string): RichTextDocument {
  const last = document.content.at(-1);
  if (ending === "" || last?.type !== "paragraph") return document;
  const more = toParagraph(cleanText(ending)).content ?? [];
  const continued = { ...last, content: [...(last.content ?? []), ...more] };
  return { ...document, content: [...document.content.slice(0, -1), continued] };
}

/** One block a piece; what lies within another is set in from it. Depth is bounded by the check. */
function blocksOf(node: RichTextNode): string[] {
  const content = node.content ?? [];
  switch (node.type) {
    case "doc":
    case "listItem":
    case "tableCell":
    case "tableHeader":
      return content.flatMap(blocksOf);
    case "bulletList":
    case "orderedList":
      return [content.map((item, place) => toItem(item, markOf(node, place))).join("\n")];
    case "blockquote":
      return [setIn(content.flatMap(blocksOf).join("\n\n"), "> ", "> ")];
    case "table":
      return [content.map((row) => (row.content ?? []).map((cell) => toLine([cell])).join(" | ")).join("\n")];
    case "horizontalRule":
      return ["———"];
    default:
      return [wordsOf(node)];
  }
}

function toItem(item: RichTextNode, mark: string): string {
  return setIn(blocksOf(item).join("\n"), mark, " ".repeat(mark.length));
}

function markOf({ type, attrs }: RichTextNode, place: number): string {
  return type === "bulletList" ? "• " : `${Number(attrs?.start ?? 1) + place}. `;
}

function setIn(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, place) => `${place === 0 ? first : rest}${line}`.trimEnd())
    .join("\n");
}

/** The words of a block that holds no other, or what stands for a leaf. */
function wordsOf({ type, attrs, text, content = [] }: RichTextNode): string {
  if (type === "text") return text ?? "";
  if (type === "hardBreak") return "\n";
  if (type === "mention") return attrs?.kind === "thread" ? String(attrs.label) : `@${attrs?.label}`;
  if (type === "image") return String(attrs?.alt ?? "");
  if (type === "file") return String(attrs?.name ?? "");
  return content.map(wordsOf).join("");
}

function toLine(nodes: readonly RichTextNode[]): string {
  return nodes.flatMap(blocksOf).join(" ").replace(/\s+/g, " ").trim();
}

/** Ends after a whole word where one ends late enough, and never within a character. */
function shorten(text: string, length: number): string {
  const room = [...text.slice(0, length)].slice(0, -1).join("");
  const end = room.lastIndexOf(" ");
  return `${(end > length / 2 ? room.slice(0, end) : room).replace(/[\s,;:–—-]+$/, "")}…`;
}

function toParagraph(text: string): RichTextNode {
  const content = text
    .split("\n")
    .flatMap((line, place): RichTextNode[] => [
      ...(place > 0 ? [{ type: "hardBreak" } as const] : []),
      ...(line === "" ? [] : [{ type: "text", text: line } as const]),
    ]);
  return content.length > 0 ? { type: "paragraph", content } : { type: "paragraph" };
}
