import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newId } from "#shared/ids";
import { checkRichText } from "./check";
import type { RichTextDocument } from "./document";
import { filesOf, linksOf, mentionsOf, quotedIn } from "./gather";
import { excerpt, fromPlainText, isEmptyDocument, plainText, withEnding } from "./plainText";
import { documents } from "./testing";

const [PERSON, FILE, REPLY] = [newId(1), newId(2), newId(3)];

const letter: RichTextDocument = {
  type: "doc",
  content: [
    {
      type: "blockquote",
      attrs: { replyId: REPLY, author: "Mia" },
      content: [{ type: "paragraph", content: [{ type: "text", text: "How did you keep them apart?" }] }],
    },
    { type: "heading", attrs: { level: 2 }, content: [{ type: "text", text: "What we did" }] },
    {
      type: "paragraph",
      content: [
        { type: "text", text: "With " },
        { type: "mention", attrs: { kind: "person", id: PERSON, label: "Fay" } },
        { type: "text", text: " we wrote " },
        {
          type: "text",
          text: "a floor",
          marks: [{ type: "bold" }, { type: "link", attrs: { href: "https://alder.example/floor" } }],
        },
        { type: "text", text: " of five." },
        { type: "hardBreak" },
        { type: "text", text: "It held." },
      ],
    },
    {
      type: "orderedList",
      attrs: { start: 3 },
      content: [
        {
          type: "listItem",
          content: [
            { type: "paragraph", content: [{ type: "text", text: "Count" }] },
            {
              type: "bulletList",
              content: [
                {
                  type: "listItem",
                  content: [{ type: "paragraph", content: [{ type: "text", text: "twice" }] }],
                },
              ],
            },
          ],
        },
        { type: "listItem", content: [{ type: "paragraph", content: [{ type: "text", text: "Tell" }] }] },
      ],
    },
    {
      type: "table",
      content: [
        {
          type: "tableRow",
          content: ["Unit", "Count"].map((words) => ({
            type: "tableHeader" as const,
            content: [{ type: "paragraph" as const, content: [{ type: "text" as const, text: words }] }],
          })),
        },
      ],
    },
    { type: "image", attrs: { fileId: FILE, alt: "A bar chart" } },
    { type: "file", attrs: { fileId: FILE, name: "floor.pdf" } },
  ],
};

describe("a letter", () => {
  test("is a document", () => expect(checkRichText(letter).refusal).toBeUndefined());

  test("reads well without its formatting", () => {
    expect(plainText(letter)).toBe(
      [
        "> How did you keep them apart?",
        "What we did",
        "With @Fay we wrote a floor of five.\nIt held.",
        "3. Count\n   • twice\n4. Tell",
        "Unit | Count",
        "A bar chart",
        "floor.pdf",
      ].join("\n\n"),
    );
  });

  test("begins with its own words, not with those that it quotes", () => {
    expect(excerpt(letter, 40)).toBe("What we did With @Fay we wrote a floor…");
    const quotation = { ...letter, content: letter.content.slice(0, 1) };
    expect(excerpt(quotation, 80)).toBe("> How did you keep them apart?");
  });

  test("tells whom it mentions, what it shows, where it leads and what it quotes, each once", () => {
    const twice: RichTextDocument = { type: "doc", content: [...letter.content, ...letter.content] };
    expect(mentionsOf(twice)).toEqual([{ kind: "person", id: PERSON, label: "Fay" }]);
    expect(filesOf(twice)).toEqual([FILE]);
    expect(linksOf(twice)).toEqual(["https://alder.example/floor"]);
    expect(quotedIn(twice)).toEqual([REPLY]);
  });
});

describe("nothing", () => {
  const holding = (...content: RichTextDocument["content"]): RichTextDocument => ({ type: "doc", content });

  test("is nothing with blanks and lines in it", () => {
    expect(isEmptyDocument(fromPlainText(""))).toBe(true);
    expect(isEmptyDocument(fromPlainText(" \n\n \u200b\u00ad\u2060"))).toBe(true);
    expect(isEmptyDocument(holding({ type: "horizontalRule" }, { type: "paragraph" }))).toBe(true);
  });

  test("is not nothing with a word, a picture or a mention in it", () => {
    expect(isEmptyDocument(fromPlainText("a"))).toBe(false);
    expect(
      isEmptyDocument(holding({ type: "image", attrs: { fileId: FILE, alt: "", isDecorative: true } })),
    ).toBe(false);
    const mention = { type: "mention", attrs: { kind: "person", id: PERSON, label: "Fay" } } as const;
    expect(isEmptyDocument(holding({ type: "paragraph", content: [mention] }))).toBe(false);
  });
});

describe("plain words", () => {
  test("become paragraphs and lines", () => {
    expect(fromPlainText("One\r\ntwo\n \n\nthree\u0000")).toEqual({
      type: "doc",
      content: [
        {
          type: "paragraph",
          content: [{ type: "text", text: "One" }, { type: "hardBreak" }, { type: "text", text: "two" }],
        },
        { type: "paragraph", content: [{ type: "text", text: "three" }] },
      ],
    });
  });

  test("always make a document, and come back as they were", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200, unit: "binary" }), (words) => {
        const document = fromPlainText(words);
        expect(checkRichText(document).refusal).toBeUndefined();
        expect(fromPlainText(plainText(document))).toEqual(document);
      }),
    );
  });
});

test("what is left in the middle of writing goes on with its blanks and new lines", () => {
  const [before, after] = ["We begin ", "We begin\nwith\n"];
  const text = (words: string) => ({ type: "text", text: words });
  const ending = (words: string) => /\s*$/.exec(words)?.[0] ?? "";
  expect(withEnding(fromPlainText(before), ending(before)).content).toEqual([
    { type: "paragraph", content: [text("We begin"), text(" ")] },
  ]);
  expect(withEnding(fromPlainText(after), ending(after)).content).toEqual([
    {
      type: "paragraph",
      content: [text("We begin"), { type: "hardBreak" }, text("with"), { type: "hardBreak" }],
    },
  ]);
  expect(withEnding(fromPlainText("We begin"), "")).toEqual(fromPlainText("We begin"));
});

test("of any document, the excerpt is one line of at most so many characters, cut within none", () => {
  fc.assert(
    fc.property(documents(), fc.integer({ min: 1, max: 80 }), (document, length) => {
      const begun = excerpt(document, length);
      expect(begun.length).toBeLessThanOrEqual(length);
      expect(begun).not.toMatch(/\n|\p{Surrogate}/u);
      expect(plainText(document).length).toBeGreaterThanOrEqual(0);
    }),
  );
});
