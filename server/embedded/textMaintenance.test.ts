import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { type Collection, type Document, MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchStore } from "./launcher";
import { openTestStore, type TestStore, temporaryDirectory } from "./testing";

/** A text index goes where its documents go. */
const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const execute = promisify(execFile);

let opened: TestStore;
let folder: string;
let definition: Document;

beforeAll(async () => {
  folder = temporaryDirectory();
  opened = await openTestStore();
  const posts = postsOf(opened.client);
  await posts.insertMany(Array.from({ length: 300 }, (_, i) => ({ spaceId: i % 3, body: `Debate ${i}` })));
  await posts.createIndex(
    { spaceId: 1, title: "text", body: "text" },
    { weights: { title: 4 }, default_language: "es", name: "search" },
  );
  definition = (await posts.indexes())[1]!;
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

function postsOf(client: MongoClient): Collection<Document> {
  return client.db("kept").collection("posts");
}

async function store(...words: string[]): Promise<string> {
  return (await execute(process.execPath, ["--import", loader, main, ...words])).stdout;
}

async function expectSearchable(client: MongoClient): Promise<void> {
  expect((await postsOf(client).indexes())[1]).toEqual(definition);
  expect(await postsOf(client).countDocuments({ spaceId: 1, $text: { $search: "debates" } })).toBe(100);
  expect(await client.db("kept").command({ validate: "posts" })).toMatchObject({
    valid: true,
    keysPerIndex: { search: 600 },
  });
}

test("the check compares postings with their documents", async () => {
  expect(await store("check", "--data", opened.directory)).toMatch(/kept\.posts: 300 documents, 2 indexes\n/);
  await expectSearchable(opened.client);
}, 60_000);

test("a backup brings the text index back, with its documents of that moment", async () => {
  const file = join(folder, "backup");
  await store("backup", file, "--data", opened.directory);
  await postsOf(opened.client).deleteMany({ spaceId: 1 });
  await postsOf(opened.client).dropIndex("search");
  await store("restore", file, "--data", opened.directory);
  await expectSearchable(opened.client);
}, 60_000);

test("a copy makes the same text index", async () => {
  const target = await openTestStore();
  await store("copy", "--to", target.store.uri, "--data", opened.directory);
  await expectSearchable(target.client);
  await target.close();
}, 60_000);

test("a store that is started again searches as before", async () => {
  await opened.client.close();
  await opened.store.stop();
  opened.store = await launchStore({ dataDirectory: opened.directory });
  opened.client = await new MongoClient(opened.store.uri).connect();
  await expectSearchable(opened.client);
}, 60_000);
