import { expect, test } from "vitest";
import { type ListLetter, type ThreadPart, writeListLetter } from "./listLetters";

const part = (title: string, overrides: Partial<ThreadPart> = {}): ThreadPart => ({
  ...{ title, space: "The northern alliance", url: "https://line.example/threads/x/1", count: 1 },
  words: [{ name: "Ben (Birch College)", text: "A word." }],
  ...overrides,
});

const letter = (parts: ListLetter["parts"], overrides: Partial<ListLetter> = {}): ListLetter => ({
  ...{ kind: "thread", to: "mia@alder.example", language: "en", day: "December 1", parts, more: 0 },
  urls: {
    all: "https://line.example/forums",
    settings: "https://line.example/settings#mail",
    unsubscribe: "https://line.example/unsubscribe?token=x",
    oneClick: "https://line.example/api/mailings/one-click/x",
  },
  marks: { messageId: "a@line.example", threadId: "t@line.example", listId: "s.spaces.line.example" },
  ...overrides,
});

const subjectOf = (title: string) => writeListLetter(letter([part(title)])).subject;

test("a title in a subject is one line of words: no header, no turned text, no link, no end", () => {
  expect(subjectOf("How do you begin?")).toBe("Throughline: How do you begin?");
  expect(subjectOf("Hello\r\nBcc: ola@birch.example")).toBe("Throughline: Hello");
  expect(subjectOf("A\u202Eb\u0000c\u2028d")).toBe("Throughline: A b c d");
  expect(subjectOf("Win at evil.example/x today")).toBe("Throughline: Win at today");
  expect(subjectOf("https://evil.example")).toBe("Throughline: What is new");
  const long = subjectOf("😀".repeat(160));
  expect([...long]).toHaveLength("Throughline: ".length + 101);
  expect(long.endsWith("😀…")).toBe(true);
});

test("a digest’s subject holds nothing that anybody typed, and it answers no letter", () => {
  const { subject, headers } = writeListLetter(
    letter([part("Secret title")], {
      ...{ kind: "digest", language: "es", day: "1 de diciembre" },
      marks: { messageId: "a@line.example", threadId: null, listId: "digest.line.example" },
    }),
  );
  expect(subject).toBe("Throughline: Qué hay de nuevo en los hilos que sigue, 1 de diciembre");
  expect(headers).not.toHaveProperty("References");
});

test("it says how much there is beyond what it shows", () => {
  const { text, html } = writeListLetter(letter([part("One", { count: 7 })], { kind: "digest", more: 3 }));
  for (const body of [text, html]) {
    expect(body).toContain("7 new posts");
    expect(body).toContain("And 6 more there.");
    expect(body).toContain("There is something new in 3 more threads.");
  }
});

test("words become no element of it", () => {
  const evil = `<img src=x onerror=alert(1)> "quoted' & <b>`;
  const { html } = writeListLetter(
    letter([part(evil, { space: evil, words: [{ name: evil, text: evil }] })]),
  );
  expect(html).not.toMatch(/<img|<b>/);
  expect(html.match(/&#60;img/g)?.length).toBeGreaterThanOrEqual(4);
});
