import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { newId } from "#shared/ids";
import { checkRichText } from "./check";
import { richText } from "./richText.contract";
import { doc, documents, paragraph, refusalOf, spoiledDocuments, text } from "./testing";

const ID = newId();
const cell = (attrs?: object) => ({ type: "tableCell", ...(attrs && { attrs }), content: [paragraph()] });
const table = (...rows: unknown[][]) =>
  doc({ type: "table", content: rows.map((content) => ({ type: "tableRow", content })) });

describe("what people write", () => {
  test("passes and comes back as it was, whatever it is made of", () => {
    fc.assert(
      fc.property(documents(), (document) => {
        const checked = checkRichText(JSON.parse(JSON.stringify(document)));
        expect(checked.refusal).toBeUndefined();
        expect(checked.document).toEqual(document);
        expect(checkRichText(checked.document).document).toEqual(document);
      }),
      { numRuns: 500 },
    );
  });

  test("loses what stands for nothing: empty content, no marks, attributes that are null", () => {
    const given = doc(
      { type: "paragraph", attrs: {}, marks: [], content: [] },
      {
        type: "orderedList",
        attrs: { start: null },
        content: [{ type: "listItem", content: [{ type: "paragraph", attrs: null }] }],
      },
    );
    expect(checkRichText(given).document).toEqual(
      doc(
        { type: "paragraph" },
        {
          type: "orderedList",
          content: [{ type: "listItem", content: [{ type: "paragraph" }] }],
        },
      ),
    );
  });
});

describe("what is not known is refused by its name", () => {
  const refused: [what: string, value: unknown, refusal: string][] = [
    ["no document", null, "wrongField"],
    ["a text alone", text("hello"), "notADocument"],
    ["HTML", "<p>hello</p>", "wrongField"],
    ["an array", [], "wrongField"],
    ["nothing in it", doc(), "misplaced content"],
    ["content that is no array", { type: "doc", content: { length: 1 } }, "wrongField content"],
    ["a node without a type", doc({ text: "hello" }), "unknownNode content.0"],
    ["an iframe", doc({ type: "iframe" }), "unknownNode content.0"],
    ["a name from the prototype", doc({ type: "constructor" }), "unknownNode content.0"],
    ["a document in a document", doc(doc(paragraph())), "misplaced content.0"],
    [
      "an unknown mark",
      doc(paragraph(text("a", { type: "blink" }))),
      "unknownMark content.0.content.0.marks.0",
    ],
    [
      "a mark from the prototype",
      doc(paragraph(text("a", { type: "toString" }))),
      "unknownMark content.0.content.0.marks.0",
    ],
    [
      "the same mark twice",
      doc(paragraph(text("a", { type: "bold" }, { type: "bold" }))),
      "misplaced content.0.content.0.marks.1",
    ],
    ["marks on a paragraph", doc({ ...paragraph(), marks: [{ type: "bold" }] }), "misplaced content.0"],
    [
      "an unknown attribute",
      doc({ ...paragraph(), attrs: { onclick: "alert(1)" } }),
      "unknownAttribute content.0.attrs.onclick",
    ],
    ["a style", doc({ ...paragraph(), attrs: { style: "x" } }), "unknownAttribute content.0.attrs.style"],
    [
      "an attribute __proto__",
      JSON.parse('{"type":"doc","content":[{"type":"paragraph","attrs":{"__proto__":{"x":1}}}]}'),
      "unknownAttribute content.0.attrs.__proto__",
    ],
    ["an unknown field", doc({ ...paragraph(), html: "<b>" }), "unknownField content.0.html"],
    [
      "text that is no text",
      doc(paragraph({ type: "text", text: ["a"] })),
      "wrongText content.0.content.0.text",
    ],
    ["empty text", doc(paragraph(text(""))), "wrongText content.0.content.0.text"],
    ["a control character", doc(paragraph(text("a\u0000b"))), "wrongText content.0.content.0.text"],
    ["half a character", doc(paragraph(text("a\ud83d"))), "wrongText content.0.content.0.text"],
    ["text in the document", doc(text("a")), "misplaced content.0"],
    ["a paragraph in a paragraph", doc(paragraph(paragraph())), "misplaced content.0.content.0"],
    ["a list without items", doc({ type: "bulletList" }), "misplaced content.0.content"],
    [
      "a paragraph in a list",
      doc({ type: "bulletList", content: [paragraph()] }),
      "misplaced content.0.content.0",
    ],
    [
      "an item that begins with a list",
      doc({
        type: "bulletList",
        content: [{ type: "listItem", content: [{ type: "bulletList", content: [] }] }],
      }),
      "misplaced content.0.content.0.content.0",
    ],
    ["an item alone", doc({ type: "listItem", content: [paragraph()] }), "misplaced content.0"],
    ["a cell in a table", doc({ type: "table", content: [cell()] }), "misplaced content.0.content.0"],
    ["a row in the document", doc({ type: "tableRow", content: [cell()] }), "misplaced content.0"],
    [
      "bold code",
      doc({ type: "codeBlock", content: [text("a", { type: "bold" })] }),
      "misplaced content.0.content.0",
    ],
    [
      "the page's own heading",
      doc({ type: "heading", attrs: { level: 1 } }),
      "wrongAttribute content.0.attrs.level",
    ],
    ["a heading without a level", doc({ type: "heading" }), "wrongAttribute content.0.attrs.level"],
    ["half a level", doc({ type: "heading", attrs: { level: 2.5 } }), "wrongAttribute content.0.attrs.level"],
    [
      "a level in words",
      doc({ type: "heading", attrs: { level: "2" } }),
      "wrongAttribute content.0.attrs.level",
    ],
    [
      "a picture from elsewhere",
      doc({ type: "image", attrs: { src: "https://evil.example/x.png", alt: "x" } }),
      "unknownAttribute content.0.attrs.src",
    ],
    [
      "a picture that is no upload",
      doc({ type: "image", attrs: { fileId: "../../etc", alt: "x" } }),
      "wrongAttribute content.0.attrs.fileId",
    ],
    [
      "a picture without words",
      doc({ type: "image", attrs: { fileId: ID, alt: " " } }),
      "altMissing content.0",
    ],
    [
      "a picture that is decoration and described",
      doc({ type: "image", attrs: { fileId: ID, alt: "x", isDecorative: true } }),
      "altMissing content.0",
    ],
    [
      "a picture with no alt at all",
      doc({ type: "image", attrs: { fileId: ID } }),
      "altMissing content.0.attrs.alt",
    ],
    [
      "a file whose name turns around",
      doc({ type: "file", attrs: { fileId: ID, name: "a\u202egpj.exe" } }),
      "wrongAttribute content.0.attrs.name",
    ],
    [
      "a mention of a thing",
      doc(paragraph({ type: "mention", attrs: { kind: "robot", id: ID, label: "R" } })),
      "wrongAttribute content.0.content.0.attrs.kind",
    ],
    [
      "a quotation of no reply",
      doc({ type: "blockquote", attrs: { replyId: "1" }, content: [paragraph()] }),
      "wrongAttribute content.0.attrs.replyId",
    ],
    [
      "a cell as wide as the sea",
      table([cell({ colspan: 51 })]),
      "wrongAttribute content.0.content.0.content.0.attrs.colspan",
    ],
    ["a row that is too wide", table([cell({ colspan: 26 }), cell({ colspan: 25 })]), "tooWide content.0"],
    [
      "rows that reach into each other",
      table([cell({ colspan: 30, rowspan: 3 })], [], [cell({ colspan: 21 })]),
      "tooWide content.0",
    ],
  ];
  test.each(refused)("%s", (_, value, refusal) => expect(refusalOf(value)).toBe(refusal));

  test("and the sentence says the name", () => {
    expect(checkRichText(doc({ type: "iframe" })).refusal?.sentence).toBe("There is no such node: iframe.");
    const long = checkRichText(doc({ type: "x".repeat(5_000) })).refusal;
    expect(long?.sentence.length).toBeLessThan(100);
  });

  test("a table as wide as may be passes, also where cells from above have ended", () => {
    expect(
      refusalOf(table([cell({ colspan: 30, rowspan: 2 })], [cell({ colspan: 20 })], [cell({ colspan: 50 })])),
    ).toBeNull();
  });
});

