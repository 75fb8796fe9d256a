import { describe, expect, it } from "vitest";
import { extendTimer, pauseTimer, resumeTimer, startTimer, tellTime, timeLeft } from "./timer";

const NOON = 1_700_000_000_000;
const MINUTE = 60_000;

describe("a timer", () => {
  it("runs down by the server's clock and goes on below zero", () => {
    const timer = startTimer(5, NOON);
    expect(timeLeft(timer, NOON + MINUTE)).toBe(4 * MINUTE);
    expect(timeLeft(timer, NOON + 6 * MINUTE)).toBe(-MINUTE);
  });

  it("stands still while paused and gives back what was left", () => {
    const paused = pauseTimer(startTimer(5, NOON), NOON + 2 * MINUTE);
    expect(timeLeft(paused, NOON + 60 * MINUTE)).toBe(3 * MINUTE);
    expect(timeLeft(resumeTimer(paused, NOON + 60 * MINUTE), NOON + 61 * MINUTE)).toBe(2 * MINUTE);
  });

  it("is extended from what is left, running or paused", () => {
    const running = startTimer(5, NOON);
    expect(timeLeft(extendTimer(running, 2, NOON + MINUTE), NOON + MINUTE)).toBe(6 * MINUTE);
    const paused = pauseTimer(running, NOON + MINUTE);
    const extended = extendTimer(paused, 2, NOON + 9 * MINUTE);
    expect(extended.endsAt).toBeNull();
    expect(timeLeft(extended, NOON + 9 * MINUTE)).toBe(6 * MINUTE);
  });

  it("gives whole minutes from now when it was overrun", () => {
    const extended = extendTimer(startTimer(1, NOON), 2, NOON + 5 * MINUTE);
    expect(timeLeft(extended, NOON + 5 * MINUTE)).toBe(2 * MINUTE);
  });
});

it.each([
  [0, "0:00"],
  [1, "0:01"],
  [1_000, "0:01"],
  [59_001, "1:00"],
  [760_000, "12:40"],
  [3_600_000, "60:00"],
  [-999, "0:00"],
  [-1_000, "+0:01"],
  [-95_000, "+1:35"],
])("%i ms are told as %s", (left, told) => {
  expect(tellTime(left)).toBe(told);
});
