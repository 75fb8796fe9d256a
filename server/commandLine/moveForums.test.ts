import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findCampusByKey } from "#server/campuses/campuses.reads";
import { findSpaceOf } from "#server/forums/spaces.model";
import { Thread } from "#server/forums/threads.model";
import { makeFolder, startServer, type TestServer } from "#server/testing/startServer";
import { moveForums } from "./moveForums";

let server: TestServer;
const folder = makeFolder();
beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function run(...words: string[]): Promise<string[]> {
  const said: string[] = [];
  await moveForums(words, (sentence) => said.push(sentence));
  return said;
}

test("a table is checked, brought in, taken out again and brought in elsewhere, once", async () => {
  const table = join(folder, "old.csv");
  writeFileSync(
    table,
    "thread,title,author_name,created_at,body\n1,From a table,Pat,2020-01-01,Words\n1,,Ivo,2020-01-02,More",
  );
  const by = server.world.people.max.address;
  expect(await run("import", table, "--space", "campus:world-alder", "--check")).toHaveLength(2);
  expect(await Thread.countDocuments({ title: "From a table" })).toBe(0);
  const words = ["import", table, "--space", "campus:world-alder", "--by", by];
  expect((await run(...words)).at(-1)).toBe("1 threads and 2 posts have been brought in.");
  expect((await run(...words)).at(-1)).toBe("0 threads and 0 posts have been brought in.");
  const packed = join(folder, "alder.jsonl.gz");
  expect(await run("export", packed, "--space", "campus:world-alder")).toEqual([
    `Alder State is in ${packed}.`,
  ]);
  expect((await run("import", packed, "--space", "campus:world-birch")).at(-1)).toBe(
    "1 threads and 2 posts have been brought in.",
  );
  const birch = await findSpaceOf("campus", (await findCampusByKey("world-birch"))!.id);
  const [brought] = await Thread.find({ "placements.spaceId": birch?._id }).lean();
  expect(brought).toMatchObject({ title: "From a table", author: { name: "Pat" }, imported: { byName: "" } });
});

test("what cannot be brought in is told row by row, and nothing is", async () => {
  const table = join(folder, "bad.csv");
  writeFileSync(table, "thread,title,created_at,body\n1,A good one,2020-01-01,Words\n2,Bad one,never,Words");
  await expect(run("import", table, "--space", "campus:world-alder")).rejects.toThrow("1 rows cannot");
  expect(await Thread.countDocuments({ title: "A good one" })).toBe(0);
});

test.each([
  [[], "That is not understood."],
  [["import", "x.csv"], "That is not understood."],
  [["export", "x.gz", "--space", "campus:nowhere"], "There is no campus:nowhere."],
  [["export", "x.gz", "--speed", "9"], "That is not understood."],
  [["import", "/nowhere.csv", "--space", "campus:world-alder"], "ENOENT"],
])("%j is refused in a sentence", async (words, sentence) => {
  await expect(run(...words)).rejects.toThrow(sentence);
});
