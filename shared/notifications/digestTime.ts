import { addDays, toMoment, toWallTime } from "#shared/zonedTime";

/** When somebody wants a digest, by the clock on the wall of some zone. */
export interface DigestTime {
  every: "day" | "week";
  /** From 1, Monday, to 7; only for a weekly one. */
  weekday: number;
  /** From 0 to 23. */
  hour: number;
}

/**
 * The first such time after a moment, in milliseconds since the epoch. An hour that clocks skip that day is the one that
 * follows; one that comes twice is the first of the two, and the second is not another.
 */
export function nextDigestAt({ every, weekday, hour }: DigestTime, timeZone: string, after: number): number {
  const today = toWallTime(after, timeZone).date;
  const time = `${String(hour).padStart(2, "0")}:00`;
  // A day before, since the zone's clocks may have gone back over midnight.
  for (let days = -1; ; days++) {
    const date = addDays(today, days);
    if (every === "week" && weekdayOf(date) !== weekday) continue;
    const moment = toMoment({ date, time }, timeZone);
    if (moment > after) return moment;
  }
}

function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
