import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "./pace";

let pace: Pace;
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
  pace = new Pace();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A group of that size is flushed, in two milliseconds, and so many come meanwhile. */
function flush(size: number, waiting: number): void {
  pace.begin(size);
  vi.advanceTimersByTime(2);
  pace.end(size, waiting, 2);
}

test("who writes alone never waits", () => {
  expect(pace.isEarly(1)).toBe(false);
  flush(1, 0);
  expect(pace.isEarly(1)).toBe(false);
});

test("writers that take turns are waited for, until they are there or half a flush is over", () => {
  flush(1, 1);
  expect(pace.isEarly(1)).toBe(true);
  expect(pace.isEarly(2)).toBe(false);
  vi.advanceTimersByTime(0.9);
  expect(pace.isEarly(1)).toBe(true);
  vi.advanceTimersByTime(0.2);
  expect(pace.isEarly(1)).toBe(false);
});

test("a slow disk is not waited for longer than a moment", () => {
  pace.begin(1);
  pace.end(1, 1, 200);
  vi.advanceTimersByTime(3.1);
  expect(pace.isEarly(1)).toBe(false);
});

test("waits in vain become rare, and one that is not is followed by others", () => {
  const waits = (size: number) => {
    flush(size, 32);
    return pace.isEarly(32);
  };
  flush(32, 32);
  const inVain = Array.from({ length: 300 }, () => waits(32)).filter(Boolean).length;
  expect(inVain).toBeGreaterThan(3);
  expect(inVain).toBeLessThan(15);
  for (let group = 0; !waits(32); group++) expect(group).toBeLessThan(100);
  expect([waits(64), waits(64), waits(64)]).toEqual([true, true, true]);
});
