import { rmSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Collection } from "./catalog";
import { decode, RawDoc } from "./decode";
import { encode } from "./encode";
import { Engine } from "./engine";
import { checkIndexSpec } from "./indexSpec";
import { openQuery } from "./query";
import { docOf, pause } from "./reading";
import { insertRecord } from "./records";
import { temporaryDirectory } from "./testing";
import {
  type ReferenceDocument,
  type ReferenceSearch,
  referenceScore,
  vocabulary,
  type Weights,
  written,
} from "./testing.textReference";
import type { Doc } from "./values";

/** Searches of whatever documents find and score what reading every document does. */
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

const word = fc.constantFrom(...vocabulary);
const text = fc
  .array(fc.tuple(word, fc.constantFrom(" ", " ", ", ", " - ", "-", ". ")), { maxLength: 6 })
  .map((pairs) => pairs.flat().join("").trim());
const language = fc.constantFrom<"none" | "english" | undefined>(undefined, undefined, "none", "english");

const document: fc.Arbitrary<ReferenceDocument> = fc.record(
  {
    language,
    title: fc.oneof(text, fc.array(text, { maxLength: 3 })),
    part: fc.record({ language, body: text }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);

const phrase = fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => words.join(" "));
const search: fc.Arbitrary<ReferenceSearch> = fc.record({
  words: fc.array(word, { maxLength: 3 }),
  phrases: fc.oneof({ weight: 3, arbitrary: fc.constant<string[]>([]) }, fc.array(phrase, { maxLength: 2 })),
  negatedWords: fc.oneof(
    { weight: 3, arbitrary: fc.constant<string[]>([]) },
    fc.array(word, { maxLength: 2 }),
  ),
  negatedPhrases: fc.oneof(
    { weight: 5, arbitrary: fc.constant<string[]>([]) },
    fc.array(phrase, { maxLength: 1 }),
  ),
  isCaseSensitive: fc.boolean(),
  isDiacriticSensitive: fc.boolean(),
});
const weights: fc.Arbitrary<Weights> = fc.record({
  title: fc.integer({ min: 1, max: 9 }),
  body: fc.integer({ min: 1, max: 9 }),
});

const doc = (value: object): Doc => decode(encode(value));

function indexOf({ title, body }: Weights, isWildcard: boolean): Doc {
  const key = isWildcard ? { space: 1, "$**": "text" } : { space: 1, title: "text" };
  return checkIndexSpec(doc({ key, name: "text", weights: { title, "part.body": body } }));
}

function collectionOf(documents: object[], index: Doc): Promise<Collection> {
  return engine.writeOnce((unit) => {
    const known = engine.catalog.find("test", "c");
    if (known) engine.catalog.drop(known);
    const collection = engine.catalog.create("test", "c");
    engine.catalog.addIndex(collection, index);
    for (const each of documents) insertRecord(engine.catalog, unit, collection, new RawDoc(encode(each)));
    return collection;
  });
}

/** Ids and scores in the order in which a search gives them. */
function found(
  collection: Collection,
  filter: Doc,
  sort: Doc | undefined,
  limit: number,
): [number, number][] {
  const context = engine.reading(undefined, 0);
  context.resume();
  const { stream } = openQuery(context, collection, { filter, sort, limit });
  const rows: [number, number][] = [];
  for (let row = stream.next(); row !== undefined; row = stream.next())
    if (row !== pause) rows.push([docOf(row).get("_id") as number, row.score!]);
  context.park();
  return rows;
}

function operandOf(wanted: ReferenceSearch): object {
  return {
    $search: written(wanted),
    $caseSensitive: wanted.isCaseSensitive,
    $diacriticSensitive: wanted.isDiacriticSensitive,
  };
}

test("a search finds what reading every document finds, with the same scores", async () => {
  const byScore = doc({ score: { $meta: "textScore" } });
  const byScoreThenId = doc({ score: { $meta: "textScore" }, _id: 1 });
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(document, { minLength: 1, maxLength: 12 }),
      fc.array(search, { minLength: 4, maxLength: 8 }),
      weights,
      fc.boolean(),
      async (documents, searches, weighing, isWildcard) => {
        const stored = documents.map((each, i) => ({ _id: i, space: i % 2, ...each }));
        const collection = await collectionOf(stored, indexOf(weighing, isWildcard));
        for (const wanted of searches) {
          const filter = doc({ space: 0, $text: operandOf(wanted) });
          const expected = documents
            .map((each, i) => [i, referenceScore(each, weighing, wanted)] as const)
            .filter(([i, score]) => i % 2 === 0 && score !== undefined) as [number, number][];
          hits += expected.length;
          const all = found(collection, filter, undefined, 0).sort(([a], [b]) => a - b);
          expect(all.map(([id]) => id)).toEqual(expected.map(([id]) => id));
          for (const [i, [, score]] of all.entries()) expect(score).toBeCloseTo(expected[i]![1], 9);
          const scores = expected.map(([, score]) => score).sort((a, b) => b - a);
          for (const sort of [byScore, byScoreThenId]) {
            const best = found(collection, filter, sort, 3).map(([, score]) => score);
            expect(best).toHaveLength(Math.min(3, scores.length));
            for (const [i, score] of best.entries()) expect(score).toBeCloseTo(scores[i]!, 9);
          }
        }
      },
    ),
    { numRuns: 300 },
  );
  expect(hits).toBeGreaterThan(500);
}, 60_000);
