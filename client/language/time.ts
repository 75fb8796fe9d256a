import { useMemo } from "react";
import { useIntl } from "react-intl";

const MINUTE = 60_000;
const DAY = 86_400_000;
/** In days, as people count them who look back. */
const MONTH = 30.4;
const YEAR = 365;

/** Dates and times as people say them, in the reader's own zone unless another is named. */
export interface TimeWords {
  /** `Tuesday, December 8` with the year where it is not this one. */
  day(at: number, zone?: string): string;
  /** `Tue, Dec 8` with the year where it is not this one. */
  shortDay(at: number, zone?: string): string;
  /** `10:00 AM` */
  clock(at: number, zone?: string): string;
  /** `10:00 – 11:00 AM` */
  span(at: number, minutes: number, zone?: string): string;
  /** `Pacific Time` */
  zoneName(at: number, zone: string): string;
  /** `today`, `tomorrow`, `in 3 days`; counted in days of the calendar. */
  fromToday(at: number): string;
  /** `3 minutes ago`, `5 years ago` */
  ago(at: number, now?: number): string;
  /** `2 hours`, `1 hour 30 minutes`, `3 days`. */
  length(minutes: number): string;
}

/** Speaks times in the reader's language; in the zone of the provider, if it names one, where no other is asked for. */
export function useTime(): TimeWords {
  const { locale, timeZone } = useIntl();
  return useMemo(() => timeWords(locale, timeZone), [locale, timeZone]);
}

/** The reader's own zone. */
export function ownZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether clocks in that zone show something else at that moment than the reader's own. */
export function zoneDiffers(at: number, zone: string, own: string = ownZone()): boolean {
  return wallClock(at, zone) !== wallClock(at, own);
}

/** Speaks times in a locale, in the zone of this machine or in the one named. */
export function timeWords(locale: string, own?: string): TimeWords {
  const say = (options: Intl.DateTimeFormatOptions) => dates(locale, options);
  const yearUnlessNow = (at: number) => (isThisYear(at) ? {} : { year: "numeric" as const });
  return {
    day: (at, timeZone = own) =>
      say({ weekday: "long", month: "long", day: "numeric", ...yearUnlessNow(at), timeZone }).format(at),
    shortDay: (at, timeZone = own) =>
      say({ weekday: "short", month: "short", day: "numeric", ...yearUnlessNow(at), timeZone }).format(at),
    clock: (at, timeZone = own) => say({ hour: "numeric", minute: "2-digit", timeZone }).format(at),
    span: (at, minutes, timeZone = own) =>
      say({ hour: "numeric", minute: "2-digit", timeZone }).formatRange(at, at + minutes * MINUTE),
    zoneName: (at, timeZone) =>
      say({ timeZone, timeZoneName: "longGeneric" })
        .formatToParts(at)
        .find(({ type }) => type === "timeZoneName")?.value ?? timeZone,
    fromToday: (at) =>
      new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(daysFromToday(at), "day"),
    ago: (at, now = Date.now()) => ago(locale, now - at),
    length: (minutes) => length(locale, minutes),
  };
}

function isThisYear(at: number): boolean {
  return new Date(at).getFullYear() === new Date().getFullYear();
}

/** Days between the calendar's today and the day of that moment, both in the reader's zone. */
export function daysFromToday(at: number, now: number = Date.now()): number {
  const midnight = (moment: number) => {
    const date = new Date(moment);
    return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  };
  return Math.round((midnight(at) - midnight(now)) / DAY);
}

/** What formats is dear to make, and a page says dozens of times: it is kept. */
const dates = kept(
  (locale: string, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
const spans = kept((locale: string) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));

function kept<Given extends unknown[], Made>(make: (...given: Given) => Made): (...given: Given) => Made {
  const made: Record<string, Made> = {};
  return (...given) => {
    const key = JSON.stringify(given);
    made[key] ??= make(...given);
    return made[key];
  };
}

function ago(locale: string, elapsed: number): string {
  const words = spans(locale);
  const minutes = Math.round(elapsed / MINUTE);
  if (minutes < 60) return words.format(-minutes, "minute");
  if (minutes < 60 * 24) return words.format(-Math.round(minutes / 60), "hour");
  const days = Math.round(minutes / 60 / 24);
  if (days < MONTH) return words.format(-days, "day");
  if (days < YEAR) return words.format(-Math.round(days / MONTH), "month");
  return words.format(-Math.round(days / YEAR), "year");
}

function length(locale: string, minutes: number): string {
  const unit = (value: number, name: string) =>
    new Intl.NumberFormat(locale, { style: "unit", unit: name, unitDisplay: "long" }).format(value);
  if (minutes >= 24 * 60 && minutes % (24 * 60) === 0) return unit(minutes / 24 / 60, "day");
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 && unit(hours, "hour"), rest > 0 && unit(rest, "minute")].filter(Boolean).join(" ");
}

function wallClock(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
}
