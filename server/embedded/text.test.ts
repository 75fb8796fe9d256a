import type { Collection, Document } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore } from "./testing";
import { insertArticles } from "./testing.articles";

/** Searches with the replies that MongoDB's manual gives for them. */
let opened: TestStore;
let articles: Collection<Document>;

beforeAll(async () => {
  opened = await openTestStore();
  articles = await insertArticles(opened.client.db("text"));
});
afterAll(() => opened.close());

function collection(name: string): Collection<Document> {
  return opened.client.db("text").collection(name);
}

async function idsOf(target: Collection<Document>, filter: Document): Promise<unknown[]> {
  const found = await target.find(filter).project({ _id: 1 }).toArray();
  return found.map((doc) => doc._id).sort();
}

const searches: [Document, number[]][] = [
  [{ $search: "coffee" }, [1, 2, 7]],
  [{ $search: "bake coffee cake" }, [1, 2, 3, 4, 7]],
  [{ $search: '"coffee shop"' }, [2]],
  [{ $search: "coffee -shop" }, [1, 7]],
  [{ $search: "coffee -shop -cream" }, [1]],
  [{ $search: 'coffee -"and cream"' }, [1, 2]],
  [{ $search: "coffee - shop" }, [1, 2, 7]],
  [{ $search: "-coffee" }, []],
  [{ $search: "the and of" }, []],
  [{ $search: "" }, []],
  [{ $search: "leche", $language: "es" }, [5, 8]],
  [{ $search: "сы́рники CAFÉS" }, [5, 6, 8]],
  [{ $search: "Coffee", $caseSensitive: true }, [2]],
  [{ $search: '"Café Con Leche"', $caseSensitive: true }, [5]],
  [{ $search: "Coffee -shop", $caseSensitive: true }, [2]],
  [{ $search: "CAFÉ", $diacriticSensitive: true }, [5]],
  [{ $search: '"café con leche"', $diacriticSensitive: true }, [5]],
  [{ $search: "leches -cafés", $diacriticSensitive: true }, [8]],
  [{ $search: '"coffee" "cream"' }, [7]],
  [{ $search: '"coffee" "tea"' }, []],
];

test.each(searches)("%j finds what the manual says", async (text, ids) => {
  expect(await idsOf(articles, { $text: text })).toEqual(ids);
});

test("a search counts, changes and deletes as any filter does", async () => {
  const drafts = collection("drafts");
  await drafts.createIndex({ body: "text" });
  await drafts.insertMany([{ body: "one tree" }, { body: "two trees" }, { body: "a river" }]);
  expect(await drafts.countDocuments({ $text: { $search: "tree" } })).toBe(2);
  expect(await drafts.distinct("body", { $text: { $search: "river" } })).toEqual(["a river"]);
  const update = await drafts.updateMany({ $text: { $search: "trees" } }, { $set: { body: "a wood" } });
  expect(update.modifiedCount).toBe(2);
  expect(await drafts.countDocuments({ $text: { $search: "tree" } })).toBe(0);
  expect(await drafts.findOneAndDelete({ $text: { $search: "river" } })).toMatchObject({ body: "a river" });
  expect((await drafts.deleteMany({ $text: { $search: "woods" } })).deletedCount).toBe(2);
});

test("arrays, documents within and a wildcard are searched", async () => {
  const notes = collection("notes");
  await notes.insertMany([
    { _id: 1 as never, tags: ["red apple", "green"], parts: [{ text: "Plum jam" }, { text: "Bread" }] },
    { _id: 2 as never, tags: "single", deep: { er: { text: "hidden apple" } } },
  ]);
  await notes.createIndex({ tags: "text", "parts.text": "text" });
  expect(await idsOf(notes, { $text: { $search: "apples" } })).toEqual([1]);
  expect(await idsOf(notes, { $text: { $search: "bread single" } })).toEqual([1, 2]);
  expect(await idsOf(notes, { $text: { $search: '"plum jam"' } })).toEqual([1]);
  await notes.dropIndex("tags_text_parts.text_text");
  await notes.createIndex({ "$**": "text" });
  expect(await idsOf(notes, { $text: { $search: "apples" } })).toEqual([1, 2]);
  await notes.updateOne({ _id: 2 as never }, { $unset: { "deep.er.text": 1 } });
  expect(await idsOf(notes, { $text: { $search: "apples" } })).toEqual([1]);
});

