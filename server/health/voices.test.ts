import { expect, test } from "vitest";
import { voicesOf } from "./voices";

const NOTHING = { spoke: null, evenness: null, quieterShare: null };

/** Who said each post, where the first said so many, the second so many. */
const said = (...counts: number[]) => counts.flatMap((count, who) => Array(count).fill(`person ${who}`));

test.each([
  ["nobody", said()],
  ["one who said much", said(90)],
  ["four", said(1, 2, 3, 4)],
])("of %s nothing is told", (_who, authors) => {
  expect(voicesOf(authors)).toEqual(NOTHING);
});

test("five are told of, and how evenly in a word: halves of two and three would be told of by a number", () => {
  expect(voicesOf(said(2, 2, 2, 2, 2))).toEqual({ spoke: 5, evenness: "even", quieterShare: null });
  expect(voicesOf(said(1, 1, 3, 3, 4))).toEqual({ spoke: 5, evenness: "mixed", quieterShare: null });
  expect(voicesOf(said(1, 1, 1, 1, 60))).toEqual({ spoke: 5, evenness: "few", quieterShare: null });
});

test("from ten on the half who wrote least has five people, and its share is told", () => {
  expect(voicesOf(said(1, 1, 1, 1, 1, 1, 1, 1, 1))).toMatchObject({ spoke: 9, quieterShare: null });
  expect(voicesOf(said(1, 1, 1, 1, 1, 3, 3, 3, 3, 3))).toEqual({
    ...{ spoke: 10, evenness: "mixed", quieterShare: 25 },
  });
});

test("which of two who said as much is counted to which half makes no difference", () => {
  const tied = said(1, 1, 1, 2, 2, 2, 2, 2, 2, 5, 5);
  expect(voicesOf(tied)).toEqual(voicesOf(tied.toReversed()));
  expect(voicesOf(tied)).toEqual({ spoke: 11, evenness: "even", quieterShare: 28 });
});

test("an order of people goes into no figure", () => {
  expect(voicesOf(said(9, 1, 2, 3, 4))).toEqual(voicesOf(said(1, 2, 3, 4, 9)));
});
