import * as fc from "fast-check";
import { newId } from "#shared/ids";
import { checkRichText } from "./check";
import { mentionKinds, type RichTextDocument, type RichTextMark, type RichTextNode } from "./document";
import { measure } from "./measure";

/** Documents that people could write, as varied as the grammar allows and within its limits. */
export function documents(text: fc.Arbitrary<string> = texts): fc.Arbitrary<RichTextDocument> {
  const { block } = fc.letrec<{ block: RichTextNode; blocks: RichTextNode[]; item: RichTextNode }>((tie) => ({
    block: fc.oneof(
      { maxDepth: 4, depthIdentifier: "block", withCrossShrink: true },
      ...leaves(text),
      ...containers(tie),
    ),
    blocks: fc.array(tie("block"), { minLength: 1, maxLength: 2, depthIdentifier: "block" }),
    item: fc
      .tuple(paragraphs(text), fc.array(tie("block"), { maxLength: 1 }))
      .map(([first, rest]) => ({ type: "listItem", content: [first, ...rest] })),
  }));
  return fc
    .array(block, { minLength: 1, maxLength: 4 })
    .map((content): RichTextDocument => ({ type: "doc", content }))
    .filter((document) => !("refusal" in measure(document)));
}

/** Documents with something else in the place of one part, wherever it is. Few of them pass the check. */
export function spoiledDocuments(): fc.Arbitrary<unknown> {
  return fc.tuple(documents(), junk, fc.nat()).map(([document, value, at]) => spoil(document, value, at));
}

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.string({ maxLength: 30, unit: "grapheme" }),
  fc.constantFrom<unknown>(
    { type: "script", text: "alert(1)" },
    { type: "text", text: "<img src=x onerror=alert(1)>" },
    { onclick: "alert(1)" },
    "javascript:alert(1)",
    "https://alder.example/<script>alert(1)</script>",
    "bold",
    "paragraph",
    -1,
    2,
    1e9,
    true,
  ),
);

/** A document, a paragraph and a text as anybody could send them, right or wrong. */
export const doc = (...content: unknown[]) => ({ type: "doc", content });
export const paragraph = (...content: unknown[]) => ({ type: "paragraph", content });
export const text = (words: string, ...marks: unknown[]) =>
  marks.length > 0 ? { type: "text", text: words, marks } : { type: "text", text: words };

/** Why it is refused and where; null where it is taken. */
export function refusalOf(value: unknown): string | null {
  const { ok, refusal } = checkRichText(value);
  return ok ? null : `${refusal.code} ${refusal.path}`.trim();
}

function spoil(document: RichTextDocument, value: unknown, at: number): unknown {
  const copy = JSON.parse(JSON.stringify(document));
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const visit = (held: unknown) => {
    if (typeof held !== "object" || held === null) return;
    for (const key of Object.keys(held)) {
      places.push([held as Record<string, unknown>, key]);
      visit((held as Record<string, unknown>)[key]);
    }
  };
  visit(copy);
  const [holder, key] = places[at % places.length]!;
  holder[key] = value;
  return copy;
}

type Tie = fc.LetrecLooselyTypedTie;

/** Words, scripts of all directions, pictures made of several characters, and what looks like code. */
const texts = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 24, unit: "grapheme" }),
    fc.constantFrom(
      "<script>alert(1)</script>",
      "<img src=x onerror=alert(1)>",
      "javascript:alert(1)",
      '"><svg onload=alert(1)>',
      "{{constructor.constructor('alert(1)')()}}",
      "مرحبا بالعالم",
      "👩‍👩‍👧‍👦 🏳️‍🌈",
      "line\nbreak\ttab",
      "\u202eevil\u2066",
      "]]>-->",
      "&lt;b&gt;&#x3c;",
    ),
  )
  .map((text) => text.replace(/[\p{Cc}\p{Surrogate}]/gu, "") || "word");

const links = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true, validSchemes: ["http", "https"] }),
  fc.constantFrom(
    "mailto:mia@birch.example",
    "https://alder.example/%3Cscript%3E?q=<script>alert(1)</script>#\"onclick='x'",
    "https://xn--bcher-kva.example/ü",
    "http://127.0.0.1:1/?javascript:alert(1)",
  ),
);

const ids = fc.nat().map((time) => newId(time));

const marks: fc.Arbitrary<RichTextMark[]> = fc.uniqueArray(
  fc.oneof(
    fc.constantFrom<RichTextMark>({ type: "bold" }, { type: "italic" }, { type: "strike" }, { type: "code" }),
    links.map((href): RichTextMark => ({ type: "link", attrs: { href } })),
  ),
  { selector: ({ type }) => type, maxLength: 3 },
);

