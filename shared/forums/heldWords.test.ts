import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { heldWordsIn, seen, withoutDoubles } from "./heldWords";

const isHeld = (word: string, text: string) => heldWordsIn([word], text).length === 1;

describe("a word that is held", () => {
  test.each([
    ["hedgehog", "A HEDGEHOG!"],
    ["cafe", "the café,"],
    ["Café", "cafe"],
    ["straße", "STRASSE"],
    ["ΟΔΟΣ", "η οδος."],
    ["fi", "ﬁ"],
    ["spam", "ｓｐａｍ"],
    ["very bad", "It is very,\n— bad"],
    ["bad-site.example", "see https://bad-site.example/x"],
    ["don't", "DON’T"],
  ])("%j stands in %j", (word, text) => {
    expect(isHeld(word, text)).toBe(true);
  });

  test.each([
    ["hedge", "A hedgehog"],
    ["hog", "A hedgehog"],
    ["very bad", "bad, very"],
    ["very bad", "very very good, bad"],
    ["!?", "What!?"],
  ])("%j does not stand in %j", (word, text) => {
    expect(isHeld(word, text)).toBe(false);
  });

  const words = fc.array(fc.stringMatching(/^[a-z]{2,9}$/), { minLength: 1, maxLength: 3 });
  const unseen = fc.constantFrom(..."\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u034f\ufe0f\u{e0061}");
  const accent = fc.constantFrom("", "\u0301", "\u0308", "\u0327\u0302");
  /** What is done to each character. */
  const guise = fc.record({ unseen: fc.array(unseen, { maxLength: 3 }), accent, isUpper: fc.boolean() });
  const guises = fc.array(guise, { minLength: 1, maxLength: 12 });

  test("is found however it is written: with what nobody sees, in any case, with any accents", () => {
    fc.assert(
      fc.property(words, guises, fc.constantFrom(" ", ", ", "\n", "\u00a0", "\u3164"), (phrase, how, gap) => {
        let at = 0;
        const disguise = (letter: string) => {
          const { unseen, accent, isUpper } = how[at++ % how.length]!;
          return unseen.join("") + (isUpper ? letter.toUpperCase() : letter) + accent + unseen.join("");
        };
        const written = phrase.map((word) => [...word].map(disguise).join("")).join(gap);
        expect(isHeld(phrase.join(" "), `Well, ${written}: so.`)).toBe(true);
        expect(isHeld(written, `Well, ${phrase.join(" ")}: so.`)).toBe(true);
        // Grown by a letter it is another word.
        expect(isHeld(phrase.join(" "), `${written}\u200bx`)).toBe(false);
      }),
    );
  });
});

test("what nobody sees is gone, and what is compared alike stays once", () => {
  expect(seen("ｈttps://\u200bex\u00adample.org")).toBe("https://example.org");
  expect(withoutDoubles(["Café", "cafe", "tea", "T\u200bEA"])).toEqual(["Café", "tea"]);
});
