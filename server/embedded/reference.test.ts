import { rmSync } from "node:fs";
import { join } from "node:path";
import { Binary, BSONRegExp, Code, Decimal128, Double, MaxKey, MinKey, ObjectId, Timestamp } from "bson";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Collection } from "./catalog";
import { decode, RawDoc } from "./decode";
import { encode } from "./encode";
import { Engine } from "./engine";
import { checkIndexSpec } from "./indexSpec";
import { compileFilter } from "./match";
import { openQuery } from "./query";
import { docOf, pause } from "./reading";
import { insertRecord } from "./records";
import { parseSort } from "./sort";
import { temporaryDirectory } from "./testing";
import { matches, sorted, updated } from "./testing.reference";
import { compileUpdate } from "./update";
import { bsonUndefined, type Doc, type Value } from "./values";

/** One or two of every BSON type, and numbers that are equal across types. */
const scalar = fc.constantFrom<Value>(
  null,
  bsonUndefined,
  new MinKey(),
  new MaxKey(),
  -1,
  0,
  1,
  1n,
  2,
  new Double(1),
  new Double(1.5),
  new Double(Number.NaN),
  Decimal128.fromString("1.0"),
  Decimal128.fromString("2.5"),
  "",
  "a",
  "b",
  true,
  false,
  new Date(0),
  new Date(5),
  new ObjectId("0".repeat(24)),
  new ObjectId("f".repeat(24)),
  new Binary(Buffer.from("x")),
  new Timestamp({ t: 1, i: 1 }),
  new Double(Number.POSITIVE_INFINITY),
  new Double(Number.NEGATIVE_INFINITY),
  Decimal128.fromString("NaN"),
  Decimal128.fromString("Infinity"),
  9007199254740993n,
  new Double(9007199254740992),
  -(2n ** 63n),
  new Binary(Buffer.from("x"), 4),
  new Timestamp({ t: 0xffffffff, i: 0 }),
  new Code("a"),
);
/** A regular expression as a value; in a filter it would be a pattern. */
const regex = fc.constantFrom<Value>(new BSONRegExp("a", ""), new BSONRegExp("a", "i"));
function anyValueOf(leaf: fc.Arbitrary<Value>): fc.Arbitrary<Value> {
  return fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      { weight: 5, arbitrary: leaf },
      { weight: 2, arbitrary: fc.array(tie("value"), { maxLength: 3 }) },
      {
        weight: 2,
        arbitrary: fc
          .array(fc.tuple(fc.constantFrom("a", "b"), tie("value")), { maxLength: 2 })
          .map((fields) => new Map(fields)),
      },
    ),
  })).value;
}
const value = anyValueOf(scalar);
const stored = anyValueOf(fc.oneof({ weight: 9, arbitrary: scalar }, { weight: 1, arbitrary: regex }));
const document = fc
  .array(fc.tuple(fc.constantFrom("a", "b", "c"), stored), { maxLength: 3 })
  .map((fields) => new Map(fields) as Doc);
const path = fc.constantFrom("a", "b", "a.a", "a.b", "a.0", "b.a.b");
const isPlain = (any: Value): boolean => !Array.isArray(any);
const condition = fc.oneof(
  fc.tuple(fc.constantFrom("$eq", "$ne"), value),
  fc.tuple(fc.constant("$eq"), regex),
  fc.tuple(
    fc.constantFrom("$gt", "$gte", "$lt", "$lte"),
    value.filter((any) => !(any instanceof MinKey) && !(any instanceof MaxKey) && typeof any !== "symbol"),
  ),
  fc.tuple(
    fc.constantFrom("$in", "$nin", "$all"),
    fc.array(
      value.filter((any) => !(any instanceof Map)),
      { maxLength: 3 },
    ),
  ),
  fc.tuple(fc.constant("$exists"), fc.boolean()),
  fc.tuple(fc.constant("$size"), fc.nat(2)),
) as fc.Arbitrary<[string, Value]>;

