import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decode } from "./decode";
import { encode } from "./encode";
import { encodeKey } from "./keys";
import { compileFilter } from "./match";
import { bsonUndefined, compare, type Doc, type Value } from "./values";

const decimal = (text: string) => Decimal128.fromString(text);
const doc = (...fields: [string, Value][]): Doc => new Map(fields);
const id = (digit: string) => new ObjectId(digit.repeat(24));

/** MongoDB's order over all types, from the manual; what stands on one line is equal. */
const ascending: Value[][] = [
  [new MinKey()],
  [bsonUndefined],
  [null],
  [new Double(Number.NaN), decimal("NaN")],
  [new Double(Number.NEGATIVE_INFINITY), decimal("-Infinity")],
  [decimal("-1E+6000")],
  [new Double(-1e300)],
  [-(2n ** 63n), new Double(-(2 ** 63))],
  [-9007199254740993n],
  [-9007199254740992n, new Double(-9007199254740992)],
  [new Double(-1.5), decimal("-1.5")],
  [-1, -1n, new Double(-1), decimal("-1.00")],
  [decimal("-1E-6000")],
  [0, 0n, new Double(0), new Double(-0), decimal("0E+3"), decimal("-0")],
  [decimal("1E-6000")],
  [new Double(5e-324)],
  [decimal("0.1")],
  [new Double(0.1)],
  [1, 1n, new Double(1), decimal("1"), decimal("1.0E0")],
  [new Double(1.5), decimal("1.50")],
  [2, 2n],
  [2147483648n, new Double(2147483648)],
  [9007199254740992n, new Double(9007199254740992)],
  [9007199254740993n, decimal("9007199254740993")],
  [decimal("9007199254740993.5")],
  [9007199254740994n],
  [2n ** 63n - 1n],
  [new Double(2 ** 63)],
  [new Double(Number.MAX_VALUE)],
  [decimal("1E+6000")],
  [new Double(Number.POSITIVE_INFINITY), decimal("Infinity")],
  [""],
  ["\u0000"],
  ["\u0000a"],
  ["A"],
  ["a"],
  ["a\u0000"],
  ["aa"],
  ["b"],
  ["é"],
  ["\uffee"],
  ["😀"],
  [doc()],
  [doc(["a", 1]), doc(["a", 1n])],
  [doc(["a", 1], ["b", 1])],
  [doc(["a", 2])],
  [doc(["b", 0])],
  [doc(["a", "x"])],
  [[]],
  [[1], [new Double(1)]],
  [[1, 2]],
  [[2]],
  [["x"]],
  [new Binary(Buffer.alloc(0))],
  [new Binary(Buffer.from([1]), 0)],
  [new Binary(Buffer.from([1]), 4)],
  [new Binary(Buffer.from([0, 0]), 0)],
  [id("0")],
  [id("f")],
  [false],
  [true],
  [new Date(-1)],
  [new Date(0)],
  [new Date(1)],
  [new Timestamp({ t: 1, i: 2 })],
  [new Timestamp({ t: 2, i: 1 })],
  [new Timestamp({ t: 0xffffffff, i: 0 })],
  [new BSONRegExp("a", "")],
  [new BSONRegExp("a", "i")],
  [new BSONRegExp("b", "")],
  [new Code("a")],
  [new Code("b")],
  [new MaxKey()],
];

test("any two values compare as in MongoDB's table, and so do their keys", () => {
  for (const [i, lefts] of ascending.entries())
    for (const [j, rights] of ascending.entries())
      for (const left of lefts)
        for (const right of rights) {
          const wanted = Math.sign(i - j);
          const name = `${describe(left)} and ${describe(right)}`;
          expect(Math.sign(compare(left, right)), `compare ${name}`).toBe(wanted);
          expect(Buffer.compare(encodeKey([left], [1]), encodeKey([right], [1])), `keys of ${name}`).toBe(
            wanted,
          );
          // 0 - x, for a plain minus would make -0 of 0.
          expect(
            Buffer.compare(encodeKey([left], [-1]), encodeKey([right], [-1])),
            `descending ${name}`,
          ).toBe(0 - wanted);
        }
});

test("of any two values a filter finds one by the other exactly where the table has them on one line", () => {
  const isNothing = (any: Value) => any === null || any === bsonUndefined;
  for (const wanted of ascending.flat()) {
    const matches = compileFilter(doc(["v", doc(["$eq", wanted])]));
    for (const line of ascending)
      for (const found of line) {
        // An array is found by its elements as well.
        if (Array.isArray(found)) continue;
        const isSame = line.includes(wanted) || (isNothing(found) && isNothing(wanted));
        expect(matches(doc(["v", found])), `${describe(found)} by ${describe(wanted)}`).toBe(isSame);
      }
  }
});

const scalar = fc.constantFrom(...ascending.flat());
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    { weight: 4, arbitrary: scalar },
    fc.integer({ min: -5, max: 5 }),
    fc.double().map((number) => new Double(number)),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.string({ unit: "binary", maxLength: 4 }),
    fc.array(tie("value"), { maxLength: 3 }),
    fc
      .array(fc.tuple(fc.constantFrom("a", "b", "1"), tie("value")), { maxLength: 3 })
      .map((fields) => new Map(fields)),
  ),
}));

test("keys of any values, also compound and descending, order as the values do", () => {
  fc.assert(
    fc.property(value, value, value, value, (a, b, c, d) => {
      const order = Math.sign(compare(a, c) || -compare(b, d));
      expect(Buffer.compare(encodeKey([a, b], [1, -1]), encodeKey([c, d], [1, -1]))).toBe(order + 0);
    }),
    { numRuns: 3000 },
  );
});

test("what is decoded encodes to the same bytes", () => {
  fc.assert(
    fc.property(value, (any) => {
      const bytes = encode(new Map([["v", any]]));
      expect(encode(decode(bytes)).equals(bytes)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

function describe(any: Value): string {
  return `${typeof any} ${JSON.stringify(any, (_, part) => (typeof part === "bigint" ? `${part}n` : part))} ${String(any?.toString?.())}`;
}
