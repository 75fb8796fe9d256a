import { BSONRegExp } from "bson";
import { asNumber } from "./arithmetic";
import { refuse } from "./errors";
import { compileExpression, isNullish, listOf, named, type Operator, operands } from "./expressions";
import { convert } from "./expressionsConversion";
import { compileRegex } from "./regex";
import { typeName } from "./types";
import { toNumber, type Value } from "./values";

/** Text. */
export function textOperators(): Record<string, Operator> {
  return {
    $concat: (operand) => {
      const parts = listOf(operand).map(compileExpression);
      return (root, variables) => {
        let result = "";
        for (const part of parts) {
          const value = part(root, variables);
          if (isNullish(value)) return null;
          if (typeof value !== "string")
            refuse(16702, `$concat only supports strings, not ${typeName(value)}`);
          result += value;
        }
        return result;
      };
    },
    $toLower: text((value) => value.toLowerCase()),
    $toUpper: text((value) => value.toUpperCase()),
    $strLenCP: measure((value) => [...value].length),
    $strLenBytes: measure((value) => Buffer.byteLength(value)),
    $split: (operand, name) => {
      const [input, separator] = operands(operand, name, 2);
      return (root, variables) => {
        const value = input!(root, variables);
        const by = separator!(root, variables);
        if (isNullish(value) || isNullish(by)) return null;
        if (typeof value !== "string" || typeof by !== "string" || by === "")
          refuse(40085, "$split requires strings and a non-empty separator");
        return value.split(by);
      };
    },
    $substrCP: substring((value, start, length) => [...value].slice(start, start + length).join("")),
    $substrBytes: substring(bytesOf),
    $substr: substring(bytesOf),
    $indexOfCP: (operand, name) => {
      const [input, search, from] = operands(operand, name, 2, 4);
      return (root, variables) => {
        const value = input!(root, variables);
        if (isNullish(value)) return null;
        const start = from ? toNumber(asNumber(from(root, variables), name)) : 0;
        const units = [...String(value)];
        const at = units
          .slice(start)
          .join("")
          .indexOf(String(search!(root, variables)));
        return at < 0 ? -1 : start + [...units.slice(start).join("").slice(0, at)].length;
      };
    },
    $strcasecmp: (operand, name) => {
      const [left, right] = operands(operand, name, 2);
      return (root, variables) => {
        const a = asText(left!(root, variables)).toUpperCase();
        const b = asText(right!(root, variables)).toUpperCase();
        return a < b ? -1 : a > b ? 1 : 0;
      };
    },
    $trim: trim(true, true),
    $ltrim: trim(true, false),
    $rtrim: trim(false, true),
    $replaceOne: replace(false),
    $replaceAll: replace(true),
    $regexMatch: regex((pattern, value) => pattern.test(value), false),
    $regexFind: regex((pattern, value) => {
      const match = pattern.exec(value);
      return match ? found(value, match) : null;
    }, null),
    $regexFindAll: regex(
      (pattern, value) =>
        [...value.matchAll(new RegExp(pattern.source, `${pattern.flags}g`))].map((match) =>
          found(value, match),
        ),
      [],
    ),
  };
}

function asText(value: Value): string {
  if (isNullish(value)) return "";
  return typeof value === "string" ? value : String(convert(value, "string"));
}

function text(apply: (value: string) => string): Operator {
  return (operand, name) => {
    const [part] = operands(operand, name, 1);
    return (root, variables) => apply(asText(part!(root, variables)));
  };
}

function measure(apply: (value: string) => number): Operator {
  return (operand, name) => {
    const [part] = operands(operand, name, 1);
    return (root, variables) => {
      const value = part!(root, variables);
      if (typeof value !== "string")
        refuse(34471, `${name} requires a string argument, found: ${typeName(value)}`);
      return apply(value);
    };
  };
}

function substring(apply: (value: string, start: number, length: number) => string): Operator {
  return (operand, name) => {
    const [part, start, length] = operands(operand, name, 3);
    return (root, variables) => {
      const value = asText(part!(root, variables));
      const from = toNumber(asNumber(start!(root, variables), name));
      const count = toNumber(asNumber(length!(root, variables), name));
      return from < 0 ? "" : apply(value, from, count < 0 ? value.length : count);
    };
  };
}

function bytesOf(value: string, start: number, length: number): string {
  return Buffer.from(value)
    .subarray(start, start + length)
    .toString();
}

function trim(left: boolean, right: boolean): Operator {
  return (operand, name) => {
    const { input, chars } = named(operand, name, ["input"], ["chars"]);
    return (root, variables) => {
      const value = input!(root, variables);
      if (isNullish(value)) return null;
      if (typeof value !== "string") refuse(50699, `${name} requires its input to be a string`);
      const set = chars ? new Set(String(chars(root, variables))) : undefined;
      const drop = (unit: string) => (set ? set.has(unit) : /[\s\0]/.test(unit));
      const units = [...value];
      let start = 0;
      let end = units.length;
      if (left) while (start < end && drop(units[start]!)) start++;
      if (right) while (end > start && drop(units[end - 1]!)) end--;
      return units.slice(start, end).join("");
    };
  };
}

function replace(all: boolean): Operator {
  return (operand, name) => {
    const { input, find, replacement } = named(operand, name, ["input", "find", "replacement"]);
    return (root, variables) => {
      const [value, what, by] = [
        input!(root, variables),
        find!(root, variables),
        replacement!(root, variables),
      ];
      if (isNullish(value) || isNullish(what) || isNullish(by)) return null;
      if (typeof value !== "string" || typeof what !== "string" || typeof by !== "string")
        refuse(51746, `${name} requires strings`);
      return all ? value.replaceAll(what, () => by) : value.replace(what, () => by);
    };
  };
}

function regex(apply: (pattern: RegExp, value: string) => Value, onNull: Value): Operator {
  return (operand, name) => {
    const { input, regex: source, options } = named(operand, name, ["input", "regex"], ["options"]);
    return (root, variables) => {
      const value = input!(root, variables);
      const pattern = source!(root, variables);
      if (isNullish(value) || isNullish(pattern)) return onNull;
      if (typeof value !== "string") refuse(51104, `${name} needs 'input' to be of type string`);
      const flags = options
        ? String(options(root, variables))
        : pattern instanceof BSONRegExp
          ? pattern.options
          : "";
      return apply(
        compileRegex(pattern instanceof BSONRegExp ? pattern.pattern : String(pattern), flags),
        value,
      );
    };
  };
}

function found(value: string, match: RegExpMatchArray): Value {
  return new Map<string, Value>([
    ["match", match[0]],
    ["idx", [...value.slice(0, match.index)].length],
    ["captures", match.slice(1).map((capture) => capture ?? null)],
  ]);
}
