import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { RichTextDocument } from "#shared/richText/document";
import { plainText } from "#shared/richText/plainText";
import { doc, documents, paragraph, text } from "#shared/richText/testing";
import { toMarkdown } from "#shared/richText/toMarkdown";
import { fromMarkdown } from "./fromMarkdown";

const read = (markdown: string) => fromMarkdown(markdown).document;
const written = (document: unknown) => toMarkdown(document as RichTextDocument);

test("what people write in Markdown is read as what it means", () => {
  const markdown = [
    "# A *head*",
    "One **bold** and ~~gone~~ `code()` [here](https://alder.example/a).\nSame paragraph.",
    "3. three\n4. four\n   - inside",
    "> said\n> before",
    "```ts\nconst a = 1;\n```",
    "| a | b |\n|---|---|\n| 1 | **2** |",
    "---",
    "- [x] done",
  ].join("\n\n");
  expect(read(markdown)).toEqual(
    doc(
      { type: "heading", attrs: { level: 2 }, content: [text("A "), text("head", { type: "italic" })] },
      paragraph(
        text("One "),
        text("bold", { type: "bold" }),
        text(" and "),
        text("gone", { type: "strike" }),
        text(" "),
        text("code()", { type: "code" }),
        text(" "),
        text("here", { type: "link", attrs: { href: "https://alder.example/a" } }),
        text("."),
        { type: "hardBreak" },
        text("Same paragraph."),
      ),
      {
        type: "orderedList",
        attrs: { start: 3 },
        content: [
          { type: "listItem", content: [paragraph(text("three"))] },
          {
            type: "listItem",
            content: [
              paragraph(text("four")),
              {
                type: "bulletList",
                content: [{ type: "listItem", content: [paragraph(text("inside"))] }],
              },
            ],
          },
        ],
      },
      {
        type: "blockquote",
        content: [paragraph(text("said"), { type: "hardBreak" }, text("before"))],
      },
      { type: "codeBlock", attrs: { language: "ts" }, content: [text("const a = 1;")] },
      {
        type: "table",
        content: [
          {
            type: "tableRow",
            content: [
              { type: "tableHeader", content: [paragraph(text("a"))] },
              { type: "tableHeader", content: [paragraph(text("b"))] },
            ],
          },
          {
            type: "tableRow",
            content: [
              { type: "tableCell", content: [paragraph(text("1"))] },
              { type: "tableCell", content: [paragraph(text("2", { type: "bold" }))] },
            ],
          },
        ],
      },
      { type: "horizontalRule" },
      {
        type: "bulletList",
        content: [{ type: "listItem", content: [paragraph(text("☑ "), text("done"))] }],
      },
    ),
  );
});

test("a tag is shown, and no link leads to a script", () => {
  const document = read(
    "<script>alert(1)</script>\n\n[a](javascript:alert(1)) <b>b</b> ![pic](https://alder.example/p.png)",
  );
  expect(plainText(document!)).toBe("<script>alert(1)</script>\n\na <b>b</b> pic");
  expect(JSON.stringify(document)).not.toContain("javascript:");
});

test.each([
  ["quotations within each other", "> ".repeat(5_000)],
  ["lists within each other", "- ".repeat(5_000)],
  ["more than a text may hold", "word ".repeat(20_000)],
  ["a table that is too wide", `${"|a".repeat(80)}|\n${"|-".repeat(80)}|\n`],
])("%s are refused, at once", (_name, markdown) => {
  const begun = process.cpuUsage();
  expect(fromMarkdown(markdown).ok).toBe(false);
  expect(workSince(begun)).toBeLessThan(2_000);
});

test.each([
  "*".repeat(20_000),
  "[".repeat(20_000),
  "`".repeat(9_999),
  "![](".repeat(5_000),
  "<a ".repeat(9_000),
  "_a".repeat(20_000),
  "*a ".repeat(20_000),
  `${"*a ".repeat(400)}\n\n`.repeat(49),
  "*a_ ".repeat(15_000),
  "~~a ".repeat(15_000),
  "[a](".repeat(15_000),
  "|".repeat(30_000),
  `${"* a\n".repeat(1_000)}`,
])("what looks hostile (%#) is read or refused within a moment", (markdown) => {
  const begun = process.cpuUsage();
  fromMarkdown(markdown);
  expect(workSince(begun)).toBeLessThan(4_000);
});

/** How long this process has worked since, in milliseconds: what a busy machine takes from it does not count. */
function workSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000;
}

test("no text makes it throw", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (markdown) => {
      fromMarkdown(markdown);
    }),
    { numRuns: 300 },
  );
});

test("words come back from Markdown as they were", () => {
  const words = fc
    .string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(..."ab *_`[]()<>#-+.!~|\\&;1") })
    .map((one) => one.replace(/\s+/g, " ").trim())
    .filter((one) => one !== "");
  fc.assert(
    fc.property(words, (one) => {
      const document = doc(paragraph(text(one)));
      expect(plainText(read(written(document))!)).toBe(one);
    }),
    { numRuns: 500 },
  );
});

test("whatever was written becomes Markdown that can be read", () => {
  fc.assert(
    fc.property(documents(fc.stringMatching(/^[a-z]{1,8}$/)), (document) => {
      const back = fromMarkdown(toMarkdown(document));
      if (!back.ok) expect(["tooDeep", "tooManyNodes", "tooLarge"]).toContain(back.refusal.code);
    }),
    { numRuns: 300 },
  );
});
