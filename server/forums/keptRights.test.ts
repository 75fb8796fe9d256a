import { afterAll, beforeAll, expect, test } from "vitest";
import { Role } from "#server/campuses/roles.model";
import { answerIn, buildCategory, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { HttpClient } from "#server/testing/httpClient";
import { findFreePort, type Main, startMain } from "#server/testing/startProcess";
import { startServer, type TestServer } from "#server/testing/startServer";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { roleEndpoints } from "#shared/campuses/roles.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import type { Id } from "#shared/ids";

/*
 * Spaces, categories and names are kept in memory. Two servers on one store: this process, and another that shares
 * nothing with it but the store.
 */

let server: TestServer;
let other: Main;
let elsewhere: string;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  const port = await findFreePort();
  elsewhere = `http://127.0.0.1:${port}`;
  other = await startMain(port, server.config.dataDirectory, { MONGODB_URI: server.storeUri });
  forum = await buildForum(server);
}, 180_000);
afterAll(async () => {
  await other?.stop();
  await server.close();
}, 180_000);

/** The promise: yesterday's rights last no longer than this, in milliseconds. */
const A_SECOND = 1_000;
const words = { title: "A category", description: "", start: "everyone", answer: "everyone" } as const;

/** The same person in the same session, at the other server. */
function at(origin: string, { cookie }: HttpClient): HttpClient {
  const browser = new HttpClient(origin);
  browser.cookie = cookie;
  return browser;
}

async function statusesFor({ browser }: { browser: HttpClient }, threadId: Id): Promise<number[]> {
  const doing = [
    browser.try(doors.show, { params: { threadId }, input: {} }),
    browser.try(doors.posts, { params: { threadId }, input: { from: 0 } }),
  ];
  return (await Promise.all(doing)).map(({ status }) => status);
}

async function titlesFor({ browser }: { browser: HttpClient }, categoryId: Id): Promise<string[] | number> {
  const asked = { params: { spaceId: forum.spaceId }, input: { categoryId } };
  const { status, body } = await browser.try(doors.list, asked);
  return status === 200
    ? (body as unknown as { items: { title: string }[] }).items.map(({ title }) => title)
    : status;
}

/** Closes a category to all but moderators, or opens it again, at one of the servers. */
async function setReaders(browser: HttpClient, categoryId: Id, read: "everyone" | "moderators") {
  const params = { categoryId };
  await browser.do(spaceEndpoints.changeCategory, { params, input: { ...words, read } });
}

test("a category that is closed here is closed to the very next reading, and open again to the next after it", async () => {
  const categoryId = await buildCategory(forum.spaceId);
  const threadId = await start(categoryId, forum.max);
  for (let turn = 0; turn < 5; turn++) {
    expect(await statusesFor(forum.mia, threadId)).toEqual([200, 200]);
    await setReaders(forum.stu.browser, categoryId, "moderators");
    expect(await statusesFor(forum.mia, threadId)).toEqual([404, 404]);
    expect(await titlesFor(forum.mia, categoryId)).toBe(404);
    expect(await statusesFor(forum.stu, threadId)).toEqual([200, 200]);
    await setReaders(forum.stu.browser, categoryId, "everyone");
  }
});

test("a category that is closed at another server is closed here within a second", async () => {
  const categoryId = await buildCategory(forum.spaceId);
  const threadId = await start(categoryId, forum.max);
  const stu = at(elsewhere, forum.stu.browser);
  for (let turn = 0; turn < 3; turn++) {
    expect(await statusesFor(forum.mia, threadId)).toEqual([200, 200]);
    await setReaders(stu, categoryId, "moderators");
    const closed = performance.now();
    let lastRead = closed;
    await expect
      .poll(
        async () => {
          const asked = performance.now();
          const statuses = await statusesFor(forum.mia, threadId);
          if (statuses.includes(200)) lastRead = asked;
          return statuses;
        },
        { timeout: 5_000, interval: 20 },
      )
      .toEqual([404, 404]);
    expect(lastRead - closed).toBeLessThan(A_SECOND);
    await setReaders(stu, categoryId, "everyone");
    await expect.poll(() => statusesFor(forum.mia, threadId)).toEqual([200, 200]);
  }
  stu.close();
});

test("a role that is taken back counts at once, whatever is kept", async () => {
  const { stu, spaceId } = await buildForum(server);
  const threadId = await start(await buildCategory(spaceId, { read: "moderators" }), stu);
  expect(await statusesFor(stu, threadId)).toEqual([200, 200]);
  const ada = await server.signIn("ada");
  const held = await Role.findOne({ personId: stu.personId }).lean<{ _id: Id }>();
  await ada.do(roleEndpoints.take, { params: { roleId: held?._id ?? "" } });
  expect(await statusesFor(stu, threadId)).toEqual([404, 404]);
});

test("a new name stands beside what one has said: here at once, at another server soon", async () => {
  const threadId = await start(await buildCategory(forum.spaceId), forum.max);
  await answerIn(threadId, forum.mia, "Signed as I was called then.");
  const there = at(elsewhere, forum.max.browser);
  const nameIn = async (browser: HttpClient) =>
    (await browser.do(doors.posts, { params: { threadId }, input: { from: 0 } })).items[1]?.author.name;
  const before = await nameIn(there);
  expect(await nameIn(forum.max.browser)).toBe(before);
  const input = { name: "Mia Anew", unit: "", language: "en" as const };
  await forum.mia.browser.do(accountEndpoints.settle, { input });
  expect(await nameIn(forum.max.browser)).toBe("Mia Anew");
  await expect.poll(() => nameIn(there), { timeout: 5_000 }).toBe("Mia Anew");
  there.close();
});
