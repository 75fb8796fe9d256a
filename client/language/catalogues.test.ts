import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { describe, expect, test } from "vitest";
import en from "./en.json";
import es from "./es.json";
import ofCare from "./sentences.care.es.json";
import ofEverything from "./sentences.es.json";
import ofGroups from "./sentences.groups.es.json";
import ofHeld from "./sentences.held.es.json";
import ofLines from "./sentences.line.es.json";
import ofWriting from "./sentences.writing.es.json";

const CLIENT = new URL("..", import.meta.url).pathname;
const SERVER = new URL("../../server", import.meta.url).pathname;
/** Whose refusals reach people; those of the doors themselves speak to programs. */
const FEATURES = [
  "accounts",
  "campuses",
  "programs",
  "convenings",
  "debriefs",
  "forums",
  "files",
  "care",
  "groups",
];
const sentences: Record<string, string> = {
  ...ofEverything,
  ...ofWriting,
  ...ofGroups,
  ...ofCare,
  ...ofHeld,
  ...ofLines,
};
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

describe("what the schemas and the server say in English is known in Spanish", () => {
  test("by the checks of the shared schemas", () => {
    const checks = /(?:minLength|maxLength|regex|refine)\([^\n]*?"([A-Z][^"\n]+[.])"/g;
    // Ids and channels are made by programs; no form has them.
    expectKnown(
      saidBy(SHARED, checks).filter((sentence) => !/^That is not an? (id|channel)\.$/.test(sentence)),
    );
  });

  test("by the refusals of the features", () => {
    const refusals =
      /(?:notFound|forbidden|conflict|invalid|Refusal|message =)\(?\s*(?:\d+,\s*)?(?:"[a-zA-Z]+",\s*)?"([A-Z][^"\n]+[.])"/g;
    expectKnown(FEATURES.flatMap((feature) => saidBy(join(SERVER, feature), refusals)));
  });

  test("and nothing else is kept", () => {
    const source = sourceOf(SHARED) + sourceOf(SERVER);
    expect(Object.keys(sentences).filter((sentence) => !source.includes(`"${sentence}"`))).toEqual([]);
  });
});

function expectKnown(said: string[]): void {
  expect(said.length).toBeGreaterThan(10);
  expect(said.filter((sentence) => !(sentence in sentences))).toEqual([]);
}

function saidBy(folder: string, pattern: RegExp): string[] {
  return [...sourceOf(folder).matchAll(pattern)].map(([, sentence]) => sentence!);
}

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
