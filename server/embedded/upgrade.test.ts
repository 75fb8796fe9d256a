import { rmSync } from "node:fs";
import { join } from "node:path";
import { open } from "lmdb";
import { type Collection, type Document, MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decode } from "./decode";
import { encode } from "./encode";
import { launchStore } from "./launcher";
import { check } from "./maintenance";
import { temporaryDirectory } from "./testing";
import type { Doc } from "./values";

let directory: string;
const count = 300;

beforeAll(async () => {
  directory = temporaryDirectory();
  await withPosts(async (posts) => {
    await posts.insertMany(Array.from({ length: count }, (_, i) => ({ body: `Sayyid and campus ${i}` })));
    await posts.createIndex({ body: "text" });
  });
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test("the text indexes of a file of the first format are made anew", async () => {
  await changeFile(({ header, entriesOf, textIndexes }) => {
    for (const { id } of textIndexes()) for (const key of entriesOf(id)) key.remove();
    header({ format: 1 });
  });

  await withPosts(async (posts) => {
    expect(await posts.countDocuments({ $text: { $search: "campuses" } })).toBe(count);
    expect(await posts.indexes()).toHaveLength(2);
  });
  expect(await check(directory)).toBe(true);
  expect(await formatOf()).toBe(2);
});

test("what an upgrade that was cut short has left is no second index", async () => {
  await changeFile(({ header, addTextIndex }) => {
    addTextIndex();
    header({ format: 1 });
  });

  await withPosts(async (posts) => {
    expect(await posts.indexes()).toHaveLength(2);
    expect(await posts.countDocuments({ $text: { $search: "campuses" } })).toBe(count);
  });
  expect(await check(directory)).toBe(true);
});

test("a file of a later format is refused with a sentence", async () => {
  await changeFile(({ header }) => header({ format: 3 }));
  await expect(withPosts(async () => undefined)).rejects.toThrow(/has format 3, this program reads 2/);
});

async function withPosts(work: (posts: Collection<Document>) => Promise<void>): Promise<void> {
  const store = await launchStore({ dataDirectory: directory });
  const client = await new MongoClient(store.uri).connect();
  try {
    await work(client.db("kept").collection("posts"));
  } finally {
    await client.close();
    await store.stop();
  }
}

interface File {
  /** Gives the format that it tells. */
  header(changed: { format?: number }): number;
  textIndexes(): { id: number }[];
  addTextIndex(): void;
  entriesOf(id: number): { remove(): void }[];
}

/** Changes the file of a store that is not running. */
async function changeFile(change: (file: File) => void): Promise<void> {
  const root = open<Buffer, Buffer>({
    path: join(directory, "store"),
    keyEncoding: "binary",
    encoding: "binary",
    maxDbs: 8,
  });
  const table = (name: string) =>
    root.openDB<Buffer, Buffer>({ name, keyEncoding: "binary", encoding: "binary" });
  const [catalog, entries] = [table("catalog"), table("entries")];
  const version = Buffer.from("v");
  const posts = () =>
    [...catalog.getRange({ start: Buffer.from("c"), end: Buffer.from("d") })]
      .map(({ key, value }) => ({ key: Buffer.from(key), doc: decode(Buffer.from(value)) }))
      .find(({ doc }) => doc.get("name") === "posts")!;
  const textIndexes = () =>
    (posts().doc.get("indexes") as Doc[]).filter((index) =>
      (index.get("spec") as Doc).has("textIndexVersion"),
    );

  root.transactionSync(() =>
    change({
      header(changed) {
        const header = { ...Object.fromEntries(decode(Buffer.from(catalog.get(version)!))), ...changed };
        catalog.putSync(version, encode(header));
        return Number(header.format);
      },
      textIndexes: () => textIndexes().map((index) => ({ id: Number(index.get("id")) })),
      addTextIndex() {
        const { key, doc } = posts();
        const header = decode(Buffer.from(catalog.get(version)!));
        const id = Number(header.get("nextId"));
        const another = new Map([...textIndexes()[0]!, ["id", id] as const]);
        (doc.get("indexes") as Doc[]).push(another);
        catalog.putSync(key, encode(doc));
        catalog.putSync(version, encode({ format: 1, nextId: id + 1 }));
      },
      entriesOf(id) {
        const [start, end] = [Buffer.alloc(4), Buffer.alloc(4)];
        start.writeUInt32BE(id);
        end.writeUInt32BE(id + 1);
        const keys = [...entries.getKeys({ start, end })].map((key) => Buffer.from(key));
        expect(keys.length).toBeGreaterThan(count);
        return keys.map((key) => ({ remove: () => void entries.removeSync(key) }));
      },
    }),
  );
  await root.close();
}

async function formatOf(): Promise<number> {
  let format = 0;
  await changeFile(({ header }) => {
    format = header({});
  });
  return format;
}
