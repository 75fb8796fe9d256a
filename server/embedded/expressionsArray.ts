import { asNumber } from "./arithmetic";
import { refuse } from "./errors";
import {
  compileExpression,
  type Expression,
  integerValue,
  isNullish,
  listOf,
  named,
  type Operator,
  operands,
  truth,
} from "./expressions";
import { encodeKey } from "./keys";
import { sortComparator } from "./sort";
import { compare, type Doc, equals, toNumber, type Value } from "./values";

/** Arrays, sets and objects as arrays. */
export function arrayOperators(): Record<string, Operator> {
  return {
    $size: (operand, name) => {
      const [part] = operands(operand, name, 1);
      return (root, variables) => {
        const value = part!(root, variables);
        if (!Array.isArray(value)) refuse(17124, "The argument to $size must be an array");
        return value.length;
      };
    },
    $isArray: (operand, name) => {
      const [part] = operands(operand, name, 1);
      return (root, variables) => Array.isArray(part!(root, variables));
    },
    $arrayElemAt: (operand, name) => {
      const [input, position] = operands(operand, name, 2);
      return (root, variables) => {
        const value = input!(root, variables);
        const at = position!(root, variables);
        if (isNullish(value) || isNullish(at)) return null;
        if (!Array.isArray(value)) refuse(28689, "$arrayElemAt's first argument must be an array");
        return value.at(toNumber(asNumber(at, name)));
      };
    },
    $first: ends(0),
    $last: ends(-1),
    $concatArrays: (operand) => {
      const parts = listOf(operand).map(compileExpression);
      return (root, variables) => {
        const result: Value[] = [];
        for (const part of parts) {
          const value = part(root, variables);
          if (isNullish(value)) return null;
          if (!Array.isArray(value)) refuse(28664, "$concatArrays only supports arrays");
          result.push(...value);
        }
        return result;
      };
    },
    $in: (operand, name) => {
      const [item, list] = operands(operand, name, 2);
      return (root, variables) => {
        const value = item!(root, variables);
        const values = list!(root, variables);
        if (!Array.isArray(values)) refuse(40081, "$in requires an array as a second argument");
        return values.some((member) => value !== undefined && equals(member, value));
      };
    },
    $indexOfArray: (operand, name) => {
      const [list, item, from] = operands(operand, name, 2, 4);
      return (root, variables) => {
        const values = list!(root, variables);
        if (isNullish(values)) return null;
        if (!Array.isArray(values)) refuse(40090, "$indexOfArray requires an array as a first argument");
        const value = item!(root, variables);
        const start = from ? toNumber(asNumber(from(root, variables), name)) : 0;
        return values.findIndex((member, i) => i >= start && equals(member, value));
      };
    },
    $slice: (operand, name) => {
      const [list, a, b] = operands(operand, name, 2, 3);
      return (root, variables) => {
        const values = list!(root, variables);
        if (isNullish(values)) return null;
        if (!Array.isArray(values)) refuse(28724, "First argument to $slice must be an array");
        const first = toNumber(asNumber(a!(root, variables), name));
        if (!b) return first < 0 ? values.slice(first) : values.slice(0, first);
        const count = toNumber(asNumber(b(root, variables), name));
        const start = first < 0 ? Math.max(0, values.length + first) : first;
        return values.slice(start, start + count);
      };
    },
    $reverseArray: (operand, name) => {
      const [part] = operands(operand, name, 1);
      return (root, variables) => {
        const value = part!(root, variables);
        return isNullish(value) ? null : [...asArray(value, name)].reverse();
      };
    },
    $range: (operand, name) => {
      const parts = operands(operand, name, 2, 3);
      return (root, variables) => {
        const [start, end, step = 1] = parts.map((part) => toNumber(asNumber(part(root, variables), name)));
        if (step === 0) refuse(34449, "$range requires a non-zero step value");
        if (Math.abs((end! - start!) / step) > 1_000_000)
          refuse("QueryExceededMemoryLimitNoDiskUseAllowed", "$range would use too much memory");
        const result: Value[] = [];
        for (let i = start!; step > 0 ? i < end! : i > end!; i += step) result.push(integerValue(i));
        return result;
      };
    },
    $map: (operand, name) => {
      const { input, as, body } = binder(operand, name, "in");
      return (root, variables) => {
        const values = input(root, variables);
        if (isNullish(values)) return null;
        return asArray(values, name).map((value) => body(root, new Map(variables).set(as, value)) ?? null);
      };
    },
    $filter: (operand, name) => {
      const { input, as, body, limit } = binder(operand, name, "cond");
      return (root, variables) => {
        const values = input(root, variables);
        if (isNullish(values)) return null;
        const kept = asArray(values, name).filter((value) =>
          truth(body(root, new Map(variables).set(as, value))),
        );
        const most = limit?.(root, variables);
        return isNullish(most) ? kept : kept.slice(0, toNumber(asNumber(most, name)));
      };
    },
    $reduce: (operand, name) => {
      const { input, initialValue, in: body } = named(operand, name, ["input", "initialValue", "in"]);
      return (root, variables) => {
        const values = input!(root, variables);
        if (isNullish(values)) return null;
        let result = initialValue!(root, variables);
        for (const value of asArray(values, name))
          result = body!(root, new Map(variables).set("value", result).set("this", value));
        return result;
      };
    },
    $zip: (operand, name) => {
      const {
        inputs,
        useLongestLength: goesOn,
        defaults,
      } = named(operand, name, ["inputs"], ["useLongestLength", "defaults"]);
      return (root, variables) => {
        const lists = asArray(inputs!(root, variables), name);
        if (lists.some(isNullish)) return null;
        const arrays = lists.map((list) => asArray(list, name));
        const longest = truth(goesOn?.(root, variables));
        const length = arrays.reduce(
          (size, list) => (longest ? Math.max : Math.min)(size, list.length),
          arrays[0]?.length ?? 0,
        );
        const otherwise = defaults?.(root, variables);
        return Array.from({ length }, (_, i) =>
          arrays.map((list, j) => list[i] ?? (Array.isArray(otherwise) ? otherwise[j] : null)),
        );
      };
    },
    $sortArray: (operand, name) => {
      if (!(operand instanceof Map)) refuse("FailedToParse", `${name} requires an object`);
      const input = compileExpression(operand.get("input"));
      const by = operand.get("sortBy");
      const order =
        by instanceof Map
          ? sortComparator(by)
          : (a: Value, b: Value) => compare(a, b) * toNumber(asNumber(by, name));
      return (root, variables) => {
        const values = input(root, variables);
        return isNullish(values)
          ? null
          : [...asArray(values, name)].sort(order as (a: Value, b: Value) => number);
      };
    },
    $arrayToObject: (operand, name) => {
      const [part] = operands(operand, name, 1);
      return (root, variables) => {
        const values = part!(root, variables);
        if (isNullish(values)) return null;
        const result: Doc = new Map();
        for (const pair of asArray(values, name)) {
          const [key, value] = pair instanceof Map ? [pair.get("k"), pair.get("v")] : asArray(pair, name);
          if (typeof key !== "string") refuse(40394, "$arrayToObject requires keys of type string");
          result.set(key, value ?? null);
        }
        return result;
      };
    },
    $objectToArray: (operand, name) => {
      const [part] = operands(operand, name, 1);
      return (root, variables) => {
        const value = part!(root, variables);
        if (isNullish(value)) return null;
        if (!(value instanceof Map)) refuse(40390, "$objectToArray requires a document input");
        return [...value].map(
          ([k, v]) =>
            new Map<string, Value>([
              ["k", k],
              ["v", v],
            ]),
        );
      };
    },
    $setUnion: sets((lists) => distinct(lists.flat())),
    $setIntersection: sets((lists) => {
      const others = lists.slice(1).map((list) => new Set(list.map(keyText)));
      return distinct(lists[0] ?? []).filter((value) => others.every((other) => other.has(keyText(value))));
    }),
    $setDifference: sets((lists) => {
      const taken = new Set((lists[1] ?? []).map(keyText));
      return distinct(lists[0] ?? []).filter((value) => !taken.has(keyText(value)));
    }),
    $setEquals: sets((lists) => {
      const all = lists.map((list) => [...new Set(list.map(keyText))].sort().join("\0"));
      return all.every((text) => text === all[0]);
    }),
    $setIsSubset: sets((lists) => {
      const all = new Set((lists[1] ?? []).map(keyText));
      return (lists[0] ?? []).every((value) => all.has(keyText(value)));
    }),
    $anyElementTrue: sets((lists) => (lists[0] ?? []).some(truth)),
    $allElementsTrue: sets((lists) => (lists[0] ?? []).every(truth)),
  };
}

