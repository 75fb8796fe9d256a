import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  answerIn,
  buildCategory,
  buildForum,
  type ForumOfOurs,
  show,
  start,
} from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import type { FollowLevel } from "#shared/forums/threads.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  forum = await buildForum(server);
});

const noteRead = async (who: Someone, threadId: Id, readTo: number, isBack?: boolean) =>
  (
    await who.browser.do(doors.noteRead, {
      params: { threadId },
      input: { readTo, ...(isBack && { isBack }) },
    })
  ).readTo;
const follow = (who: Someone, threadId: Id, level: FollowLevel) =>
  who.browser.do(doors.follow, { params: { threadId }, input: { level } });
const followed = async (who: Someone) =>
  (await who.browser.do(doors.listFollowed, { input: {} })).items.map(({ id }) => id);
const unread = async (who: Someone) =>
  (await who.browser.do(spaceEndpoints.show, { params: { spaceId: forum.spaceId } })).unread;

describe("how far somebody has read", () => {
  test("only goes on, whichever device tells, save where they go back themselves; never beyond the end", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    for (let turn = 0; turn < 4; turn++) await answerIn(threadId, forum.max, "More");
    const answers = await Promise.all([3, 1, 2].map((readTo) => noteRead(forum.mia, threadId, readTo)));
    expect(Math.max(...answers)).toBe(3);
    expect(await noteRead(forum.mia, threadId, 1)).toBe(3);
    expect(await noteRead(forum.mia, threadId, 1, true)).toBe(1);
    expect(await noteRead(forum.mia, threadId, 900)).toBe(5);
    expect((await show(threadId, forum.mia)).mine.readTo).toBe(5);
  });

  test("is where the thread opens", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    for (let turn = 0; turn < 30; turn++) await answerIn(threadId, turn % 2 ? forum.max : forum.ben, "More");
    expect((await show(threadId, forum.mia)).posts[0]?.place).toBe(0);
    await noteRead(forum.mia, threadId, 10);
    expect((await show(threadId, forum.mia)).posts.map(({ place }) => place)).toContain(10);
    await noteRead(forum.mia, threadId, 31);
    expect((await show(threadId, forum.mia)).posts.at(-1)?.place).toBe(30);
    expect((await show(threadId, forum.mia, 900)).posts).toHaveLength(20);
  });

  test("is nobody’s business who may not read it", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const input = { readTo: 1 };
    expect((await forum.ola.browser.try(doors.noteRead, { params: { threadId }, input })).status).toBe(404);
  });
});

describe("what is new", () => {
  test("is in threads that one follows, counted in their spaces as they are listed", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    const ignored = await start(forum.categoryId, forum.max);
    expect([await followed(forum.mia), await unread(forum.mia)]).toEqual([[], 0]);
    await answerIn(threadId, forum.mia, "I follow by answering");
    expect(await followed(forum.mia)).toEqual([]);
    for (const id of [threadId, ignored]) await answerIn(id, forum.max, "News");
    expect([await followed(forum.mia), await unread(forum.mia)]).toEqual([[threadId], 1]);
    await noteRead(forum.mia, threadId, 3);
    expect([await followed(forum.mia), await unread(forum.mia)]).toEqual([[], 0]);
  });

  test("is not told of what one has muted, also where one answers in it", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await follow(forum.mia, threadId, "mute");
    await answerIn(threadId, forum.mia, "One word");
    await answerIn(threadId, forum.max, "And another");
    expect((await show(threadId, forum.mia)).mine.level).toBe("mute");
    expect(await followed(forum.mia)).toEqual([]);
    await follow(forum.mia, threadId, "watch");
    expect(await followed(forum.mia)).toEqual([threadId]);
  });

  test("ends with one’s rights", async () => {
    const categoryId = await buildCategory(forum.spaceId);
    const threadId = await start(categoryId, forum.max);
    await follow(forum.mia, threadId, "watch");
    await follow(forum.stu, threadId, "watch");
    const words = { title: "Own", description: "", start: "everyone" as const, answer: "everyone" as const };
    await forum.stu.browser.do(spaceEndpoints.changeCategory, {
      params: { categoryId },
      input: { ...words, read: "moderators" },
    });
    expect([await followed(forum.mia), await unread(forum.mia)]).toEqual([[], 0]);
    expect(await followed(forum.stu)).toEqual([threadId]);
  });
});

describe("a bookmark", () => {
  test("is for oneself, kept once, listed the latest first, and gone with the right to read", async () => {
    const categoryId = await buildCategory(forum.spaceId);
    const [one, other] = [await start(forum.categoryId, forum.max), await start(categoryId, forum.max)];
    const mark = (postId: Id, isOn: boolean) =>
      forum.mia.browser.do(doors.bookmark, { params: { postId }, input: { isOn } });
    const list = async (who: Someone) =>
      (await who.browser.do(doors.listBookmarks, { input: {} })).items.map(({ post }) => post.id);
    for (const postId of [one, other, one]) await mark(postId, true);
    expect(await list(forum.mia)).toEqual([other, one]);
    expect(await list(forum.max)).toEqual([]);
    expect((await show(one, forum.mia)).mine.bookmarks).toEqual([one]);
    const hide = { spaceId: forum.spaceId, categoryId, isPinned: false, isHidden: true };
    await forum.stu.browser.do(doors.place, {
      params: { threadId: other },
      input: { deedId: newId(), ...hide },
    });
    expect(await list(forum.mia)).toEqual([one]);
    await mark(one, false);
    expect(await list(forum.mia)).toEqual([]);
  });
});
