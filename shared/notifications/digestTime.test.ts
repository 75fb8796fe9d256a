import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toWallTime } from "#shared/zonedTime";
import { type DigestTime, nextDigestAt } from "./digestTime";

const daily = (hour: number): DigestTime => ({ every: "day", weekday: 1, hour });
const weekly = (weekday: number, hour: number): DigestTime => ({ every: "week", weekday, hour });
const ANGELES = "America/Los_Angeles";

describe("the next digest", () => {
  test("comes at its hour by the clock of the zone, today or tomorrow", () => {
    const seven = Date.parse("2026-07-01T14:00:00Z");
    expect(nextDigestAt(daily(8), ANGELES, seven)).toBe(Date.parse("2026-07-01T15:00:00Z"));
    expect(nextDigestAt(daily(7), ANGELES, seven)).toBe(Date.parse("2026-07-02T14:00:00Z"));
    expect(nextDigestAt(daily(7), ANGELES, seven - 1)).toBe(seven);
  });

  test("comes on its weekday, also where that is today", () => {
    const wednesday = Date.parse("2026-07-01T14:00:00Z");
    expect(nextDigestAt(weekly(3, 8), ANGELES, wednesday)).toBe(Date.parse("2026-07-01T15:00:00Z"));
    expect(nextDigestAt(weekly(3, 6), ANGELES, wednesday)).toBe(Date.parse("2026-07-08T13:00:00Z"));
    expect(nextDigestAt(weekly(7, 0), ANGELES, wednesday)).toBe(Date.parse("2026-07-05T07:00:00Z"));
  });

  test("keeps its hour when clocks change", () => {
    const before = Date.parse("2026-03-07T20:00:00Z");
    expect(nextDigestAt(daily(8), ANGELES, before)).toBe(Date.parse("2026-03-08T15:00:00Z"));
    const inAutumn = Date.parse("2026-10-31T20:00:00Z");
    expect(nextDigestAt(daily(8), ANGELES, inAutumn)).toBe(Date.parse("2026-11-01T16:00:00Z"));
  });

  test("comes in the hour after one that is skipped", () => {
    const at = nextDigestAt(daily(2), ANGELES, Date.parse("2026-03-07T20:00:00Z"));
    expect(toWallTime(at, ANGELES)).toEqual({ date: "2026-03-08", time: "03:00" });
    expect(toWallTime(nextDigestAt(daily(2), ANGELES, at), ANGELES)).toEqual({
      date: "2026-03-09",
      time: "02:00",
    });
  });

  test("comes once where its hour comes twice", () => {
    const first = nextDigestAt(daily(1), ANGELES, Date.parse("2026-10-31T20:00:00Z"));
    expect(first).toBe(Date.parse("2026-11-01T08:00:00Z"));
    expect(nextDigestAt(daily(1), ANGELES, first)).toBe(Date.parse("2026-11-02T09:00:00Z"));
  });

  test("comes every day exactly once, and every week exactly once, in any zone and year", () => {
    const zones = [
      ANGELES,
      "America/New_York",
      "Europe/Madrid",
      "Australia/Lord_Howe",
      "Asia/Kathmandu",
      "UTC",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 23 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: Date.parse("2026-01-01"), max: Date.parse("2030-01-01") }),
        (zone, hour, weekday, from) => {
          const days: string[] = [];
          let at = from;
          for (let turn = 0; turn < 20; turn++) {
            at = nextDigestAt(daily(hour), zone, at);
            days.push(toWallTime(at, zone).date);
          }
          expect(new Set(days).size).toBe(20);
          expect(Date.parse(days.at(-1) as string) - Date.parse(days[0] as string)).toBe(19 * 86_400_000);
          const week = nextDigestAt(weekly(weekday, hour), zone, from);
          const next = nextDigestAt(weekly(weekday, hour), zone, week);
          expect(new Date(`${toWallTime(week, zone).date}T00:00:00Z`).getUTCDay() || 7).toBe(weekday);
          expect(Math.abs(next - week - 7 * 86_400_000)).toBeLessThanOrEqual(3_600_000);
          expect(week - from).toBeLessThanOrEqual(7 * 86_400_000 + 3_600_000);
        },
      ),
      { numRuns: 300 },
    );
  });
});
