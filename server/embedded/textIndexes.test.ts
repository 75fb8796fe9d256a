import type { Document, IndexDescription } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";

/** Text indexes as they are made, listed, refused and kept. */
let opened: TestStore;

beforeAll(async () => {
  opened = await openTestStore();
});
afterAll(() => opened.close());

const collection = (name: string) => opened.client.db("made").collection(name);

const text = { default_language: "english", language_override: "language", textIndexVersion: 3 };

test.each<[string, Document, Document, Document]>([
  [
    "one field",
    { title: "text" },
    {},
    { key: { _fts: "text", _ftsx: 1 }, name: "title_text", weights: { title: 1 }, ...text },
  ],
  [
    "several fields and weights",
    { title: "text", body: "text" },
    { weights: { title: 10, keywords: 5 }, name: "search" },
    {
      key: { _fts: "text", _ftsx: 1 },
      name: "search",
      weights: { body: 1, keywords: 5, title: 10 },
      ...text,
    },
  ],
  [
    "fields before and after",
    { spaceId: 1, title: "text", at: -1 },
    { default_language: "es", language_override: "idioma" },
    {
      key: { spaceId: 1, _fts: "text", _ftsx: 1, at: -1 },
      name: "spaceId_1_title_text_at_-1",
      weights: { title: 1 },
      default_language: "es",
      language_override: "idioma",
      textIndexVersion: 3,
    },
  ],
  [
    "a wildcard",
    { "$**": "text" },
    {},
    { key: { _fts: "text", _ftsx: 1 }, name: "$**_text", weights: { "$**": 1 }, ...text },
  ],
  [
    "keys as they are stored",
    { _fts: "text", _ftsx: 1 },
    { weights: { a: 2 }, name: "copied", textIndexVersion: 3 },
    { key: { _fts: "text", _ftsx: 1 }, name: "copied", weights: { a: 2 }, ...text },
  ],
])("a text index of %s is listed as MongoDB lists it", async (name, key, options, listed) => {
  const made = collection(name.replaceAll(" ", "-"));
  await made.createIndex(key as never, options);
  const [, index] = await made.indexes();
  expect(index).toEqual({ v: 2, ...listed });
  expect(Object.keys(index!.key)).toEqual(Object.keys(listed.key));
  await made.createIndex(key as never, options);
  expect(await made.indexes()).toHaveLength(2);
});

test.each<[string, Document, Document, number, RegExp]>([
  [
    "a language that is not there",
    { a: "text" },
    { default_language: "french" },
    67,
    /'french' is not supported/,
  ],
  ["a language that is a number", { a: "text" }, { default_language: 3 }, 67, /needs a string type/],
  [
    "an override with a dot",
    { a: "text" },
    { language_override: "a.b" },
    67,
    /language_override is not valid/,
  ],
  ["text fields apart", { a: "text", b: 1, c: "text" }, {}, 67, /must all be adjacent/],
  ["another direction", { a: 2, b: "text" }, {}, 67, /expected value 1 or -1/],
  ["a reserved field", { _ftsx: 1, b: "text" }, {}, 67, /reserved fields/],
  [
    "a weight of nothing",
    { a: "text" },
    { weights: { a: 0 } },
    67,
    /exclusive interval \(0,100000\) but found: 0/,
  ],
  ["a weight that is a word", { a: "text" }, { weights: { a: "b" } }, 67, /needs numeric type/],
  ["weights that are a list", { a: "text" }, { weights: 5 }, 67, /must be an object/],
  ["an older version", { a: "text" }, { textIndexVersion: 2 }, 67, /textIndexVersion 2 is not supported/],
  ["a unique one", { a: "text" }, { unique: true }, 67, /unique text index is not supported/],
  ["one that expires", { a: "text" }, { expireAfterSeconds: 3 }, 67, /TTL/],
  ["weights without text", { a: 1 }, { weights: { a: 1 } }, 197, /weights/],
  ["another kind", { a: "2dsphere" }, {}, 67, /2dsphere/],
])("%s is refused", async (_, key, options, code, message) => {
  const made = collection("refused").createIndex(key as never, options);
  await expect(made).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
});