/** Equal values once each, in order of first appearance. */
export function distinct(values: Value[]): Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = keyText(value);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** A text that is the same for equal values, whatever their types. */
export function keyText(value: Value): string {
  return encodeKey([value], [1]).toString("latin1");
}

function asArray(value: Value, name: string): Value[] {
  if (!Array.isArray(value)) refuse(16883, `input to ${name} must be an array`);
  return value;
}

function ends(position: number): Operator {
  return (operand, name) => {
    const [part] = operands(operand, name, 1);
    return (root, variables) => {
      const value = part!(root, variables);
      return isNullish(value) ? null : asArray(value, name).at(position);
    };
  };
}

function binder(operand: Value, name: string, bodyName: string) {
  if (!(operand instanceof Map)) refuse("FailedToParse", `${name} only supports an object as its argument`);
  const plain = new Map(operand);
  const as = plain.get("as") ?? "this";
  plain.delete("as");
  if (typeof as !== "string") refuse("FailedToParse", `${name}'s 'as' must be a string`);
  const parts = named(plain, name, ["input", bodyName], ["limit"]);
  return { input: parts.input!, as, body: parts[bodyName]!, limit: parts.limit as Expression | undefined };
}

function sets(apply: (lists: Value[][]) => Value): Operator {
  return (operand, name) => {
    const single = name === "$anyElementTrue" || name === "$allElementsTrue";
    const parts = single ? operands(operand, name, 1) : listOf(operand).map(compileExpression);
    return (root, variables) => {
      const lists = parts.map((part) => part(root, variables));
      if (lists.some(isNullish)) return null;
      return apply(lists.map((list) => asArray(list, name)));
    };
  };
}
