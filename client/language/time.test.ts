import { expect, test } from "vitest";
import { daysFromToday, timeWords, zoneDiffers } from "./time";

const DECEMBER = Date.UTC(2023, 11, 8, 18);
const LOS_ANGELES = "America/Los_Angeles";

test("a day and its hours are spelled for people, in the zone that is asked for", () => {
  const time = timeWords("en-US");
  expect(time.day(DECEMBER, LOS_ANGELES)).toBe("Friday, December 8, 2023");
  expect(plain(time.span(DECEMBER, 120, LOS_ANGELES))).toBe("10:00 AM – 12:00 PM");
  expect(time.zoneName(DECEMBER, LOS_ANGELES)).toBe("Pacific Time");
  expect(timeWords("es-ES").day(DECEMBER, LOS_ANGELES)).toBe("viernes, 8 de diciembre de 2023");
});

test("where no zone is asked for it is the one that the words were made for", () => {
  const time = timeWords("en-US", "Pacific/Kiritimati");
  expect(time.shortDay(DECEMBER)).toBe("Sat, Dec 9, 2023");
  expect(time.shortDay(DECEMBER, LOS_ANGELES)).toBe("Fri, Dec 8, 2023");
});

test("the year is left out where it is this one", () => {
  const now = Date.now();
  expect(timeWords("en-US").day(now)).not.toContain(String(new Date(now).getFullYear()));
});

test("lengths are told in hours and minutes, and whole days in days", () => {
  const time = timeWords("en-US");
  expect([60, 90, 120, 50, 2880].map(time.length)).toEqual([
    "1 hour",
    "1 hour 30 minutes",
    "2 hours",
    "50 minutes",
    "2 days",
  ]);
  expect(timeWords("es-ES").length(90)).toBe("1 hora 30 minutos");
});

test("zones differ where clocks do, whatever they are called", () => {
  expect(zoneDiffers(DECEMBER, LOS_ANGELES, "America/Tijuana")).toBe(false);
  expect(zoneDiffers(DECEMBER, LOS_ANGELES, "America/New_York")).toBe(true);
});

test("days are counted by the calendar, not by hours", () => {
  const lateTonight = new Date(2024, 2, 4, 23, 30).getTime();
  const earlyTomorrow = new Date(2024, 2, 5, 0, 30).getTime();
  expect(daysFromToday(earlyTomorrow, lateTonight)).toBe(1);
});

test("what has just happened is told in minutes, then hours, days, months and years", () => {
  const time = timeWords("en-US");
  const MINUTE = 60_000;
  const DAY = 24 * 60;
  const moments = [3, 120, 3 * DAY, 30 * DAY, 31 * DAY, 90 * DAY, 364 * DAY, 365 * DAY, 2098 * DAY];
  expect(moments.map((minutes) => time.ago(0, minutes * MINUTE))).toEqual([
    ...["3 minutes ago", "2 hours ago", "3 days ago", "30 days ago"],
    ...["last month", "3 months ago", "12 months ago", "last year", "6 years ago"],
  ]);
});

/** Number formats use thin and unbreakable spaces. */
function plain(text: string): string {
  return text.replace(/[\u2009\u202f\u00a0]/g, " ");
}