test("a collection has one text index", async () => {
  const one = collection("one");
  await one.createIndex({ a: "text" });
  await expect(one.createIndex({ b: "text" })).rejects.toMatchObject({
    code: 85,
    codeName: "IndexOptionsConflict",
    message: expect.stringContaining("An equivalent index already exists with a different name and options."),
  });
  await expect(one.createIndex({ b: "text" }, { name: "a_text" })).rejects.toMatchObject({
    code: 85,
    message: expect.stringContaining("with the same name but different options"),
  });
  await expect(one.createIndex({ c: 1, b: "text" })).rejects.toMatchObject({
    code: 67,
    codeName: "CannotCreateIndex",
    message: 'only one text index per collection allowed, found existing text index "a_text"',
  });
  const both: IndexDescription[] = [
    { key: { a: "text" }, name: "x" },
    { key: { b: 1, c: "text" }, name: "y" },
  ];
  await expect(collection("two").createIndexes(both)).rejects.toMatchObject({ code: 67 });
  await one.dropIndex("a_text");
  await one.createIndex({ b: "text" });
});

test("an index that is built while writes go on agrees with its documents", async () => {
  const busy = collection("busy");
  const words = ["alder", "birch", "cedar", "dogwood"];
  const body = (i: number) => `${words[i % 4]} ${words[(i >> 2) % 4]} state ${i}`;
  await busy.insertMany(Array.from({ length: 3000 }, (_, i) => ({ _id: i as never, body: body(i), n: 0 })));
  let isBuilt = false;
  const writer = async (from: number) => {
    for (let i = from; !isBuilt || i < from + 400; i += 4) {
      await busy.insertOne({ _id: (10_000 + i) as never, body: body(i), n: 0 });
      await busy.updateOne({ _id: (i % 3000) as never }, { $set: { body: body(i + 1) } });
      await busy.deleteOne({ _id: ((i * 7) % 3000) as never });
    }
  };
  const building = busy.createIndex({ body: "text" }).then(() => {
    isBuilt = true;
  });
  await Promise.all([building, ...[0, 1, 2, 3].map(writer)]);
  expect(await opened.client.db("made").command({ validate: "busy" })).toMatchObject({
    valid: true,
    errors: [],
  });
  const alders = await busy.countDocuments({ body: /alder/ });
  expect(await busy.countDocuments({ $text: { $search: "alders" } })).toBe(alders);
  // An update of another field leaves the words where they are.
  await busy.updateMany({}, { $inc: { n: 1 } });
  expect(await opened.client.db("made").command({ validate: "busy" })).toMatchObject({ valid: true });
  expect(await busy.countDocuments({ n: 1, $text: { $search: "alders" } })).toBe(alders);
}, 60_000);

test("a build over text in a language that is not there fails, and leaves nothing", async () => {
  const foreign = collection("foreign");
  await foreign.insertOne({ body: "bonjour", language: "french" });
  await expect(foreign.createIndex({ body: "text" })).rejects.toMatchObject({ code: 17262 });
  expect(await foreign.indexes()).toHaveLength(1);
});

test("a transaction searches what it has written, and nobody else does", async () => {
  const notes = collection("notes");
  await notes.createIndex({ body: "text" });
  await notes.insertOne({ body: "the first maple" });
  await opened.client.withSession((session) =>
    session.withTransaction(async () => {
      await notes.insertOne({ body: "a second maple" }, { session });
      const filter = { $text: { $search: "maples" } };
      expect(await notes.countDocuments(filter, { session })).toBe(2);
      expect(await notes.countDocuments(filter)).toBe(1);
    }),
  );
  expect(await notes.countDocuments({ $text: { $search: "maples" } })).toBe(2);
});

test("words of any length are found, and a document of too many is refused", async () => {
  const long = collection("long");
  await long.createIndex({ space: 1, body: "text" });
  const word = "w".repeat(5000);
  await long.insertMany([{ space: "s".repeat(3000), body: `${word}x` }, { body: `${word}y and more` }]);
  expect(await long.countDocuments({ space: null, $text: { $search: `${word}y` } })).toBe(1);
  expect(await long.countDocuments({ space: "s".repeat(3000), $text: { $search: `${word}x` } })).toBe(1);
  expect(await long.countDocuments({ space: "s".repeat(3000), $text: { $search: `${word}y` } })).toBe(0);
  expect(await opened.client.db("made").command({ validate: "long" })).toMatchObject({ valid: true });
  const words = Array.from({ length: 300_000 }, (_, i) => i.toString(36)).join(" ");
  await expect(long.insertOne({ body: words })).rejects.toMatchObject({ code: 16733 });
}, 60_000);
