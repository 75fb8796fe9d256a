import { describe, expect, test } from "vitest";
import { doc, paragraph, refusalOf, text } from "./testing";

const link = (href: unknown) => doc(paragraph(text("here", { type: "link", attrs: { href } })));

describe("links", () => {
  test.each([
    "https://alder.example/a?b=c#d",
    "http://localhost:3000/",
    "HTTPS://ALDER.EXAMPLE",
    "mailto:mia@birch.example",
  ])("lead to %s", (href) => expect(refusalOf(link(href))).toBeNull());

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "blob:https://alder.example/1",
    "file:///etc/passwd",
    "ftp://alder.example",
    "//alder.example",
    "/forums",
    "alder.example",
    "https://mia:secret@alder.example",
    "https://mia@alder.example",
    "https://alder.example/\u202egpj",
    "https://al\u200bder.example",
    "https://",
    "mailto:",
    "mailto:mia@birch.example?bcc=everybody@birch.example",
    "mailto:mia@birch.example,max@birch.example",
    "",
    `https://alder.example/${"a".repeat(2_000)}`,
    7,
    null,
    {},
    ["https://alder.example"],
  ])("never to %j", (href) => {
    expect(refusalOf(link(href))).toBe("linkRefused content.0.content.0.marks.0.attrs.href");
  });
});
