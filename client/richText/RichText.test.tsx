// @vitest-environment happy-dom
import { cleanup, render, screen, within } from "@testing-library/react";
import * as fc from "fast-check";
import { IntlProvider } from "react-intl";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test } from "vitest";
import { newId } from "#shared/ids";
import type { RichTextDocument, RichTextNode } from "#shared/richText/document";
import { documents } from "#shared/richText/testing";
import { nodesOf } from "#shared/richText/walk";
import messages from "../language/en.json";
import { RichText } from "./RichText";

afterEach(cleanup);

const ID = newId();
const words = (text: string, ...marks: RichTextNode["marks"] & object): RichTextNode => ({
  type: "text",
  text,
  marks,
});
const paragraph = (...content: RichTextNode[]): RichTextNode => ({ type: "paragraph", content });

function show(...content: RichTextNode[]) {
  return showDocument({ type: "doc", content });
}

function showDocument(document: RichTextDocument) {
  const { container } = render(
    <IntlProvider locale="en" messages={messages}>
      <MemoryRouter>
        <RichText document={document} under={2} replyPath={(id) => `/replies/${id}`} />
      </MemoryRouter>
    </IntlProvider>,
  );
  return container;
}

test("headings stand below the page's own", () => {
  show({ type: "heading", attrs: { level: 2 }, content: [words("First")] });
  expect(screen.getByRole("heading", { level: 3, name: "First" })).toBeDefined();
});

test("a link elsewhere gives nothing away and says where it leads; one within the site is the site's", () => {
  show(
    paragraph(words("there", { type: "link", attrs: { href: "https://alder.example/" } })),
    paragraph(words("here", { type: "link", attrs: { href: `${location.origin}/forums?page=2` } })),
  );
  const there = screen.getByRole("link", { name: /there/ });
  expect(there.getAttribute("rel")).toBe("noopener noreferrer nofollow ugc");
  expect(within(there).getByRole("img", { name: "(another site)" })).toBeDefined();
  expect(screen.getByRole("link", { name: "here" }).getAttribute("href")).toBe("/forums?page=2");
});

test("neighbours that lead to the same place are one link", () => {
  const link = { type: "link", attrs: { href: "https://alder.example/" } } as const;
  show(paragraph(words("all of ", link), words("it", link, { type: "bold" })));
  expect(screen.getAllByRole("link").map(({ textContent }) => textContent)).toEqual(["all of it"]);
  expect(screen.getByText("it").tagName).toBe("STRONG");
});

test("a link that was never checked leads nowhere, and what is not known is not shown", () => {
  const container = show(
    paragraph(words("press", { type: "link", attrs: { href: "javascript:alert(1)" } })),
    { type: "iframe" as "image", attrs: { src: "https://alder.example" } },
  );
  expect(screen.queryByRole("link")).toBeNull();
  expect(screen.getByText("press").tagName).toBe("P");
  expect(container.querySelector("iframe")).toBeNull();
});

test("a quotation says whose words it holds and leads to them", () => {
  show({
    type: "blockquote",
    attrs: { replyId: ID, author: "Mia" },
    content: [paragraph(words("So it was."))],
  });
  expect(screen.getByRole("link", { name: "Mia wrote:" }).getAttribute("href")).toBe(`/replies/${ID}`);
});

test("people, pictures, files and tables can be met without seeing them", () => {
  const cell = (type: "tableHeader" | "tableCell", text: string): RichTextNode => ({
    type,
    content: [paragraph(words(text))],
  });
  show(
    paragraph(
      { type: "mention", attrs: { kind: "person", id: ID, label: "Fay" } },
      { type: "mention", attrs: { kind: "thread", id: ID, label: "Trust" } },
    ),
    { type: "image", attrs: { fileId: ID, alt: "A bar chart", width: 30, height: 20 } },
    { type: "file", attrs: { fileId: ID, name: "floor.pdf" } },
    {
      type: "table",
      content: [
        { type: "tableRow", content: [cell("tableHeader", "Unit"), cell("tableHeader", "Count")] },
        { type: "tableRow", content: [cell("tableHeader", "Library"), cell("tableCell", "7")] },
      ],
    },
  );
  expect(screen.getByText("@Fay").closest("a"), "there is no page of a person yet").toBeNull();
  expect(screen.getByRole("link", { name: "Trust" }).getAttribute("href")).toBe(`/threads/${ID}`);
  expect(screen.getByRole("img", { name: "A bar chart" }).getAttribute("src")).toBe(
    `/api/files/${ID}/content`,
  );
  expect(screen.getByRole("link", { name: "File floor.pdf" }).hasAttribute("download")).toBe(true);
  expect(screen.getByRole("group", { name: "Table" }).tabIndex).toBe(0);
  expect(screen.getByRole("columnheader", { name: "Count" })).toBeDefined();
  expect(screen.getByRole("rowheader", { name: "Library" })).toBeDefined();
});

test("deeper than a document may be nothing is shown, and nothing falls", () => {
  let node = paragraph(words("the bottom"));
  for (let level = 0; level < 2_000; level++) node = { type: "blockquote", content: [node] };
  const container = show(node);
  expect(container.querySelectorAll("blockquote").length).toBeLessThan(32);
  expect(container.textContent).not.toContain("the bottom");
});

test("of any document every word is shown as a word", () => {
  fc.assert(
    fc.property(documents(), (document) => {
      const container = showDocument(document);
      const shown = container.textContent ?? "";
      for (const { text = "", attrs } of nodesOf(document))
        for (const said of [text, attrs?.label, attrs?.name]) expect(shown).toContain(said ?? "");
      expect(container.querySelector("script, iframe, style, [style], [onclick], [onerror]")).toBeNull();
      cleanup();
    }),
    { numRuns: 60 },
  );
});
