import { afterAll, beforeAll, expect, test } from "vitest";
import { sendFile, until } from "#server/testing/bringIn";
import { HttpClient } from "#server/testing/httpClient";
import { download, unpack } from "#server/testing/movedSpace";
import { prepareProcess, type ServerProcess } from "#server/testing/startProcess";
import { importEndpoints } from "#shared/forums/imports.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";

/** More than go in within the moment between two looks at how far it is. */
const THREADS = 120;
const POSTS = 2;
/** Work is looked for every few seconds. */
const PATIENCE = { timeout: 60_000, interval: 50 };

let main: ServerProcess & { extra: { personIds: string[] } };
beforeAll(async () => {
  main = await prepareProcess(async (world) => ({ personIds: [world.people.sten.personId] }));
  await main.start();
}, 400_000);
afterAll(() => main.close());

test("an import that a killed server leaves off in the middle goes on by itself, and brings everything in once", async () => {
  const { personId } = main.world.people.sten;
  const browser = new HttpClient(main.origin);
  browser.cookie = main.cookies[personId]!;
  const { items } = await browser.do(spaceEndpoints.list, { input: {} });
  const spaceId = items.find(({ kind }) => kind === "alliance")!.id;
  const { categories } = await browser.do(spaceEndpoints.show, { params: { spaceId } });
  const where = { spaceId, categoryId: categories[0]!.id };
  const rows = Array.from({ length: THREADS }, (_, thread) =>
    Array.from(
      { length: POSTS },
      (_, post) => `${thread},Thread ${thread},Pat,2021-01-0${post + 1},Word ${post}`,
    ),
  );
  const file = ["thread,title,author_name,created_at,body", ...rows.flat()].join("\n");
  const { params } = await sendFile(browser, where, file);
  await browser.do(importEndpoints.run, { params, input: {} });
  // In the middle, wherever that is.
  await expect
    .poll(async () => (await browser.do(importEndpoints.show, { params })).done.threads, PATIENCE)
    .toBeGreaterThan(5);
  await main.kill();
  await main.start();
  const half = await browser.do(importEndpoints.show, { params });
  expect(half).toMatchObject({ state: "running" });
  expect(half.done.threads).toBeLessThan(THREADS);

  // Whoever had it is taken for dead after half a minute.
  expect((await until(browser, params, "done")).state).toBe("done");
  const { threads, posts } = unpack(await download(spaceId, { browser }));
  expect(new Set(threads.map(({ title }) => title)).size).toBe(THREADS);
  expect([threads.length, posts.length]).toEqual([THREADS, THREADS * POSTS]);
  const shown = await browser.do(spaceEndpoints.show, { params: { spaceId } });
  expect(shown.categories[0]?.threadCount).toBe(THREADS);
  browser.close();
}, 400_000);
