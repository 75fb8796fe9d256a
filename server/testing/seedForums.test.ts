import { afterAll, beforeAll, expect, test } from "vitest";
import { Category } from "#server/forums/categories.model";
import { loadForums } from "#server/forums/forums.load";
import { Post } from "#server/forums/posts.model";
import { findSpaceOf } from "#server/forums/spaces.model";
import { Thread } from "#server/forums/threads.model";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { threadKinds } from "#shared/forums/threads.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Demonstration, seedDemonstration } from "./seed";
import { seedForums } from "./seedForums";
import { startServer, type TestServer } from "./startServer";

let server: TestServer;
let demonstration: Demonstration;
beforeAll(async () => {
  server = await startServer({ isDemo: true });
  demonstration = await seedDemonstration();
  await loadForums();
  await seedForums(demonstration);
});
afterAll(() => server.close());

test("a second start changes nothing", async () => {
  const everything = () =>
    Promise.all([Thread.find().sort({ _id: 1 }).lean(), Category.find().sort({ _id: 1 }).lean()]);
  const before = await everything();
  await seedForums(demonstration);
  expect(await everything()).toEqual(before);
});

test("the forum holds threads of every kind, in order, whole, and none from the future", async () => {
  const spaceId = (await findSpaceOf("alliance", demonstration.programId))!._id;
  const browser = server.visit();
  await browser.do(accountEndpoints.enter, { input: { key: "max" } });
  const { items, pinned } = await browser.do(doors.list, { params: { spaceId }, input: {} });
  const threads = [...pinned, ...items];
  expect(new Set(threads.map(({ kind }) => kind))).toEqual(new Set(threadKinds));
  expect(threads.some(({ posts }) => posts > 60)).toBe(true);
  expect(pinned).toHaveLength(1);
  for (const { id, posts, at, lastAt } of threads) {
    expect(await Post.countDocuments({ threadId: id })).toBe(posts);
    expect(lastAt).toBeGreaterThan(at);
    expect(lastAt).toBeLessThan(Date.now());
  }
  const counts = await Category.find({ spaceId }).lean();
  expect(counts.reduce((sum, { threadCount }) => sum + threadCount, 0)).toBe(threads.length);
});

test("the poll holds the cast’s votes, which are their own to change", async () => {
  const { _id: threadId } = (await Thread.findOne({ kind: "poll" }).lean())!;
  const browser = server.visit();
  await browser.do(accountEndpoints.enter, { input: { key: "mia" } });
  const { thread, mine } = await browser.do(doors.show, { params: { threadId }, input: {} });
  expect([thread.poll?.voters, mine.votes]).toEqual([3, [1, 3]]);
});
