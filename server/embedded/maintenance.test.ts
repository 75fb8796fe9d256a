import { execFile } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Decimal128, Double, Long } from "mongodb";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStore, type TestStore, temporaryDirectory } from "./testing";

const execute = promisify(execFile);
/** The program as it is built. */
const program = fileURLToPath(new URL("../../.cache/programs/server/store.js", import.meta.url));

let opened: TestStore;
let folder: string;

beforeAll(async () => {
  folder = temporaryDirectory();
  opened = await openTestStore();
  const items = opened.client.db("one").collection("items");
  await items.createIndex({ key: 1 }, { unique: true });
  await items.insertMany(
    Array.from({ length: 1500 }, (_, key) => ({
      key,
      whole: new Double(1),
      long: Long.fromNumber(key),
      price: Decimal128.fromString("1.10"),
      10: "b",
      9: "a",
    })),
  );
  await opened.client.db("two").collection("few").insertOne({ a: 1 });
});
afterAll(async () => {
  await opened.close();
  rmSync(folder, { recursive: true, force: true });
});

async function store(...words: string[]): Promise<string> {
  return (await execute(process.execPath, [program, ...words])).stdout;
}

test("a backup taken while the store runs restores that moment", async () => {
  const file = join(folder, "backup");
  const items = opened.client.db("one").collection("items");
  expect(await store("backup", file, "--data", opened.directory)).toContain("1504 entries");
  await items.deleteMany({ key: { $gte: 10 } });
  await opened.client.db("three").collection("later").insertOne({ a: 1 });
  await store("restore", file, "--data", opened.directory);
  expect(await items.countDocuments()).toBe(1500);
  await expect(items.insertOne({ key: 3 })).rejects.toMatchObject({ code: 11000 });
  expect(await opened.client.db("three").listCollections().toArray()).toEqual([]);
  expect(
    await items.countDocuments({
      whole: { $type: "double" },
      long: { $type: "long" },
      price: { $type: "decimal" },
    }),
  ).toBe(1500);
}, 60_000);

test("a damaged backup is refused and changes nothing", async () => {
  const file = join(folder, "damaged");
  await store("backup", file, "--data", opened.directory);
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.subarray(0, -1));
  await expect(store("restore", file, "--data", opened.directory)).rejects.toThrow(/damaged or cut short/);
  bytes[bytes.length - 100]! ^= 1;
  writeFileSync(file, bytes);
  await expect(store("restore", file, "--data", opened.directory)).rejects.toThrow(/damaged/);
  expect(await opened.client.db("one").collection("items").countDocuments()).toBe(1500);
}, 60_000);

test("a copy arrives whole, is compared, and may be repeated", async () => {
  const target = await openTestStore();
  await target.client
    .db("one")
    .collection("items")
    .insertOne(
      (await opened.client.db("one").collection("items").findOne({ key: 7 }, { promoteValues: false }))!,
    );
  const uri = target.store.uri;
  expect(await store("copy", "--to", uri, "--data", opened.directory)).toContain(
    "one.items: 1500 documents, the same on both sides",
  );
  expect(await store("copy", "--to", uri, "--data", opened.directory)).toContain(
    "two.few: 1 documents, the same on both sides",
  );
  expect(await target.client.db("one").collection("items").indexes()).toHaveLength(2);
  await target.close();
}, 60_000);

test("the check finds every index in agreement with its documents", async () => {
  expect(await store("check", "--data", opened.directory)).toMatch(/one\.items: 1500 documents, 2 indexes\n/);
}, 60_000);
