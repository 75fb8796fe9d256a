/** A calendar day and a time of day, as a clock on the wall of some zone shows them. */
export interface WallTime {
  /** Such as `2024-03-04`. */
  date: string;
  /** Such as `10:00`, on a 24-hour clock. */
  time: string;
}

/**
 * The moment at which clocks in a zone show a time, in milliseconds since the epoch. A time that comes twice, when
 * clocks go back, is its first; one that is skipped, when they go forward, is as much later as was skipped
 * (the "compatible" reading of RFC 5545 section 3.3.5).
 */
export function toMoment({ date, time }: WallTime, timeZone: string): number {
  const asIfUtc = Date.parse(`${date}T${time}:00Z`);
  if (Number.isNaN(asIfUtc)) throw new Error(`${date} ${time} is not a date and a time.`);
  const before = offsetAt(asIfUtc - DAY, timeZone);
  const after = offsetAt(asIfUtc + DAY, timeZone);
  const candidates = [asIfUtc - before, asIfUtc - after].filter(
    (moment) => moment + offsetAt(moment, timeZone) === asIfUtc,
  );
  return candidates.length > 0 ? Math.min(...candidates) : asIfUtc - before;
}

/** What clocks in a zone show at a moment. */
export function toWallTime(moment: number, timeZone: string): WallTime {
  const [date = "", time = ""] = new Date(moment + offsetAt(moment, timeZone)).toISOString().split("T");
  return { date, time: time.slice(0, 5) };
}

/** The calendar day so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);
}

const DAY = 86_400_000;

/** How far clocks in a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(moment);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return shown - Math.floor(moment / 1_000) * 1_000;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    calendar: "gregory",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  formats.set(timeZone, format);
  return format;
}

const formats = new Map<string, Intl.DateTimeFormat>();
