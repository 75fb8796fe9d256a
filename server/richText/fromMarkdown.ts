import { MarkdownManager } from "@tiptap/markdown";
import { cleanText } from "#shared/richText/attributes";
import { type Checked, checkRichText } from "#shared/richText/check";
import { LIMITS, type RichTextMark, type RichTextNode } from "#shared/richText/document";
import { readLink } from "#shared/richText/links";
import { refuse } from "#shared/richText/refusals";

/** The reader of Markdown that the editor reads with. */
const { Lexer } = new MarkdownManager({ extensions: [] }).instance;

/**
 * Leaves lines as they stand that hold more signs than anybody sets: the reader looks for the end of each of them in all
 * that follows, and sixty thousand characters could hold up everybody for a minute.
 */
class PatientLexer extends Lexer {
  override inlineTokens(source: string, tokens: Found[] = []): Found[] {
    if ((source.match(SIGNS)?.length ?? 0) <= MOST_SIGNS) return super.inlineTokens(source, tokens);
    tokens.push({ type: "text", raw: source, text: source });
    return tokens;
  }
}

type Found = ReturnType<typeof Lexer.lexInline>[number];

const SIGNS = /[*_~[]+/g;
const MOST_SIGNS = 400;

/**
 * The document that Markdown says, checked like one that was written here. Pictures from elsewhere become links to
 * where they are, and tags are shown, never read.
 */
export function fromMarkdown(markdown: string): Checked {
  const text = cleanText(markdown);
  if (text.length > LIMITS.bytes) return { ok: false, refusal: refuse("tooLarge") };
  // The reader calls itself for each of them.
  if (TOO_DEEP.test(text)) return { ok: false, refusal: refuse("tooDeep") };
  const content = toBlocks(new PatientLexer().lex(text) as Token[]);
  return checkRichText({ type: "doc", content: content.length > 0 ? content : [{ type: "paragraph" }] });
}

const TOO_DEEP = new RegExp(
  `^(?:[ \\t]*(?:>|[-+*](?=\\s)|\\d+[.)](?=\\s))){${LIMITS.depth},}|^[ \\t]{200,}`,
  "m",
);

/** What the reader finds, as far as it is looked at here. */
interface Token {
  type: string;
  raw: string;
  text?: string;
  tokens?: Token[];
  depth?: number;
  lang?: string;
  href?: string;
  ordered?: boolean;
  start?: number | "";
  items?: (Token & { task?: boolean; checked?: boolean })[];
  header?: Token[];
  rows?: Token[][];
}

function toBlocks(tokens: readonly Token[]): RichTextNode[] {
  return tokens.flatMap(toBlock);
}

function toBlock(token: Token): RichTextNode[] {
  const { type, tokens = [], text = "" } = token;
  switch (type) {
    case "space":
    case "def":
    case "checkbox":
      return [];
    case "heading": {
      // The first level belongs to the page.
      const level = Math.min(4, Math.max(2, token.depth ?? 2));
      return [withContent({ type: "heading", attrs: { level } }, toInlines(tokens, []))];
    }
    case "code":
      return [toCode(text, token.lang ?? "")];
    case "hr":
      return [{ type: "horizontalRule" }];
    case "blockquote":
      return [withBlocks({ type: "blockquote" }, toBlocks(tokens))];
    case "list":
      return [toList(token)];
    case "table":
      return [toTable(token)];
    case "paragraph":
    case "text":
      return [
        withContent({ type: "paragraph" }, tokens.length > 0 ? toInlines(tokens, []) : toText(text, [])),
      ];
    default:
      return [withContent({ type: "paragraph" }, toText(token.raw.trim(), []))];
  }
}

function toCode(text: string, info: string): RichTextNode {
  const [language = ""] = info.split(/\s/);
  const isKnown = /^[a-z0-9][a-z0-9+#._-]{0,31}$/i.test(language);
  const code: RichTextNode = isKnown ? { type: "codeBlock", attrs: { language } } : { type: "codeBlock" };
  return withContent(code, text === "" ? [] : [{ type: "text", text }]);
}

function toList({ ordered, start, items = [] }: Token): RichTextNode {
  const content = items.map(({ tokens = [], task, checked }): RichTextNode => {
    const blocks = toBlocks(tokens);
    const first: RichTextNode = blocks[0]?.type === "paragraph" ? blocks[0] : { type: "paragraph" };
    const rest = blocks[0]?.type === "paragraph" ? blocks.slice(1) : blocks;
    const mark: RichTextNode[] = task ? [{ type: "text", text: checked ? "☑ " : "☐ " }] : [];
    return {
      type: "listItem",
      content: [withContent({ ...first }, [...mark, ...(first.content ?? [])]), ...rest],
    };
  });
  if (!ordered) return { type: "bulletList", content };
  const from = Number(start || 0);
  return {
    type: "orderedList",
    ...(from === 1 ? {} : { attrs: { start: Math.min(from, 999_999) } }),
    content,
  };
}

function toTable({ header = [], rows = [] }: Token): RichTextNode {
  const toRow = (type: "tableHeader" | "tableCell", cells: readonly Token[]): RichTextNode => ({
    type: "tableRow",
    content: cells.map(({ tokens = [] }) => ({
      type,
      content: [withContent({ type: "paragraph" }, toInlines(tokens, []))],
    })),
  });
  return {
    type: "table",
    content: [toRow("tableHeader", header), ...rows.map((row) => toRow("tableCell", row))],
  };
}

function toInlines(tokens: readonly Token[], marks: readonly RichTextMark[]): RichTextNode[] {
  return tokens.flatMap((token) => toInline(token, marks));
}

function toInline(token: Token, marks: readonly RichTextMark[]): RichTextNode[] {
  const { type, tokens = [], text = "", href } = token;
  switch (type) {
    case "strong":
      return toInlines(tokens, withMark(marks, { type: "bold" }));
    case "em":
      return toInlines(tokens, withMark(marks, { type: "italic" }));
    case "del":
      return toInlines(tokens, withMark(marks, { type: "strike" }));
    case "codespan":
      return toText(text, withMark(marks, { type: "code" }), false);
    case "br":
      return [{ type: "hardBreak" }];
    case "link":
      return toInlines(tokens, linked(marks, href));
    case "image":
      return toText(text || "…", linked(marks, href));
    case "checkbox":
      return [];
    case "html":
      return toText(token.raw, marks, false);
    default:
      return tokens.length > 0 ? toInlines(tokens, marks) : toText(text || token.raw, marks);
  }
}

function linked(marks: readonly RichTextMark[], href: string | undefined): readonly RichTextMark[] {
  const leads = readLink(href);
  return leads === null ? marks : withMark(marks, { type: "link", attrs: { href: leads } });
}

/** A mark holds once, however often it was written. */
function withMark(marks: readonly RichTextMark[], mark: RichTextMark): readonly RichTextMark[] {
  return marks.some(({ type }) => type === mark.type) ? marks : [...marks, mark];
}

/** One line break within a paragraph breaks the line here: most who write it mean it. */
function toText(written: string, marks: readonly RichTextMark[], hasEntities = true): RichTextNode[] {
  const text = hasEntities ? withoutEntities(written) : written;
  return text
    .split("\n")
    .flatMap((line, place): RichTextNode[] => [
      ...(place > 0 ? [{ type: "hardBreak" } as const] : []),
      ...(line === ""
        ? []
        : [{ type: "text", text: line, ...(marks.length > 0 && { marks: [...marks] }) } as const]),
    ]);
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" },
  ...{ hellip: "…", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”" },
};

function withoutEntities(text: string): string {
  return cleanText(
    text.replace(/&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name !== undefined) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name]! : whole;
      const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    }),
  );
}

function withContent(node: RichTextNode, content: RichTextNode[]): RichTextNode {
  return content.length > 0 ? { ...node, content } : node;
}

function withBlocks(node: RichTextNode, content: RichTextNode[]): RichTextNode {
  return { ...node, content: content.length > 0 ? content : [{ type: "paragraph" }] };
}
