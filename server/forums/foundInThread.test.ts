import { afterAll, beforeAll, expect, test } from "vitest";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { newId } from "#shared/ids";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

const find = (threadId: string, { browser }: ForumOfOurs["max"], words: string) =>
  browser.do(doors.find, { params: { threadId }, input: { words } });

test("words are found in the thread alone, in its order, in whatever form and language they stand", async () => {
  const { categoryId, max, ben } = forum;
  const threadId = await start(categoryId, max, { title: "Of other things" });
  const elsewhere = await start(categoryId, max);
  await answerIn(elsewhere, ben, "The mentoring happened in another thread.");
  await answerIn(threadId, ben, "Nothing of the kind.");
  await answerIn(
    threadId,
    ben,
    "We began to mentor early.\nMentoring took an hour, and mentored students stayed.",
  );
  await answerIn(threadId, max, "Cada mentora habló con los estudiantes de mentoría.");
  const { items, hasMore } = await find(threadId, max, "mentors");
  expect(items.map(({ place }) => place)).toEqual([2]);
  expect(items[0]?.words.sort()).toEqual(["Mentoring", "mentor", "mentored"].sort());
  expect(items[0]?.line).toBe("We began to mentor early.");
  expect(hasMore).toBe(false);
  expect((await find(threadId, max, "estudiante")).items).toMatchObject([
    { place: 3, words: ["estudiantes"] },
  ]);
  expect((await find(threadId, max, '"took an hour"')).items.map(({ place }) => place)).toEqual([2]);
});

test("what was hidden or taken back is not found", async () => {
  const { categoryId, stu, max, ben } = forum;
  const threadId = await start(categoryId, max);
  const [hidden, gone] = [
    await answerIn(threadId, ben, "A zeppelin."),
    await answerIn(threadId, ben, "A zeppelin too."),
  ];
  expect((await find(threadId, max, "zeppelins")).items).toHaveLength(2);
  await stu.browser.do(doors.hide, {
    params: { postId: hidden.data.post.id },
    input: { deedId: newId(), isHidden: true, reason: "Rude" },
  });
  await ben.browser.do(doors.withdraw, { params: { postId: gone.data.post.id }, input: { deedId: newId() } });
  expect((await find(threadId, max, "zeppelins")).items).toEqual([]);
});

test("to an outsider there is no such thread, and a single letter is refused", async () => {
  const { categoryId, max, ola } = forum;
  const threadId = await start(categoryId, max);
  const ask = (browser: typeof max.browser, words: string) =>
    browser.try(doors.find, { params: { threadId }, input: { words } });
  expect((await ask(ola.browser, "names")).status).toBe(404);
  expect((await ask(max.browser, "n")).status).toBe(422);
  expect((await find(threadId, max, "names")).items).toMatchObject([{ place: 0 }]);
});
