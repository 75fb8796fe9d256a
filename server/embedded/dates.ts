import { refuse } from "./errors";

/** The parts of a moment in a time zone. */
export interface DateParts {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  second: number;
  millisecond: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How many minutes a zone is ahead of UTC at a moment. Knows names (`Europe/Berlin`) and offsets (`+02:00`). */
export function offsetMinutes(date: Date, zone: string): number {
  if (zone === "UTC" || zone === "GMT" || zone === "Z") return 0;
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(zone);
  if (offset) return (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0));
  let format = formats.get(zone);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat("en-US", {
        timeZone: zone,
        hourCycle: "h23",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        second: "numeric",
      });
    } catch {
      refuse(40485, `unrecognized time zone identifier: "${zone}"`);
    }
    formats.set(zone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(date).map((part) => [part.type, Number(part.value)]));
  const local = Date.UTC(
    parts.year!,
    parts.month! - 1,
    parts.day!,
    parts.hour!,
    parts.minute!,
    parts.second!,
  );
  return Math.round((local - Math.floor(date.getTime() / 1000) * 1000) / 60000);
}

/** The same moment as if its local time were UTC, so that the UTC getters tell local parts. */
export function localDate(date: Date, zone: string): Date {
  return new Date(date.getTime() + offsetMinutes(date, zone) * 60000);
}

/** The moment at which a zone's clocks show these parts. */
export function fromLocal(local: Date, zone: string): Date {
  const guess = new Date(local.getTime() - offsetMinutes(local, zone) * 60000);
  return new Date(local.getTime() - offsetMinutes(guess, zone) * 60000);
}

/** The week of the ISO year, and that year. */
export function isoWeek(local: Date): { year: number; week: number; day: number } {
  const day = local.getUTCDay() || 7;
  const thursday = new Date(
    Date.UTC(local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate() + 4 - day),
  );
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return {
    year: thursday.getUTCFullYear(),
    week: Math.ceil(((thursday.getTime() - start) / 86400000 + 1) / 7),
    day,
  };
}

export function dayOfYear(local: Date): number {
  return Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / 86400000) + 1;
}

/** Formats as `$dateToString` does. */
export function formatDate(date: Date, format: string, zone: string): string {
  const local = localDate(date, zone);
  const offset = offsetMinutes(date, zone);
  const iso = isoWeek(local);
  const sign = offset < 0 ? "-" : "+";
  const pad = (value: number, size: number) => String(value).padStart(size, "0");
  const hours = pad(Math.floor(Math.abs(offset) / 60), 2);
  const minutes = pad(Math.abs(offset) % 60, 2);
  return format.replace(/%([a-zA-Z%])/g, (_, letter: string) => {
    switch (letter) {
      case "Y":
        return pad(local.getUTCFullYear(), 4);
      case "m":
        return pad(local.getUTCMonth() + 1, 2);
      case "d":
        return pad(local.getUTCDate(), 2);
      case "H":
        return pad(local.getUTCHours(), 2);
      case "M":
        return pad(local.getUTCMinutes(), 2);
      case "S":
        return pad(local.getUTCSeconds(), 2);
      case "L":
        return pad(local.getUTCMilliseconds(), 3);
      case "j":
        return pad(dayOfYear(local), 3);
      case "w":
        return String(local.getUTCDay() + 1);
      case "u":
        return String(iso.day);
      case "G":
        return pad(iso.year, 4);
      case "V":
        return pad(iso.week, 2);
      case "z":
        return `${sign}${hours}${minutes}`;
      case "Z":
        return String(offset);
      case "b":
        return monthNames[local.getUTCMonth()]!.slice(0, 3);
      case "B":
        return monthNames[local.getUTCMonth()]!;
      case "%":
        return "%";
      default:
        return refuse(18536, `Invalid format character '%${letter}' in format string`);
    }
  });
}

/** Reads an ISO date; without a zone it is UTC. */
export function parseDate(text: string, zone = "UTC"): Date {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/.exec(
      text,
    );
  if (!match) refuse(241, `Error parsing date string '${text}'`);
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "0", offset] = match;
  const local = new Date(
    Date.UTC(
      Number(year),
      Number(month) - 1,
      Number(day),
      Number(hour),
      Number(minute),
      Number(second),
      Number(fraction.padEnd(3, "0").slice(0, 3)),
    ),
  );
  if (offset && zone !== "UTC")
    refuse(
      40553,
      "$dateFromString: you cannot pass in a date/time string with time zone information together with a timezone argument",
    );
  return fromLocal(local, offset ?? zone);
}

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
