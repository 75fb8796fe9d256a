import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answerIn,
  buildCategory,
  buildForum,
  type ForumOfOurs,
  show,
  start,
} from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { expectSameThread } from "#server/testing/expectSameThread";
import { startServer, type TestServer } from "#server/testing/startServer";
import { liveThreads } from "#server/testing/wholeThread";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import type { ThreadRoomView } from "#shared/forums/threads.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { forumEvents } from "#shared/forums/threads.events";
import { type Id, newId } from "#shared/ids";
import type { PresenceFrame } from "#shared/live/live.contract";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

const lookOn = async ({ browser, listen }: Someone) => ({ browser, socket: await listen() });

test("what everybody hears, folded, is what they would read anew; for every event", async () => {
  const question = await start(forum.categoryId, forum.max, { kind: "question" });
  const poll = await start(forum.categoryId, forum.max, { kind: "poll" });
  const proposal = await start(forum.categoryId, forum.max, { kind: "proposal" });
  const inPoll = await lookOn(forum.mia);
  const inProposal = await lookOn(forum.stu);
  const heard: string[] = [];
  const facts = await expectSameThread(await lookOn(forum.ben), question, async () => {
    const act = () => liveThreads(forum, { question, poll, proposal });
    const decide = async () => {
      heard.push(...(await expectSameThread(inProposal, proposal, act)).map(({ name }) => name));
    };
    heard.push(...(await expectSameThread(inPoll, poll, decide)).map(({ name }) => name));
  });
  heard.push(...facts.map(({ name }) => name));
  expect(Object.keys(forumEvents).filter((name) => !heard.includes(name))).toEqual([]);
});

test("a practice’s reports and the campuses that speak are told as they are counted", async () => {
  const threadId = await start(forum.categoryId, forum.max, { kind: "practice" });
  await expectSameThread(await lookOn(forum.mia), threadId, async () => {
    const { data } = await answerIn(threadId, forum.ben, "We tried it", true);
    await answerIn(threadId, forum.mia, "So did we", true);
    const input = { deedId: newId() };
    await forum.ben.browser.do(doors.withdraw, { params: { postId: data.post.id }, input });
  });
  expect((await show(threadId, forum.mia)).thread).toMatchObject({ tried: 1, campuses: 2 });
});

test("who comes back on the same seq is told that nothing happened, else handed the head", async () => {
  const threadId = await start(forum.categoryId, forum.max);
  const socket = await forum.mia.listen();
  expect(await socket.join(`forums:${threadId}`, 1)).toEqual({ view: null, facts: [] });
  await answerIn(threadId, forum.max, "More");
  const { view, facts } = await socket.join<ThreadRoomView>(`forums:${threadId}`, 1);
  expect(facts).toEqual([]);
  expect(view).toEqual({ seq: 2, thread: (await show(threadId, forum.mia)).thread, posts: [] });
});

test("those who read are counted and not named; that somebody writes is told as a number", async () => {
  const threadId = await start(forum.categoryId, forum.max);
  const channel = `forums:${threadId}`;
  const [mine, theirs] = [await forum.mia.listen(), await forum.ben.listen()];
  for (const socket of [mine, theirs]) await socket.join(channel);
  await theirs.say("live:write", { channel, isWriting: true });
  await mine.hears("live:presence", ({ here, writing }: PresenceFrame) => here === 2 && writing === 1);
  for (const { name, payload } of mine.heard) {
    if (name === "live:presence") expect((payload as PresenceFrame).people).toBeNull();
  }
});

describe("a thread that goes out of sight", () => {
  const place = (threadId: Id, change: { categoryId?: Id; isHidden?: boolean }) =>
    forum.stu.browser.do(doors.place, {
      params: { threadId },
      input: {
        ...{ deedId: newId(), spaceId: forum.spaceId, categoryId: forum.categoryId },
        ...{ isPinned: false, isHidden: false },
        ...change,
      },
    });

  test("is heard no more by those who may not see it, and on by those who may", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const [reader, moderator] = [await forum.mia.listen(), await forum.stu.listen()];
    for (const socket of [reader, moderator]) await socket.join(`forums:${threadId}`);
    await place(threadId, { isHidden: true });
    await reader.cut;
    await answerIn(threadId, forum.stu, "Among ourselves");
    await moderator.hears("forums:replied");
    expect(reader.facts.map(({ name }) => name)).not.toContain("forums:replied");
    await expect((await forum.mia.listen()).join(`forums:${threadId}`)).rejects.toThrow("notFound");
  });

  test("with the category to which it moves, or with its own when that closes", async () => {
    const narrow = await buildCategory(forum.spaceId, { read: "moderators" });
    const own = await buildCategory(forum.spaceId);
    const moved = await start(forum.categoryId, forum.max);
    const closed = await start(own, forum.max);
    const elsewhere = await start(forum.categoryId, forum.max);
    const sockets = await Promise.all(
      [moved, closed, elsewhere].map(async (threadId) => {
        const socket = await forum.mia.listen();
        await socket.join(`forums:${threadId}`);
        return socket;
      }),
    );
    await place(moved, { categoryId: narrow });
    await sockets[0]?.cut;
    const words = { title: "Own", description: "", start: "everyone" as const, answer: "everyone" as const };
    await forum.stu.browser.do(spaceEndpoints.changeCategory, {
      params: { categoryId: own },
      input: { ...words, read: "moderators" },
    });
    await sockets[1]?.cut;
    await answerIn(elsewhere, forum.max, "Still here");
    await sockets[2]?.hears("forums:replied");
  });
});
