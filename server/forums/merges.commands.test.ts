import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildCategory, buildForum, type ForumOfOurs, show, start } from "#server/testing/buildForum";
import { expectSameThread } from "#server/testing/expectSameThread";
import { answerAll, tryMerge, wordsIn } from "#server/testing/moderating";
import { startServer, type TestServer } from "#server/testing/startServer";
import { moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { Post } from "./posts.model";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

const placesOf = async (threadId: Id) =>
  (await Post.find({ threadId }).sort({ place: 1 }).lean()).map(({ place }) => place);
const upTo = (length: number) => Array.from({ length }, (_, place) => place);
const deed = () => ({ deedId: newId() });

describe("merging threads", () => {
  test("puts all that was said at the end of the other in order, closes the emptied one, and says where it went", async () => {
    const { max, mia, ben, stu, categoryId } = forum;
    const [from, into] = [await start(categoryId, max), await start(categoryId, ben)];
    await answerAll(from, [mia], 2);
    await answerAll(into, [ben], 1);
    const onlooker = { browser: mia.browser, socket: await mia.listen() };
    const second = { browser: max.browser, socket: await max.listen() };
    await expectSameThread(onlooker, from, () =>
      expectSameThread(second, into, () => tryMerge(stu, from, into)),
    );
    expect(await wordsIn(into, mia)).toEqual([
      ...["We begin with a round of names.", "Reply 1", "We begin with a round of names."],
      ...["Reply 1", "Reply 2"],
    ]);
    expect(await wordsIn(from, mia)).toEqual(["moved", "moved", "moved"]);
    expect((await show(from, mia)).thread).toMatchObject({
      isClosed: true,
      movedTo: into,
      posts: 3,
      campuses: 0,
    });
    expect((await show(into, mia)).thread).toMatchObject({ posts: 5, campuses: 2, movedTo: null });
    expect([await placesOf(from), await placesOf(into)]).toEqual([upTo(3), upTo(5)]);
    // The opening kept the id of its old thread, and is found where it stands.
    const found = await mia.browser.do(moderationEndpoints.whereabouts, { params: { postId: from } });
    expect(found).toMatchObject({ threadId: into, place: 2 });
    const reopened = await stu.browser.try(doors.close, {
      params: { threadId: from },
      input: { ...deed(), isClosed: false },
    });
    expect([reopened.status, reopened.body.code]).toEqual([409, "merged"]);
  });

  test("of two who merge two threads into each other at once, one does", async () => {
    const { max, mia, stu, categoryId } = forum;
    const [one, other] = [await start(categoryId, max), await start(categoryId, mia)];
    const answers = await Promise.all([tryMerge(stu, one, other), tryMerge(stu, other, one)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [left, kept] = answers[0]?.status === 200 ? [one, other] : [other, one];
    expect(await wordsIn(kept as Id, mia)).toHaveLength(2);
    expect(await wordsIn(left as Id, mia)).toEqual(["moved"]);
  });

  test("is for those who look after both, where no more people read", async () => {
    const { max, mia, stu, categoryId } = forum;
    const few = await buildCategory(forum.spaceId, { read: "coordinators" });
    const [open, narrow] = [await start(categoryId, max), await start(few, stu)];
    expect((await tryMerge(max, open, await start(categoryId, mia))).status).toBe(403);
    expect((await tryMerge(stu, narrow, open)).status).toBe(403);
    expect((await tryMerge(stu, open, open)).body.code).toBe("sameThread");
    const poll = await start(categoryId, max, { kind: "poll" });
    expect((await tryMerge(stu, poll, open)).body.code).toBe("hasPoll");
    expect(await wordsIn(open, max)).toHaveLength(1);
    expect((await tryMerge(stu, open, narrow)).status).toBe(200);
    // Whoever may not read there any more is told what one is told of nothing.
    const params = { postId: open };
    expect((await max.browser.try(moderationEndpoints.whereabouts, { params })).status).toBe(404);
    const marks = await max.browser.do(doors.listBookmarks, { input: {} });
    expect(marks.items.filter(({ post }) => post.id === open)).toEqual([]);
  });
});
