import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
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

/**
 * The names of what a message shows, whatever their order. A choice by number or kind that shows nothing is left out:
 * one language inflects where another does not.
 */
function placesOf(message: string): string[] {
  const places = new Set<string>();
  const visit = (elements: ReturnType<typeof parse>, counted: string) => {
    for (const element of elements) {
      if (element.type === TYPE.pound) places.add(counted);
      else if (element.type === TYPE.plural || element.type === TYPE.select) {
        for (const option of Object.values(element.options)) visit(option.value, element.value);
      } else if (element.type !== TYPE.literal) places.add(element.value);
      if (element.type === TYPE.tag) visit(element.children, counted);
    }
  };
  visit(parse(message), "");
  return [...places].sort();
}

function sourceOf(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !path.includes(".test."))
    .map((path) => readFileSync(join(folder, path), "utf8"))
    .join("\n");
}
