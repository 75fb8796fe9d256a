import type { RichTextDocument, RichTextMark, RichTextNode } from "./document";

/**
 * A checked document as Markdown, for whoever takes it elsewhere. What Markdown cannot say, such as cells that reach
 * across, is left out; its words are not. Depth is bounded by the check.
 */
export function toMarkdown(document: RichTextDocument): string {
  return blocksOf(document.content);
}

function blocksOf(nodes: readonly RichTextNode[], between = "\n\n"): string {
  return nodes.map(blockOf).join(between);
}

function blockOf(node: RichTextNode): string {
  const { type, attrs, content = [] } = node;
  switch (type) {
    case "heading":
      return `${"#".repeat(Number(attrs?.level ?? 2))} ${inLine(inlinesOf(content))}`;
    case "bulletList":
      return content.map((item) => setIn(blocksOf(item.content ?? []), "- ", "  ")).join("\n");
    case "orderedList":
      return content.map((item, place) => numbered(item, Number(attrs?.start ?? 1) + place)).join("\n");
    case "blockquote":
      return setIn(blocksOf(content), "> ", "> ");
    case "codeBlock":
      return fenced(content.map(({ text = "" }) => text).join(""), String(attrs?.language ?? ""));
    case "horizontalRule":
      return "---";
    case "table":
      return tableOf(content);
    case "image":
      return `![${protect(String(attrs?.alt ?? ""))}](file:${attrs?.fileId})`;
    case "file":
      return `[${protect(String(attrs?.name ?? ""))}](file:${attrs?.fileId})`;
    default:
      return startingSafely(inlinesOf(content));
  }
}

function numbered(item: RichTextNode, number: number): string {
  const mark = `${number}. `;
  return setIn(blocksOf(item.content ?? []), mark, " ".repeat(mark.length));
}

function setIn(text: string, first: string, rest: string): string {
  return text
    .split("\n")
    .map((line, place) => `${place === 0 ? first : line === "" ? rest.trimEnd() : rest}${line}`)
    .join("\n");
}

function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${code}\n${fence}`;
}

/** As wide as its widest row; the first row is its head, since Markdown knows no table without one. */
function tableOf(rows: readonly RichTextNode[]): string {
  const cells = rows.map(({ content = [] }) => content.map((cell) => inCell(blocksOf(cell.content ?? []))));
  const width = Math.max(1, ...cells.map(({ length }) => length));
  const lines = cells.map(
    (row) => `| ${Array.from({ length: width }, (_, at) => row[at] ?? "").join(" | ")} |`,
  );
  return [lines[0], `|${" --- |".repeat(width)}`, ...lines.slice(1)].join("\n");
}

function inCell(text: string): string {
  return inLine(text).replaceAll("|", "\\|");
}

function inLine(text: string): string {
  return text.replace(/\\?\n\s*/g, " ").trim();
}

function inlinesOf(nodes: readonly RichTextNode[]): string {
  return nodes.map(inlineOf).join("");
}

function inlineOf({ type, attrs, text = "", marks = [] }: RichTextNode): string {
  if (type === "hardBreak") return "\\\n";
  if (type === "mention") {
    const label = protect(String(attrs?.label ?? ""));
    return marked(attrs?.kind === "thread" ? label : `@${label}`, marks);
  }
  if (marks.some((mark) => mark.type === "code"))
    return marked(
      codeSpan(text),
      marks.filter((mark) => mark.type !== "code"),
    );
  // Marks do not hold where they begin or end with a blank.
  const [, before = "", words = "", after = ""] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return words === "" ? text : `${before}${marked(protect(words), marks)}${after}`;
}

function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = "`".repeat(longest + 1);
  const room = /^[`\s]|[`\s]$/.test(text) ? " " : "";
  return `${ticks}${room}${text}${room}${ticks}`;
}

const SIGNS = { bold: "**", italic: "*", strike: "~~", code: "" } as const;

function marked(text: string, marks: readonly RichTextMark[]): string {
  return marks.reduce(
    (words, { type, attrs }) =>
      type === "link" ? `[${words}](<${attrs?.href}>)` : `${SIGNS[type]}${words}${SIGNS[type]}`,
    text,
  );
}

/** What would mean something wherever it stands. */
function protect(text: string): string {
  return text.replace(/[\\`*_[\]<>~|&]/g, "\\$&");
}

/** What would mean something only at the beginning of a line. */
function startingSafely(text: string): string {
  return text
    .split("\n")
    .map((line) =>
      line
        .replace(/^(\s*)(#{1,6}(?=\s|$)|[-+=](?=[\s\-+=]|$))/, "$1\\$2")
        .replace(/^(\s*\d+)([.)])/, "$1\\$2"),
    )
    .join("\n");
}
