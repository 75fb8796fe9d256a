import { ObjectId, Timestamp } from "bson";
import { asNumber } from "./arithmetic";
import { dayOfYear, formatDate, fromLocal, isoWeek, localDate, parseDate } from "./dates";
import { refuse } from "./errors";
import { compileExpression, type Expression, isNullish, named, type Operator } from "./expressions";
import { toNumber, type Value } from "./values";

/** Dates: their parts, and arithmetic by calendar units. */
export function dateOperators(): Record<string, Operator> {
  return {
    $year: part((local) => local.getUTCFullYear()),
    $month: part((local) => local.getUTCMonth() + 1),
    $dayOfMonth: part((local) => local.getUTCDate()),
    $hour: part((local) => local.getUTCHours()),
    $minute: part((local) => local.getUTCMinutes()),
    $second: part((local) => local.getUTCSeconds()),
    $millisecond: part((local) => local.getUTCMilliseconds()),
    $dayOfWeek: part((local) => local.getUTCDay() + 1),
    $dayOfYear: part(dayOfYear),
    $isoDayOfWeek: part((local) => isoWeek(local).day),
    $isoWeek: part((local) => isoWeek(local).week),
    $isoWeekYear: part((local) => isoWeek(local).year),
    $week: part((local) => Math.floor((dayOfYear(local) + 6 - local.getUTCDay()) / 7)),
    $dateToString: (operand, name) => {
      const { date, format, timezone, onNull } = named(
        operand,
        name,
        ["date"],
        ["format", "timezone", "onNull"],
      );
      return (root, variables) => {
        const value = date!(root, variables);
        if (isNullish(value)) return onNull ? onNull(root, variables) : null;
        const zone = timezone ? timezone(root, variables) : "UTC";
        if (isNullish(zone)) return null;
        const pattern = format
          ? String(format(root, variables))
          : zone === "UTC"
            ? "%Y-%m-%dT%H:%M:%S.%LZ"
            : "%Y-%m-%dT%H:%M:%S.%L%z";
        return formatDate(asDate(value, name), pattern, String(zone));
      };
    },
    $dateFromString: (operand, name) => {
      const { dateString, timezone, onNull, onError } = named(
        operand,
        name,
        ["dateString"],
        ["timezone", "onNull", "onError"],
      );
      return (root, variables) => {
        const text = dateString!(root, variables);
        if (isNullish(text)) return onNull ? onNull(root, variables) : null;
        try {
          return parseDate(String(text), timezone ? String(timezone(root, variables)) : "UTC");
        } catch (error) {
          if (onError) return onError(root, variables);
          throw error;
        }
      };
    },
    $dateToParts: (operand, name) => {
      const { date, timezone } = named(operand, name, ["date"], ["timezone"]);
      return (root, variables) => {
        const value = date!(root, variables);
        if (isNullish(value)) return null;
        const local = localDate(asDate(value, name), timezone ? String(timezone(root, variables)) : "UTC");
        return new Map<string, Value>([
          ["year", local.getUTCFullYear()],
          ["month", local.getUTCMonth() + 1],
          ["day", local.getUTCDate()],
          ["hour", local.getUTCHours()],
          ["minute", local.getUTCMinutes()],
          ["second", local.getUTCSeconds()],
          ["millisecond", local.getUTCMilliseconds()],
        ]);
      };
    },
    $dateFromParts: (operand, name) => {
      const fields = ["month", "day", "hour", "minute", "second", "millisecond"];
      const parts = named(operand, name, ["year"], [...fields, "timezone"]);
      return (root, variables) => {
        const numbers = ["year", ...fields].map((field, i) => {
          const value = parts[field]?.(root, variables);
          return value === undefined
            ? i < 3
              ? 1
              : 0
            : isNullish(value)
              ? Number.NaN
              : toNumber(asNumber(value, name));
        });
        if (numbers.some(Number.isNaN)) return null;
        const [year, month, day, hour, minute, second, millisecond] = numbers;
        const local = new Date(Date.UTC(year!, month! - 1, day!, hour!, minute!, second!, millisecond!));
        return fromLocal(local, parts.timezone ? String(parts.timezone(root, variables)) : "UTC");
      };
    },
    $dateAdd: shift(1),
    $dateSubtract: shift(-1),
    $dateDiff: (operand, name) => {
      const { startDate, endDate, unit, timezone, startOfWeek } = named(
        operand,
        name,
        ["startDate", "endDate", "unit"],
        ["timezone", "startOfWeek"],
      );
      return (root, variables) => {
        const start = startDate!(root, variables);
        const end = endDate!(root, variables);
        if (isNullish(start) || isNullish(end)) return null;
        const zone = timezone ? String(timezone(root, variables)) : "UTC";
        const week = startOfWeek ? String(startOfWeek(root, variables)) : "sunday";
        const by = String(unit!(root, variables));
        const left = truncate(localDate(asDate(start, name), zone), by, 1, week);
        const right = truncate(localDate(asDate(end, name), zone), by, 1, week);
        const months =
          (right.getUTCFullYear() - left.getUTCFullYear()) * 12 + right.getUTCMonth() - left.getUTCMonth();
        if (by in monthsOf) return BigInt(Math.trunc(months / monthsOf[by]!));
        return BigInt(Math.round((right.getTime() - left.getTime()) / millisecondsOf(by)));
      };
    },
    $dateTrunc: (operand, name) => {
      const { date, unit, binSize, timezone, startOfWeek } = named(
        operand,
        name,
        ["date", "unit"],
        ["binSize", "timezone", "startOfWeek"],
      );
      return (root, variables) => {
        const value = date!(root, variables);
        if (isNullish(value)) return null;
        const zone = timezone ? String(timezone(root, variables)) : "UTC";
        const size = binSize ? toNumber(asNumber(binSize(root, variables), name)) : 1;
        const week = startOfWeek ? String(startOfWeek(root, variables)) : "sunday";
        return fromLocal(
          truncate(localDate(asDate(value, name), zone), String(unit!(root, variables)), size, week),
          zone,
        );
      };
    },
  };
}

