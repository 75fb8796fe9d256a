import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import en from "./en.json";
import es from "./es.json";
import { sentenceKeys } from "./sentences";

const CLIENT = new URL("..", import.meta.url).pathname;
const SHARED = new URL("../../shared", import.meta.url).pathname;
const catalogues: Record<string, Record<string, string>> = { en, es };

describe("the catalogues", () => {
  test("have the same keys", () => {
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
  });

  test.each(Object.keys(en))("say %s with the same places in every language", (key) => {
    expect(placesOf(es[key as keyof typeof es])).toEqual(placesOf(en[key as keyof typeof en]));
  });

  test.each(Object.keys(catalogues))("leave nothing of %s empty", (language) => {
    const empty = Object.entries(catalogues[language]!).filter(([, message]) => message.trim() === "");
    expect(empty).toEqual([]);
  });

  test("hold only what some page says", () => {
    const source = sourceOf(CLIENT);
    // Keys that are put together, such as `roles.kind.${kind}`, are known by how they begin.
    const beginnings = [...source.matchAll(/`([a-zA-Z]+\.[a-zA-Z.]*)\$\{/g)].map(
      ([, beginning]) => beginning!,
    );
    const unsaid = Object.keys(en).filter(
      (key) => !source.includes(`"${key}"`) && !beginnings.some((beginning) => key.startsWith(beginning)),
    );
    expect(unsaid).toEqual([]);
  });
});

test("every sentence of a shared schema that a person may meet has its place in the catalogues", () => {
  const checks = /(?:minLength|maxLength|regex|refine)\([^\n]*?"([A-Z][^"\n]+[.])"/g;
  const said = [...sourceOf(SHARED).matchAll(checks)].map(([, sentence]) => sentence!);
  // Ids and channels are made by programs; no form has them.
  const met = said.filter((sentence) => !/^That is not an? (id|channel)\.$/.test(sentence));
  expect(met.length).toBeGreaterThan(10);
  expect(met.filter((sentence) => !(sentence in sentenceKeys))).toEqual([]);
});

test("a sentence reads in English as the schema says it", () => {
  for (const [sentence, key] of Object.entries(sentenceKeys)) expect(en[key]).toBe(sentence);
});

/** The names of a message's places, whatever their order. One language may count where another does not. */
function placesOf(message: string): string[] {
  const places = new Set<string>();
  const visit = (elements: ReturnType<typeof parse>) => {
    for (const element of elements) {
      // 0 is text, 7 the number sign within a plural.
      if (element.type !== 0 && element.type !== 7) places.add(String(element.value));
      if ("options" in element) for (const option of Object.values(element.options)) visit(option.value);
      if ("children" in element) visit(element.children);
    }
  };
  visit(parse(message));
  return [...places].sort();
}

function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
    .map((path) => readFileSync(join(folder, path), "utf8"))
    .join("\n");
}