function marked(node: RichTextNode, on: RichTextMark[]): RichTextNode {
  return on.length > 0 ? { ...node, marks: on } : node;
}

function inlines(text: fc.Arbitrary<string>): fc.Arbitrary<RichTextNode[]> {
  const mention = fc.record({
    kind: fc.constantFrom(...mentionKinds),
    id: ids,
    label: text.map((label) => toLine(label)),
  });
  const inline = fc.oneof(
    { weight: 6, arbitrary: text.map((words): RichTextNode => ({ type: "text", text: words })) },
    { weight: 1, arbitrary: fc.constant<RichTextNode>({ type: "hardBreak" }) },
    { weight: 1, arbitrary: mention.map((attrs): RichTextNode => ({ type: "mention", attrs })) },
  );
  return fc.array(
    fc.tuple(inline, marks).map(([node, on]) => marked(node, on)),
    { maxLength: 3 },
  );
}

function paragraphs(text: fc.Arbitrary<string>): fc.Arbitrary<RichTextNode> {
  return inlines(text).map((content) => withContent({ type: "paragraph" }, content));
}

function leaves(text: fc.Arbitrary<string>): fc.Arbitrary<RichTextNode>[] {
  const sizes = { width: fc.integer({ min: 1, max: 4_000 }), height: fc.integer({ min: 1, max: 4_000 }) };
  const described = text.map((alt) => ({ alt: toLine(alt) }));
  const decorative = fc.constant({ alt: "", isDecorative: true });
  return [
    paragraphs(text),
    fc
      .tuple(fc.integer({ min: 2, max: 4 }), inlines(text))
      .map(([level, content]) => withContent({ type: "heading", attrs: { level } }, content)),
    fc
      .tuple(fc.constantFrom(undefined, "ts", "c++"), text)
      .map(([language, words]) =>
        withContent(language ? { type: "codeBlock", attrs: { language } } : { type: "codeBlock" }, [
          { type: "text", text: words },
        ]),
      ),
    fc.constant<RichTextNode>({ type: "horizontalRule" }),
    fc
      .tuple(ids, fc.oneof(described, decorative), fc.record(sizes, { requiredKeys: [] }))
      .map(([fileId, alt, size]): RichTextNode => ({ type: "image", attrs: { fileId, ...alt, ...size } })),
    fc
      .tuple(ids, text)
      .map(([fileId, name]): RichTextNode => ({ type: "file", attrs: { fileId, name: toLine(name) } })),
  ];
}

function containers(tie: Tie): fc.Arbitrary<RichTextNode>[] {
  const blocks = tie("blocks") as fc.Arbitrary<RichTextNode[]>;
  const items = fc.array(tie("item") as fc.Arbitrary<RichTextNode>, { minLength: 1, maxLength: 2 });
  const spans = fc.record(
    { colspan: fc.integer({ min: 1, max: 3 }), rowspan: fc.integer({ min: 1, max: 9 }) },
    { requiredKeys: [] },
  );
  const cell = fc
    .tuple(fc.constantFrom("tableHeader", "tableCell"), spans, blocks)
    .map(([type, attrs, content]): RichTextNode => ({ ...withAttrs({ type }, attrs), content }));
  const row = fc.array(cell, { maxLength: 3 }).map((content) => withContent({ type: "tableRow" }, content));
  return [
    items.map((content): RichTextNode => ({ type: "bulletList", content })),
    fc
      .tuple(fc.nat(99_999), items)
      .map(([start, content]): RichTextNode => ({ type: "orderedList", attrs: { start }, content })),
    fc
      .tuple(fc.record({ replyId: ids, author: fc.constant("Mia") }, { requiredKeys: [] }), blocks)
      .map(([attrs, content]) => withContent(withAttrs({ type: "blockquote" }, attrs), content)),
    fc
      .array(row, { minLength: 1, maxLength: 3 })
      .map((content): RichTextNode => ({ type: "table", content })),
  ];
}

function toLine(text: string): string {
  return text.replace(/[\s\u202a-\u202e\u2066-\u2069]+/g, " ").trim() || "word";
}

function withContent(node: RichTextNode, content: RichTextNode[]): RichTextNode {
  return content.length > 0 ? { ...node, content } : node;
}

function withAttrs(node: RichTextNode, attrs: RichTextNode["attrs"]): RichTextNode {
  return attrs && Object.keys(attrs).length > 0 ? { ...node, attrs } : node;
}
