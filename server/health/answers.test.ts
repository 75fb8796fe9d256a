import { describe, expect, test } from "vitest";
import type { Shown } from "#server/forums/shown.reads";
import { begunIn, firstAnswerOf, median, welcomeOf } from "./answers";

const MINUTE = 60_000;

/** A thread in which those people speak in turn, the first of them begins it; each so many minutes after its beginning. */
const thread = (threadId: string, ...said: [personId: string, minutes: number][]): Shown[] =>
  said.map(([personId, minutes], place) => {
    return { threadId, place, personId, at: minutes * MINUTE, kind: "discussion" };
  });
const people = (count: number) => Array.from({ length: count }, (_, who) => `person ${who}`);

test.each([
  [[], 0],
  [[7], 7],
  [[9, 1], 5],
  [[9, 1, 2], 2],
  [[4, 4, 1, 8], 4],
])("the middle of %j is %i", (numbers, middle) => {
  expect(median(numbers)).toBe(middle);
});

describe("a thread", () => {
  test("is answered by the first who is not its author", () => {
    const said = thread("one", ["max", 0], ["max", 1], ["mia", 5], ["ben", 6]);
    expect(begunIn(said.toReversed())).toMatchObject([{ answer: { personId: "mia", at: 5 * MINUTE } }]);
  });

  test("that only its author has answered is unanswered", () => {
    expect(begunIn(thread("one", ["max", 0], ["max", 3]))).toMatchObject([{ answer: null }]);
  });

  test("that tells something, or asks for a choice, waits for nobody", () => {
    const said = ["announcement", "poll", "question", "practice"] as const;
    const begun = begunIn(said.flatMap((kind) => thread(kind, ["max", 0]).map((one) => ({ ...one, kind }))));
    expect(begun.map(({ opening }) => opening.kind)).toEqual(["question", "practice"]);
  });

  test("whose opening is not shown, or older than what is looked at, is none", () => {
    expect(begunIn(thread("one", ["max", 0], ["mia", 3]).slice(1))).toEqual([]);
  });
});

describe("the time to the first answer", () => {
  /** Somebody of those asks every ten minutes, and somebody of these answers after one, two, three minutes. */
  const asked = (asking: number, answering: number) =>
    begunIn(
      people(10).flatMap((_, turn) => {
        const [by, to] = [`answering ${turn % answering}`, `asking ${turn % asking}`];
        return thread(`thread ${turn}`, [to, turn * 10], [by, turn * 10 + turn + 1]);
      }),
    );

  test("is that of half of the answered threads", () => {
    expect(firstAnswerOf(asked(5, 5))).toBe(6);
    expect(firstAnswerOf([...asked(5, 5), ...begunIn(thread("late", ["max", 0], ["max", 900]))])).toBe(6);
  });

  test("is not told where four asked, or four answered", () => {
    expect(firstAnswerOf(asked(4, 5))).toBeNull();
    expect(firstAnswerOf(asked(5, 4))).toBeNull();
    expect(firstAnswerOf([])).toBeNull();
  });

  test("is nothing where what answers was said before and moved here", () => {
    const moved = people(5).flatMap((who) => thread(who, [who, 10], [`answering ${who}`, 2]));
    expect(firstAnswerOf(begunIn(moved))).toBe(0);
  });
});

describe("newcomers", () => {
  const comers = people(6).map((personId) => ({ personId, joinedAt: 100 * MINUTE }));
  /** What so many of them say first; the first of them is answered by nobody. */
  const said = (count: number) => [
    ...thread("alone", ["person 0", 101], ["person 0", 102]),
    ...people(count)
      .slice(1)
      .flatMap((who) => thread(who, [who, 101], ["fay", 105])),
  ];

  test("are welcomed where somebody else speaks after what they said first", () => {
    expect(welcomeOf(comers, said(6))).toEqual({ came: 6, cameAndSpoke: 6, welcomed: 5 });
    expect(welcomeOf(comers, said(5))).toEqual({ came: 6, cameAndSpoke: 5, welcomed: 4 });
  });

  test("of whom four have spoken are only counted", () => {
    expect(welcomeOf(comers, said(4))).toEqual({ came: 6, cameAndSpoke: null, welcomed: null });
  });

  test("who are four, or none, are not told of", () => {
    const nothing = { came: null, cameAndSpoke: null, welcomed: null };
    expect(welcomeOf(comers.slice(0, 4), said(6))).toEqual(nothing);
    expect(welcomeOf([], [])).toEqual(nothing);
  });

  test("who answer others are welcomed by what follows, and not by what was there", () => {
    const answers = people(5).flatMap((who) => thread(who, ["fay", 99], ["mia", 100], [who, 101]));
    expect(welcomeOf(comers, answers)).toEqual({ came: 6, cameAndSpoke: 5, welcomed: 0 });
  });

  test("who came back have said nothing new by what they said before", () => {
    const before = people(5).flatMap((who) => thread(who, [who, 50], ["fay", 51]));
    expect(welcomeOf(comers, [...before, ...said(4)])).toMatchObject({ cameAndSpoke: null });
  });
});