const monthsOf: Record<string, number> = { year: 12, quarter: 3, month: 1 };
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

function millisecondsOf(unit: string): number {
  const size = { week: 604800000, day: 86400000, hour: 3600000, minute: 60000, second: 1000, millisecond: 1 }[
    unit
  ];
  return size ?? refuse("FailedToParse", `unknown time unit value: ${unit}`);
}

function asDate(value: Value, name: string): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  return refuse(16006, `can't convert to Date in ${name}`);
}

function part(read: (local: Date) => number): Operator {
  return (operand, name) => {
    let date: Expression;
    let timezone: Expression | undefined;
    if (operand instanceof Map && operand.has("date")) {
      const parts = named(operand, name, ["date"], ["timezone"]);
      date = parts.date!;
      timezone = parts.timezone;
    } else {
      date = compileExpression(Array.isArray(operand) && operand.length === 1 ? operand[0] : operand);
    }
    return (root, variables) => {
      const value = date(root, variables);
      if (isNullish(value)) return null;
      const zone = timezone ? timezone(root, variables) : "UTC";
      return isNullish(zone) ? null : read(localDate(asDate(value, name), String(zone)));
    };
  };
}

function shift(sign: number): Operator {
  return (operand, name) => {
    const { startDate, unit, amount, timezone } = named(
      operand,
      name,
      ["startDate", "unit", "amount"],
      ["timezone"],
    );
    return (root, variables) => {
      const start = startDate!(root, variables);
      const count = amount!(root, variables);
      if (isNullish(start) || isNullish(count)) return null;
      const zone = timezone ? String(timezone(root, variables)) : "UTC";
      const local = localDate(asDate(start, name), zone);
      const by = String(unit!(root, variables));
      const steps = sign * toNumber(asNumber(count, name));
      if (!(by in monthsOf)) return fromLocal(new Date(local.getTime() + steps * millisecondsOf(by)), zone);
      const day = local.getUTCDate();
      local.setUTCDate(1);
      local.setUTCMonth(local.getUTCMonth() + steps * monthsOf[by]!);
      const last = new Date(Date.UTC(local.getUTCFullYear(), local.getUTCMonth() + 1, 0)).getUTCDate();
      local.setUTCDate(Math.min(day, last));
      return fromLocal(local, zone);
    };
  };
}

/** Bins are counted from the year 2000, as MongoDB counts them. */
function truncate(local: Date, unit: string, size: number, startOfWeek: string): Date {
  if (unit in monthsOf) {
    const step = monthsOf[unit]! * size;
    const months = (local.getUTCFullYear() - 2000) * 12 + local.getUTCMonth();
    return new Date(Date.UTC(2000, Math.floor(months / step) * step, 1));
  }
  let origin = Date.UTC(2000, 0, 1);
  if (unit === "week") {
    const wanted = weekdays.findIndex((day) => day.startsWith(startOfWeek.toLowerCase().slice(0, 3)));
    origin += ((wanted - 6 + 7) % 7) * 86400000;
  }
  const step = millisecondsOf(unit) * size;
  return new Date(origin + Math.floor((local.getTime() - origin) / step) * step);
}