describe("anything at all", () => {
  test("is taken or refused, and never throws", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
        expect(typeof checkRichText(value).ok).toBe("boolean");
        expect(checkRichText({ type: "doc", content: [value] }).ok).toBe(false);
      }),
    );
  });

  test("put in the place of any part of a document is refused, or changes nothing that is known", () => {
    let refusals = 0;
    fc.assert(
      fc.property(spoiledDocuments(), (spoiled) => {
        const { ok, document: kept } = checkRichText(spoiled);
        if (!ok) refusals += 1;
        // What passes is made of known parts alone: it passes again and is the same.
        else expect(checkRichText(kept).document).toEqual(kept);
      }),
      { numRuns: 1_000 },
    );
    expect(refusals).toBeGreaterThan(500);
  });
});

test("as a field of an input it says where and what is wrong, and gives back the checked document", () => {
  const input = z.strictObject({ title: z.string(), body: richText });
  const parsed = input.safeParse({ title: "a", body: doc({ type: "paragraph", content: [] }) });
  expect(parsed.data).toEqual({ title: "a", body: doc({ type: "paragraph" }) });
  const refused = input.safeParse({ title: "a", body: doc({ type: "iframe" }) });
  expect(refused.error?.issues).toMatchObject([
    { path: ["body", "content", "0"], message: "There is no such node: iframe." },
  ]);
  expect(input.safeParse({ title: "a" }).success).toBe(false);
});

test("the API document describes it", () => {
  const described = z.toJSONSchema(z.strictObject({ body: richText }), {
    io: "input",
    unrepresentable: "any",
  });
  expect(described.required).toEqual(["body"]);
  expect(described.properties?.body).toMatchObject({
    type: "object",
    description: expect.stringContaining("tableHeader"),
    required: ["type", "content"],
  });
});
