import { afterAll, beforeAll, expect, test } from "vitest";
import { listPeople } from "#server/people/people.reads";
import { runSent, sendFile } from "#server/testing/bringIn";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { take, tryDecide } from "#server/testing/deciding";
import { download, unpack } from "#server/testing/movedSpace";
import { startServer, type TestServer } from "#server/testing/startServer";
import { draftEndpoints } from "#shared/forums/drafts.contract";
import { exportEndpoints } from "#shared/forums/moving.contract";
import { movedEnd, movedHead, movedPost, movedThread } from "#shared/forums/moving.format";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer({ hasJobs: true });
  forum = await buildForum(server, { title: "To be taken along" });
});
afterAll(() => server.close());

test("whoever looks after a space takes everything of it along", async () => {
  const { spaceId, categoryId, stu, max, mia, ben } = forum;
  const threadId = await start(categoryId, max, {
    kind: "question",
    title: "What do you ask first?",
    tags: ["rounds"],
  });
  const first = await answerIn(threadId, ben, "Who are you, **really**?");
  const quoting = newId();
  const quote = { type: "blockquote", attrs: { replyId: first.data.post.id, author: "Ben" } };
  const input = {
    deedId: quoting,
    isTried: false,
    body: { type: "doc", content: [{ ...quote, content: fromPlainText("Who are you?").content }] } as never,
  };
  await mia.browser.do(doors.reply, { params: { threadId }, input });
  const postId = first.data.post.id;
  await mia.browser.do(doors.react, {
    params: { postId },
    input: { deedId: newId(), reaction: "thanks", isOn: true },
  });
  await max.browser.do(doors.accept, { params: { threadId }, input: { deedId: newId(), postId } });

  const { head, threads, posts, end } = unpack(await download(spaceId, stu));
  expect(movedHead.parse(head)).toMatchObject({ format: "throughline.space", version: 1 });
  expect(head.categories.map(({ title }) => title)).toContain("To be taken along");
  const thread = threads.find(({ id }) => id === threadId)!;
  expect(thread).toMatchObject({
    ...{ category: "To be taken along", kind: "question", title: "What do you ask first?" },
    ...{ tags: ["rounds"], acceptedId: postId, author: { name: "Max", campus: "Alder State" } },
  });
  const own = posts.filter((post) => post.threadId === threadId);
  expect(own.map(({ id }) => id)).toEqual([threadId, postId, quoting]);
  expect(own[1]).toMatchObject({
    author: { name: "Ben", campus: "Birch College" },
    reactions: { resonates: 0, thanks: 1, sayMore: 0 },
    markdown: "Who are you, \\*\\*really\\*\\*?",
    body: fromPlainText("Who are you, **really**?"),
  });
  expect(own[2]?.markdown).toBe("> Who are you?");
  expect(own[2]?.body).toMatchObject({ content: [quote] });
  expect(end).toEqual({ threads: threads.length, posts: posts.length });
  // What is written can be read back.
  for (const one of threads) if (!one.isHidden) movedThread.parse(one);
  for (const one of posts) movedPost.parse(one);
  movedEnd.parse(end);
});

test("what was taken back is not in it, and of what was hidden only that it was", async () => {
  const { spaceId, categoryId, stu, max, ben } = forum;
  const threadId = await start(categoryId, max);
  const [gone, hidden] = [
    await answerIn(threadId, ben, "I take this back: xylophone."),
    await answerIn(threadId, ben, "A rude word: zeppelin."),
  ].map(({ data }) => data.post.id) as [string, string];
  await ben.browser.do(doors.withdraw, { params: { postId: gone }, input: { deedId: newId() } });
  await stu.browser.do(doors.hide, {
    params: { postId: hidden },
    input: { deedId: newId(), isHidden: true, reason: "Rude" },
  });
  const secret = await start(categoryId, max, { title: "A thread about quicksand" });
  await stu.browser.do(doors.place, {
    params: { threadId: secret },
    input: { deedId: newId(), spaceId, categoryId, isPinned: false, isHidden: true },
  });

  const file = await download(spaceId, stu);
  const { threads, posts } = unpack(file);
  expect(posts.filter((post) => post.threadId === threadId)).toMatchObject([
    { id: threadId, state: "shown" },
    { id: hidden, state: "hidden", reason: "Rude", body: null, markdown: null },
  ]);
  expect(threads.find(({ id }) => id === secret)).toEqual({
    ...{
      id: secret,
      category: "To be taken along",
      kind: "discussion",
      at: expect.any(Number),
      isHidden: true,
    },
  });
  expect(posts.some((post) => post.threadId === secret)).toBe(false);
  const text = JSON.stringify(unpack(file));
  for (const word of ["xylophone", "zeppelin", "quicksand"]) expect(text).not.toContain(word);
});

