import fc from "fast-check";
import { expect, test } from "vitest";
import { beginningOf, keysIn } from "./wordKeys";
import { writtenLanguages } from "./writtenLanguage";

test("a word is known by its stem, with and without accents", () => {
  expect(keysIn("en")("Debrief's")).toEqual(["debrief"]);
  expect(keysIn("es")("Acciones")).toEqual(keysIn("es")("ACCIÓN"));
});

test("whatever a word is known by begins as the word does", () => {
  const letters = fc.constantFrom(..."abcdefghijklmnopqrstuvwxyzñáéíóúüABCÑÉİKſß0'’λЖ\u0301");
  const endings = fc.constantFrom(
    "",
    "ing",
    "ies",
    "ying",
    "eed",
    "ables",
    "mente",
    "ándose",
    "ciones",
    "'s",
  );
  const word = fc
    .tuple(fc.string({ unit: letters, minLength: 1, maxLength: 8 }), endings)
    .map((parts) => parts.join(""))
    // No word that is found in a text begins with an apostrophe.
    .filter((one) => !/^['’]/.test(one));
  for (const language of writtenLanguages) {
    const keysOf = keysIn(language);
    fc.assert(
      fc.property(word, (one) => {
        const beginning = beginningOf(one);
        for (const key of keysOf(one)) if (beginning && key) expect(beginningOf(key)).toBe(beginning);
      }),
      { numRuns: 20_000 },
    );
  }
  // Those that English has rules of their own for.
  for (const one of ["dying", "lying", "tying", "skis", "skies", "early", "yes", "Yoyo", "inning", "succeed"])
    for (const key of keysIn("en")(one)) expect(beginningOf(key)).toBe(beginningOf(one));
});
