import { describe, expect, test } from "vitest";
import { LIMITS } from "./document";
import { doc, paragraph, refusalOf, text } from "./testing";

describe("limits", () => {
  const nested = (depth: number): unknown => {
    let node: unknown = paragraph();
    for (let level = 2; level < depth; level++) node = { type: "blockquote", content: [node] };
    return doc(node);
  };

  test("as deep as may be, and one deeper", () => {
    expect(refusalOf(nested(LIMITS.depth))).toBeNull();
    expect(refusalOf(nested(LIMITS.depth + 1))).toBe("tooDeep");
  });

  test("as many nodes as may be, and one more", () => {
    const many = (count: number) => doc(...Array.from({ length: count - 1 }, () => ({ type: "paragraph" })));
    expect(refusalOf(many(LIMITS.nodes))).toBeNull();
    expect(refusalOf(many(LIMITS.nodes + 1))).toBe("tooManyNodes");
  });

  test("as many bytes as may be, and one more, however many a letter takes", () => {
    const empty = new TextEncoder().encode(JSON.stringify(doc(paragraph(text(""))))).length;
    const room = LIMITS.bytes - empty;
    expect(refusalOf(doc(paragraph(text("a".repeat(room)))))).toBeNull();
    expect(refusalOf(doc(paragraph(text("a".repeat(room + 1)))))).toBe("tooLarge");
    expect(refusalOf(doc(paragraph(text("é".repeat(room / 2)))))).toBeNull();
    expect(refusalOf(doc(paragraph(text("é".repeat(room / 2 + 1)))))).toBe("tooLarge");
    expect(refusalOf(doc(paragraph(text('"'.repeat(room / 2 + 1)))))).toBe("tooLarge");
  });

  test("a million levels are refused at once, in content, attributes, marks and arrays", () => {
    const wrap = (inner: (value: unknown) => unknown): unknown => {
      let value: unknown = text("a");
      for (let level = 0; level < 1_000_000; level++) value = inner(value);
      return value;
    };
    const hostile = [
      wrap((value) => ({ type: "blockquote", content: [value] })),
      doc({ type: "paragraph", attrs: wrap((value) => ({ a: value })) }),
      doc({ type: "paragraph", marks: wrap((value) => [value]) }),
      wrap((value) => ({ type: "doc", content: value })),
    ];
    const began = performance.now();
    for (const value of hostile) expect(refusalOf(value)).toBe("tooDeep");
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  test("a circle is refused", () => {
    const node: { type: string; content: unknown[] } = { type: "blockquote", content: [] };
    node.content.push(node);
    expect(refusalOf(doc(node))).toBe("tooDeep");
  });

  test("a very long list, name or text is refused without being written out", () => {
    expect(refusalOf({ type: "doc", content: new Array(1_000_000) })).toBe("tooLarge");
    expect(refusalOf(doc({ ["x".repeat(70_000)]: 1, type: "paragraph" }))).toBe("tooLarge");
    expect(refusalOf(doc(paragraph(text("a".repeat(50_000_000)))))).toBe("tooLarge");
  });
});
