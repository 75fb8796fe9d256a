import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod/mini";
import type { Endpoint } from "#shared/http/endpoint";
import { cutterOf } from "./cut";

/** The replies of every door, as the contracts declare them. */
const replies = await (async () => {
  const files = import.meta.glob<Record<string, unknown>>("../../shared/**/*.endpoints.ts");
  const modules = await Promise.all(Object.values(files).map((load) => load()));
  const doors = modules
    .flatMap((one) => Object.values(one))
    .flatMap((one) => (typeof one === "object" ? Object.values(one as object) : []));
  return (doors as Partial<Endpoint>[]).flatMap(({ path, reply }) =>
    path && reply ? [[path, reply] as const] : [],
  );
})();

const like = (schema: z.core.$ZodType) => fitting(schema, fc.constant({ secret: "not in the contract" }));

test("what a door replies is cut as zod would cut it", () => {
  expect(replies.length).toBeGreaterThan(100);
  for (const [path, reply] of replies) {
    const cut = cutterOf(reply);
    fc.assert(
      fc.property(like(reply), (value) => {
        const text = JSON.stringify(cut(value));
        expect(JSON.parse(text), path).toEqual(JSON.parse(JSON.stringify(reply.parse(value))));
        expect(text).not.toContain("secret");
      }),
      { numRuns: 20 },
    );
  }
});

test("what does not fit is refused wherever zod refuses it, in its words", () => {
  let refused = 0;
  for (const [path, reply] of replies) {
    const cut = cutterOf(reply);
    fc.assert(
      fc.property(like(reply), fc.nat(), fc.constantFrom(...spoilers), (value, place, spoil) => {
        const spoilt = spoil(structuredClone(value), place);
        const told = reply.safeParse(spoilt);
        if (told.success) {
          expect(JSON.parse(JSON.stringify(cut(spoilt))), path).toEqual(
            JSON.parse(JSON.stringify(told.data)),
          );
        } else {
          refused++;
          expect(() => cut(spoilt), path).toThrow(told.error.message);
        }
      }),
      { numRuns: 20 },
    );
  }
  expect(refused).toBeGreaterThan(1_000);
});

test("a schema is asked of zod where it says more than what it is made of", () => {
  const told = z.object({
    few: z.array(z.string()).check(z.maxLength(1)),
    whole: z.int(),
    exact: z.strictObject({ a: z.number() }),
    letters: z.string().check(z.toUpperCase()),
    either: z.union([z.object({ a: z.string() }), z.object({ b: z.string() })]),
    named: z.record(z.string(), z.object({ a: z.number() })),
    given: z._default(z.string(), "nothing"),
    maybe: z.optional(z.nullable(z.number())),
  });
  const right = {
    ...{ few: ["a"], whole: 1, exact: { a: 1 }, letters: "a", either: { b: "b", c: 1 } },
    named: { x: { a: 1, b: 2 } },
  };
  const cut = cutterOf(told);
  expect(cut(right as never)).toEqual(told.parse(right));
  expect(cut({ ...right, given: undefined, maybe: undefined })).toEqual(
    told.parse({ ...right, maybe: undefined }),
  );
  for (const wrong of [
    { few: ["a", "b"] },
    { whole: 1.5 },
    { exact: { a: 1, b: 2 } },
    { either: {} },
    { named: 1 },
  ])
    expect(() => cut({ ...right, ...wrong })).toThrow();
  expect(() => cut(null)).toThrow();
  expect(() => cut([])).toThrow();
});

type Value = unknown;

/** What is a text, an id, or something that its own contract looks at as a whole. */
const id = "01hgw2bbg0000000000000000a";
const document = { type: "doc", content: [] };
const fact = { roomId: id, seq: 1, at: 1, name: "debriefs:floorFreed", data: {} };

/** Values that a schema takes, with something more in each object. */
function fitting(schema: z.core.$ZodType, more: fc.Arbitrary<object>): fc.Arbitrary<Value> {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const inner = (one: z.core.$ZodType) => fitting(one, more);
  switch (def.type) {
    case "object": {
      const isLeftOut = (key: string) => def.shape[key]?._zod.optout === "optional";
      const keys = Object.keys(def.shape);
      const fields = Object.fromEntries(keys.map((key) => [key, inner(def.shape[key]!)]));
      const known = fc.record(fields, { requiredKeys: keys.filter((key) => !isLeftOut(key)) });
      if (def.catchall) return known;
      return fc.tuple(known, more).map(([value, extra]) => ({ ...extra, ...value }));
    }
    case "array":
      return fc.array(inner(def.element), { maxLength: 3 });
    case "nullable":
      return fc.option(inner(def.innerType), { freq: 3 });
    case "optional":
      return fc.option(inner(def.innerType), { nil: undefined });
    case "union":
      return fc.oneof(...def.options.map(inner));
    case "record":
      return fc.dictionary(fc.string(), inner(def.valueType), { maxKeys: 3 });
    case "string":
      return fc.constant(id);
    case "number":
      return fc.nat();
    case "boolean":
      return fc.boolean();
    case "enum":
      return fc.constantFrom(...Object.values(def.entries));
    case "literal":
      return fc.constantFrom(...def.values);
    default:
      return fc.constantFrom(...[document, fact].filter((value) => z.safeParse(schema, value).success));
  }
}

/** Ways in which a value goes wrong somewhere. */
const spoilers: ((value: Value, place: number) => Value)[] = [
  (value, place) => changeOne(value, place, () => Number.NaN),
  (value, place) => changeOne(value, place, () => ({})),
  (value, place) => changeOne(value, place, () => "no such thing"),
  (value, place) => changeOne(value, place, () => undefined),
  (value, place) => changeOne(value, place, () => null),
  () => [],
];

function changeOne(value: Value, place: number, change: () => Value): Value {
  const parts = partsOf(value);
  const [whole, key] = parts[place % parts.length] ?? [{}, ""];
  whole[key] = change();
  return value;
}

/** Everything that stands somewhere in it. */
function partsOf(value: Value): [Record<string, Value>, string][] {
  if (typeof value !== "object" || value === null) return [];
  const whole = value as Record<string, Value>;
  return Object.keys(whole).flatMap((key) => [
    [whole, key] as [typeof whole, string],
    ...partsOf(whole[key]),
  ]);
}