test("neither who chose what, nor who reads, nor drafts, nor addresses are in it", async () => {
  const { spaceId, categoryId, stu, max, mia, ben } = forum;
  const threadId = await start(categoryId, max, { kind: "poll" });
  await mia.browser.do(doors.vote, { params: { threadId }, input: { deedId: newId(), choices: [1] } });
  await ben.browser.do(doors.noteRead, { params: { threadId }, input: { readTo: 1 } });
  await ben.browser.do(doors.bookmark, { params: { postId: threadId }, input: { isOn: true } });
  await max.browser.do(draftEndpoints.keep, {
    input: { kind: "reply", about: threadId, title: "", body: fromPlainText("Half a marzipan"), version: 0 },
  });
  const file = unpack(await download(spaceId, stu));
  expect(file.threads.find(({ id }) => id === threadId)?.poll).toEqual({
    options: [
      { label: "Yes", votes: 0 },
      { label: "No", votes: 1 },
      { label: "Later", votes: 0 },
    ],
    ...{ isMultiple: false, voters: 1 },
  });
  const text = JSON.stringify(file);
  const people = await listPeople([max, mia, ben, stu].map(({ personId }) => personId));
  for (const { _id, email } of people) {
    expect(text).not.toContain(email);
    expect(text).not.toContain(_id);
  }
  expect(text).not.toContain("marzipan");
});

test("a proposal goes along with its positions and outcome, and comes in elsewhere as a discussion", async () => {
  const { spaceId, categoryId, stu, max, mia, ben } = forum;
  const threadId = await start(categoryId, max, { kind: "proposal", title: "We meet on Fridays" });
  const [first, second] = [await take(threadId, mia, "block"), await take(threadId, mia, "agree")];
  const postId = newId();
  await tryDecide(threadId, max, "accepted", "On Fridays, then.", postId);
  const { threads, posts } = unpack(await download(spaceId, stu));
  const own = threads.find(({ id }) => id === threadId)!;
  expect(movedThread.parse(own)).toMatchObject({
    kind: "proposal",
    decision: { counts: { agree: 1, block: 0 }, outcome: { postId, result: "accepted" } },
  });
  const said = posts.filter((post) => post.threadId === threadId);
  expect(said.map(({ id, position }) => [id, position])).toEqual([
    [threadId, undefined],
    [first, undefined],
    [second, "agree"],
    [postId, undefined],
  ]);
  const there = await buildForum(server);
  const moved = { ...own, id: "moved", category: null, posts: [{ ...said[0], id: "moved" }] };
  const file = JSON.stringify({ threads: [moved] });
  await runSent(there.stu.browser, await sendFile(there.stu.browser, there, file, "moved.json"));
  const { items } = await ben.browser.do(doors.list, {
    params: { spaceId },
    input: { categoryId: there.categoryId },
  });
  expect(items).toMatchObject([{ title: "We meet on Fridays", kind: "discussion" }]);
});

test("a member is refused, and to an outsider there is nothing", async () => {
  const { spaceId, max, ola } = forum;
  const ask = ({ browser }: typeof max) => browser.send(exportEndpoints.download, { spaceId }, undefined);
  expect((await ask(max)).status).toBe(403);
  expect((await ask(ola)).status).toBe(404);
});
