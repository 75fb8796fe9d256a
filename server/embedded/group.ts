import { Double } from "bson";
import { add, divide } from "./arithmetic";
import { refuse } from "./errors";
import { compileExpression, type Expression, isNullish, mergeObjects, type Variables } from "./expressions";
import { keyText } from "./expressionsArray";
import { extremeOf } from "./expressionsNumber";
import type { Stream } from "./reading";
import { parseSort } from "./sort";
import { CollectStream } from "./stageStreams";
import { memoryLimit } from "./streams";
import { compare, type Doc, isNumber, type NumberValue, toNumber, type Value } from "./values";

/** Gathers one value over the documents of a group. */
interface Accumulator {
  take(doc: Doc, variables: Variables): void;
  result(): Value;
}

/** Groups by an expression and accumulates; groups come out in order of their first document. */
export function groupStage(source: Stream, spec: Doc, variables: Variables): Stream {
  if (!spec.has("_id")) refuse(15955, "a group specification must include an _id");
  const id = compileExpression(spec.get("_id"));
  const fields: [string, () => Accumulator][] = [];
  for (const [name, operand] of spec) {
    if (name === "_id") continue;
    if (name.includes(".")) refuse(40235, `The field name '${name}' cannot contain '.'`);
    if (!(operand instanceof Map) || operand.size !== 1)
      refuse(40234, `The field '${name}' must be an accumulator object`);
    const [accumulator, argument] = operand.entries().next().value!;
    const make = accumulators[accumulator];
    if (!make) refuse(15952, `unknown group operator '${accumulator}'`);
    fields.push([name, make(argument)]);
  }
  let bytes = 0;
  const groups = new Map<string, { id: Value; values: Accumulator[] }>();
  return new CollectStream(
    source,
    groups,
    (state, doc) => {
      const value = id(doc, variables) ?? null;
      const key = keyText(value);
      let group = state.get(key);
      if (!group) {
        bytes += key.length + 200 + fields.length * 100;
        if (bytes > memoryLimit)
          refuse("QueryExceededMemoryLimitNoDiskUseAllowed", "Exceeded memory limit for $group");
        group = { id: value, values: fields.map(([, make]) => make()) };
        state.set(key, group);
      }
      for (const accumulator of group.values) accumulator.take(doc, variables);
    },
    function* (state) {
      for (const group of state.values()) {
        const result: Doc = new Map([["_id", group.id]]);
        for (const [i, [name]] of fields.entries()) result.set(name, group.values[i]!.result() ?? null);
        yield result;
      }
    },
  );
}

type Factory = (operand: Value) => () => Accumulator;

function each(
  start: () => Value[],
  take: (values: Value[], value: Value) => void,
  result: (values: Value[]) => Value,
): Factory {
  return (operand) => {
    const expression = compileExpression(operand);
    return () => {
      const values = start();
      return {
        take: (doc, variables) => take(values, expression(doc, variables)),
        result: () => result(values),
      };
    };
  };
}

/** Folds one value at a time, so that a group of a million documents keeps one value. */
function fold(combine: (held: Value, value: Value, isFirst: boolean) => Value, empty: Value): Factory {
  return (operand) => {
    const expression = compileExpression(operand);
    return () => {
      let held = empty;
      let isFirst = true;
      return {
        take(doc, variables) {
          held = combine(held, expression(doc, variables), isFirst);
          isFirst = false;
        },
        result: () => held,
      };
    };
  };
}

const numeric = (value: Value): value is NumberValue => value !== undefined && isNumber(value);

const accumulators: Record<string, Factory> = {
  $sum: fold((held, value) => (numeric(value) ? add(held as NumberValue, value) : held), 0),
  $avg: (operand) => {
    const expression = compileExpression(operand);
    return () => {
      let total: NumberValue = 0;
      let count = 0;
      return {
        take(doc, variables) {
          const value = expression(doc, variables);
          if (!numeric(value)) return;
          total = add(total, value);
          count++;
        },
        result: () => (count === 0 ? null : divide(total, count)),
      };
    };
  },
  $min: fold((held, value) => (isNullish(value) ? held : extremeOf([held, value], -1)), null),
  $max: fold((held, value) => (isNullish(value) ? held : extremeOf([held, value], 1)), null),
  $first: fold((held, value, isFirst) => (isFirst ? value : held), null),
  $last: fold((_held, value) => value, null),
  $push: each(
    () => [],
    (values, value) => void (value !== undefined && values.push(value)),
    (values) => values,
  ),
  $addToSet: (operand) => {
    const expression = compileExpression(operand);
    return () => {
      const seen = new Map<string, Value>();
      return {
        take(doc, variables) {
          const value = expression(doc, variables);
          if (value !== undefined && !seen.has(keyText(value))) seen.set(keyText(value), value);
        },
        result: () => [...seen.values()],
      };
    };
  },
  $mergeObjects: fold((held, value) => mergeObjects([held, value]), new Map()),
  $count: () => () => {
    let count = 0;
    return { take: () => void count++, result: () => count };
  },
  $stdDevPop: deviation(0),
  $stdDevSamp: deviation(1),
  $firstN: several("input", (values, n) => values.slice(0, n)),
  $lastN: several("input", (values, n) => values.slice(-n)),
  $maxN: several("input", (values, n) =>
    values
      .filter((v) => !isNullish(v))
      .sort((a, b) => compare(b, a))
      .slice(0, n),
  ),
  $minN: several("input", (values, n) =>
    values
      .filter((v) => !isNullish(v))
      .sort(compare)
      .slice(0, n),
  ),
  $top: ranked(1, true),
  $bottom: ranked(-1, true),
  $topN: ranked(1, false),
  $bottomN: ranked(-1, false),
};

function deviation(sample: 0 | 1): Factory {
  return each(
    () => [],
    (values, value) => void (numeric(value) && values.push(value)),
    (values) => {
      if (values.length <= sample) return null;
      const numbers = values.map((value) => toNumber(value as NumberValue));
      const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
      return new Double(
        Math.sqrt(numbers.reduce((sum, number) => sum + (number - mean) ** 2, 0) / (numbers.length - sample)),
      );
    },
  );
}

function countOf(expression: Expression): number {
  const n = expression(new Map(), new Map());
  if (!numeric(n) || toNumber(n) < 1) refuse(5787903, "'n' must be a positive integer");
  return toNumber(n);
}

function several(field: string, pick: (values: Value[], n: number) => Value[]): Factory {
  return (operand) => {
    if (!(operand instanceof Map)) refuse(5787801, "specification must be an object");
    const n = countOf(compileExpression(operand.get("n")));
    return each(
      () => [],
      (values, value) => void values.push(value ?? null),
      (values) => pick(values, n),
    )(operand.get(field));
  };
}

function ranked(sign: number, isSingle: boolean): Factory {
  return (operand) => {
    if (!(operand instanceof Map) || !(operand.get("sortBy") instanceof Map))
      refuse(5788001, "specification must be an object with sortBy");
    const n = isSingle ? 1 : countOf(compileExpression(operand.get("n")));
    const order = parseSort(operand.get("sortBy") as Doc);
    const output = compileExpression(operand.get("output"));
    return () => {
      const held: { key: Buffer; value: Value }[] = [];
      return {
        take: (doc, variables) =>
          void held.push({ key: order.key(doc), value: output(doc, variables) ?? null }),
        result() {
          held.sort((a, b) => Buffer.compare(a.key, b.key));
          const values = (sign > 0 ? held.slice(0, n) : held.slice(-n)).map((entry) => entry.value);
          return isSingle ? values[0] : values;
        },
      };
    };
  };
}