test("matching agrees with the manual, sentence by sentence", () => {
  fc.assert(
    fc.property(document, path, condition, (doc, where, [operator, operand]) => {
      const filter: Doc = new Map([[where, new Map([[operator, operand]])]]);
      expect(compileFilter(filter)(doc)).toBe(matches(doc, where, operator, operand));
    }),
    { numRuns: 5000 },
  );
});

test("sorting agrees with the manual", () => {
  const way = fc.constantFrom(1, -1);
  const sort = fc.oneof(
    fc.tuple(fc.tuple(fc.constantFrom("a", "b"), way)),
    fc.tuple(fc.tuple(fc.constant("a"), way), fc.tuple(fc.constant("b"), way)),
  );
  fc.assert(
    fc.property(fc.array(document, { maxLength: 8 }), sort, (docs, fields) => {
      // Two arrays at once cannot be sorted by.
      fc.pre(!docs.some((doc) => fields.length > 1 && !isPlain(doc.get("a")) && !isPlain(doc.get("b"))));
      const order = parseSort(new Map(fields));
      const ours = docs
        .map((doc, position) => ({ doc, position, key: order.key(doc) }))
        .sort((a, b) => Buffer.compare(a.key, b.key) || a.position - b.position)
        .map((entry) => entry.doc);
      expect(ours).toEqual(sorted(docs, fields));
    }),
    { numRuns: 3000 },
  );
});

const number = fc.constantFrom<Value>(
  ...[
    0,
    1,
    -3,
    2_147_483_647,
    5n,
    -7n,
    2n ** 62n,
    new Double(0.25),
    new Double(-2),
    Decimal128.fromString("1.5"),
  ],
);
const plain = value.filter((any) => isPlain(any) && !(any instanceof Map && any.has("$each")));
const change = fc.oneof(
  fc.tuple(fc.constantFrom("$set", "$unset", "$min", "$max", "$push", "$addToSet"), plain),
  fc.tuple(fc.constant("$pullAll"), fc.array(plain, { maxLength: 2 })),
  fc.tuple(fc.constant("$pop"), fc.constantFrom(1, -1)),
  fc.tuple(fc.constantFrom("$inc", "$mul"), number),
) as fc.Arbitrary<[string, Value]>;
const changeable = fc
  .array(fc.tuple(fc.constantFrom("a", "b", "c"), fc.oneof(value, number)), { maxLength: 3 })
  .map((fields) => new Map(fields) as Doc);

test("updates agree with the manual, wherever they reach", () => {
  const where = fc.constantFrom("a", "b", "c", "a.b", "a.0", "a.1", "a.b.a", "b.2.a");
  let refusals = 0;
  fc.assert(
    fc.property(changeable, change, where, (doc, [operator, operand], place) => {
      const update: Doc = new Map([[operator, new Map([[place, operand]])]]);
      const ours = outcome(() => compileUpdate(update)(decode(encode(doc)), { isInsert: false }));
      const wanted = outcome(() => updated(doc, operator, place, operand));
      if (wanted === undefined) refusals++;
      const shown = ["$inc", "$mul"].includes(operator) ? roughly : exactly;
      expect(ours && shown(ours)).toBe(wanted && shown(wanted));
    }),
    { numRuns: 5000 },
  );
  expect(refusals).toBeGreaterThan(100);
});

const exactly = (doc: Doc): string => encode(doc).toString("hex");

/** With its types, but decimals as the doubles next to them: 2 and 2.0 are the same number. */
function roughly(any: Value): string {
  if (any instanceof Decimal128) return `decimal ${Number(any.toString())}`;
  if (any instanceof Map)
    return `{ ${[...any].map(([name, field]) => `${name}: ${roughly(field)}`).join(", ")} }`;
  if (Array.isArray(any)) return `[ ${any.map(roughly).join(", ")} ]`;
  return exactly(new Map([["", any]]));
}

/** What an update makes, or nothing where it is refused. */
function outcome(make: () => Doc): Doc | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

