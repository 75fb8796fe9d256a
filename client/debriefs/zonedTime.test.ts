import * as fc from "fast-check";
import { expect, test } from "vitest";
import { toMoment } from "./zonedTime";

const iso = (moment: number | null) => (moment === null ? null : new Date(moment).toISOString());

test("a time is read by the clock of its zone", () => {
  expect(iso(toMoment("2026-11-24", "10:00", "America/Los_Angeles"))).toBe("2026-11-24T18:00:00.000Z");
  expect(iso(toMoment("2026-07-01", "10:00", "America/Los_Angeles"))).toBe("2026-07-01T17:00:00.000Z");
  expect(iso(toMoment("2026-07-01", "10:00", "Asia/Kolkata"))).toBe("2026-07-01T04:30:00.000Z");
});

test("the hour that comes twice means the first, the hour that is skipped the one after", () => {
  expect(iso(toMoment("2026-11-01", "01:30", "America/Los_Angeles"))).toBe("2026-11-01T08:30:00.000Z");
  expect(iso(toMoment("2026-03-08", "02:30", "America/Los_Angeles"))).toBe("2026-03-08T10:30:00.000Z");
});

test("what is no date is no moment", () => {
  expect(toMoment("", "10:00", "UTC")).toBeNull();
  expect(toMoment("2026-11-24", "", "UTC")).toBeNull();
});

test("a minute of any day reads back as it was written", () => {
  const zones = ["America/Los_Angeles", "America/New_York", "Pacific/Auckland", "Europe/Madrid", "UTC"];
  const day = fc.integer({ min: 0, max: 3_650 }).map((days) => new Date(Date.UTC(2020, 0, 1 + days)));
  fc.assert(
    // From four in the morning on no zone changes its clocks.
    fc.property(fc.constantFrom(...zones), day, fc.integer({ min: 4, max: 23 }), (zone, date, hour) => {
      const clock = `${String(hour).padStart(2, "0")}:15`;
      const moment = toMoment(date.toISOString().slice(0, 10), clock, zone);
      const shown = new Intl.DateTimeFormat("sv-SE", {
        timeZone: zone,
        dateStyle: "short",
        timeStyle: "short",
      }).format(moment as number);
      expect(shown).toBe(`${date.toISOString().slice(0, 10)} ${clock}`);
    }),
  );
});
