import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, toMoment, toWallTime } from "./zonedTime";

const PACIFIC = "America/Los_Angeles";

test("a date in winter is told in standard time, one in summer in daylight time", () => {
  expect(toMoment({ date: "2024-03-04", time: "10:00" }, PACIFIC)).toBe(Date.parse("2024-03-04T18:00:00Z"));
  expect(toMoment({ date: "2022-07-11", time: "09:00" }, PACIFIC)).toBe(Date.parse("2022-07-11T16:00:00Z"));
});

test("the days on which clocks change are right on both sides of the change", () => {
  expect(toMoment({ date: "2024-03-10", time: "01:30" }, PACIFIC)).toBe(Date.parse("2024-03-10T09:30:00Z"));
  expect(toMoment({ date: "2024-03-10", time: "03:30" }, PACIFIC)).toBe(Date.parse("2024-03-10T10:30:00Z"));
  expect(toMoment({ date: "2024-11-03", time: "00:30" }, PACIFIC)).toBe(Date.parse("2024-11-03T07:30:00Z"));
  expect(toMoment({ date: "2024-11-03", time: "02:30" }, PACIFIC)).toBe(Date.parse("2024-11-03T10:30:00Z"));
});

test("a skipped time is as much later as was skipped, a doubled one is its first", () => {
  expect(toMoment({ date: "2024-03-10", time: "02:30" }, PACIFIC)).toBe(Date.parse("2024-03-10T10:30:00Z"));
  expect(toMoment({ date: "2024-11-03", time: "01:30" }, PACIFIC)).toBe(Date.parse("2024-11-03T08:30:00Z"));
});

test("what clocks show at a moment leads back to that moment, in any zone", () => {
  const zones = [
    PACIFIC,
    "America/New_York",
    "Europe/Berlin",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "UTC",
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 0, max: 60 * 24 * 365 * 80 }),
      (zone, minute) => {
        const moment = minute * 60_000;
        const shown = toWallTime(moment, zone);
        const first = toMoment(shown, zone);
        expect(toWallTime(first, zone)).toEqual(shown);
        expect(first).toBeLessThanOrEqual(moment);
        expect(moment - first).toBeLessThanOrEqual(3_600_000);
      },
    ),
    { numRuns: 500 },
  );
});

test("days are counted over the ends of months and over changes of the clock", () => {
  expect(addDays("2024-02-28", 2)).toBe("2024-03-01");
  expect(addDays("2024-03-11", -2)).toBe("2024-03-09");
});