let directory: string;
let engine: Engine;
beforeAll(() => {
  directory = temporaryDirectory();
  engine = new Engine(join(directory, "store"));
});
afterAll(async () => {
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

const keys = fc.constantFrom<[string, number][]>(
  [["a", 1]],
  [["b", -1]],
  [
    ["a", 1],
    ["b", 1],
  ],
  [
    ["a", -1],
    ["b", 1],
  ],
  [["a.b", 1]],
  [
    ["a.a", 1],
    ["a.b", -1],
  ],
);
const options = fc.constantFrom<[string, Value][]>(
  [],
  [["sparse", true]],
  [["partialFilterExpression", new Map([["a", new Map<string, Value>([["$exists", true]])]])]],
  [["partialFilterExpression", new Map([["b", new Map<string, Value>([["$gte", 0]])]])]],
);
const clause = fc
  .tuple(path, condition)
  .map(([where, [operator, operand]]): Doc => new Map([[where, new Map([[operator, operand]])]]));
const filter = fc.oneof(
  clause,
  fc.tuple(clause, clause).map(([left, right]): Doc => new Map([["$and", [left, right]]])),
  fc.tuple(clause, clause).map(([left, right]): Doc => new Map([["$or", [left, right]]])),
  fc
    .tuple(clause, clause, clause)
    .map(([first, ...rest]): Doc => new Map<string, Value>([...first, ["$or", rest]])),
  fc
    .tuple(fc.constantFrom("a", "b"), clause)
    .map(([where, inner]): Doc => new Map([[where, new Map([["$elemMatch", inner]])]])),
);

function collectionOf(docs: Doc[], specs: Doc[]): Promise<Collection> {
  return engine.writeOnce((unit) => {
    const known = engine.catalog.find("test", "c");
    if (known) engine.catalog.drop(known);
    const collection = engine.catalog.create("test", "c");
    for (const spec of specs) engine.catalog.addIndex(collection, spec);
    for (const [i, doc] of docs.entries())
      insertRecord(
        engine.catalog,
        unit,
        collection,
        new RawDoc(encode(new Map<string, Value>([["_id", i], ...doc]))),
      );
    return collection;
  });
}

function idsOf(collection: Collection, query: Doc, sort: Doc | undefined, hint: Value): Value[] {
  const context = engine.reading(undefined, 0);
  context.resume();
  const { stream } = openQuery(context, collection, { filter: query, sort, hint });
  const ids: Value[] = [];
  for (let row = stream.next(); row !== undefined; row = stream.next())
    if (row !== pause) ids.push(docOf(row).get("_id"));
  context.park();
  return ids;
}

test("whatever index is used, the answer is that of reading everything", async () => {
  const natural: Doc = new Map([["$natural", 1]]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { maxLength: 12 }),
      fc.array(fc.tuple(keys, options), { minLength: 1, maxLength: 3 }),
      fc.array(filter, { minLength: 3, maxLength: 6 }),
      fc.constantFrom(1, -1),
      async (docs, indexes, filters, direction) => {
        const specs = indexes.map(([key, extra], i) =>
          checkIndexSpec(new Map<string, Value>([["key", new Map(key)], ["name", `i${i}`], ...extra])),
        );
        const parallel = await collectionOf(docs, specs).catch((error) => error);
        fc.pre(!(parallel instanceof Error));
        for (const query of filters) {
          const all = idsOf(parallel, query, undefined, natural);
          expect(idsOf(parallel, query, undefined, undefined).sort()).toEqual([...all].sort());
          const sort: Doc = new Map([["a", direction]]);
          const inMemory = idsOf(parallel, query, sort, natural);
          const byIndex = idsOf(parallel, query, sort, undefined);
          expect([...byIndex].sort()).toEqual([...all].sort());
          const order = parseSort(sort);
          const keyOf = (id: Value) => order.key(docs[id as number]!).toString("hex");
          expect(byIndex.map(keyOf)).toEqual(inMemory.map(keyOf));
        }
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