test("a document, and a document in it, says in which language it is", async () => {
  const quotes = collection("quotes");
  await quotes.createIndex({ original: "text", "translation.quote": "text" });
  await quotes.insertMany([
    {
      _id: 1 as never,
      language: "spanish",
      original: "Las comunidades aprenden",
      translation: [
        { language: "english", quote: "The communities were learning" },
        { language: "none", quote: "the learning" },
      ],
    },
    { _id: 2 as never, original: "comunidades" },
  ]);
  expect(await idsOf(quotes, { $text: { $search: "comunidad", $language: "es" } })).toEqual([1]);
  expect(await idsOf(quotes, { $text: { $search: "comunidades" } })).toEqual([2]);
  expect(await idsOf(quotes, { $text: { $search: "learns" } })).toEqual([1]);
  expect(await idsOf(quotes, { $text: { $search: "the", $language: "none" } })).toEqual([1]);
  const insert = (language: unknown) => quotes.insertOne({ original: "a", language });
  await expect(insert("french")).rejects.toMatchObject({
    code: 17262,
    message: "language override unsupported: french",
  });
  await expect(insert(5)).rejects.toMatchObject({ code: 17261 });
  const named = collection("named");
  await named.createIndex({ t: "text" }, { default_language: "es", language_override: "idioma" });
  await named.insertMany([
    { t: "reuniones", language: "french" },
    { t: "meetings", idioma: "en" },
  ]);
  expect(await named.countDocuments({ $text: { $search: "reunión" } })).toBe(1);
  expect(await named.countDocuments({ $text: { $search: "meeting", $language: "english" } })).toBe(1);
});

test("fields before the text narrow a search to what the asker may open", async () => {
  const posts = collection("posts");
  await posts.createIndex({ spaceId: 1, title: "text", body: "text", at: -1 });
  await posts.insertMany(
    Array.from({ length: 400 }, (_, i) => ({
      _id: i as never,
      spaceId: i % 40,
      title: "Retention",
      body: i % 2 ? "attendance of commuters" : "a plan",
      at: i,
    })),
  );
  await posts.insertOne({ title: "Retention", body: "of nobody" });
  const filter = { spaceId: 7, $text: { $search: "retention" } };
  expect(await idsOf(posts, filter)).toHaveLength(10);
  expect(await idsOf(posts, { $and: [{ spaceId: { $in: [8] } }, { $text: filter.$text }] })).toHaveLength(10);
  expect(await idsOf(posts, { spaceId: null, $text: { $search: "retention" } })).toHaveLength(1);
  expect(await idsOf(posts, { ...filter, at: { $gt: 200 } })).toHaveLength(5);
  const { executionStats, queryPlanner } = await posts.find(filter).explain("executionStats");
  expect(executionStats).toMatchObject({ totalKeysExamined: 10, totalDocsExamined: 10, nReturned: 10 });
  expect(queryPlanner.winningPlan).toMatchObject({
    stage: "TEXT_MATCH",
    indexPrefix: { spaceId: 7 },
    parsedTextQuery: { terms: ["retent"], negatedTerms: [], phrases: [], negatedPhrases: [] },
    textIndexVersion: 3,
    inputStage: { stage: "TEXT_OR" },
  });
  for (const spaceId of [{ $in: [7, 8] }, { $gt: 3 }, /a/]) {
    const wide = posts.find({ spaceId, $text: { $search: "retention" } } as Document).toArray();
    await expect(wide).rejects.toMatchObject({ code: 291, codeName: "NoQueryExecutionPlans" });
  }
  await expect(posts.find({ $text: { $search: "retention" } }).toArray()).rejects.toMatchObject({
    code: 291,
  });
  const isArray = { code: 201 };
  await expect(posts.insertOne({ spaceId: [1, 2], title: "x" })).rejects.toMatchObject(isArray);
  await expect(posts.insertOne({ spaceId: 1, at: [1], title: "x" })).rejects.toMatchObject(isArray);
});

test("a partial index answers what it is sure to hold", async () => {
  const open = collection("open");
  await open.createIndex({ t: "text" }, { partialFilterExpression: { isOpen: true } });
  await open.insertMany([{ t: "alder" }, { t: "alder", isOpen: true }]);
  expect(await open.countDocuments({ isOpen: true, $text: { $search: "alder" } })).toBe(1);
  await expect(open.countDocuments({ $text: { $search: "alder" } })).rejects.toMatchObject({ code: 291 });
  await open.updateMany({}, { $set: { isOpen: true } });
  expect(await open.countDocuments({ isOpen: true, $text: { $search: "alder" } })).toBe(2);
});
