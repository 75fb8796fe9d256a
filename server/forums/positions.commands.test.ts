import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { answerIn, buildForum, type ForumOfOurs, show, start } from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { take, tryTake } from "#server/testing/deciding";
import { expectSameThread } from "#server/testing/expectSameThread";
import { buildSplit, tryMerge, trySplit } from "#server/testing/moderating";
import { startServer, type TestServer } from "#server/testing/startServer";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { positions } from "#shared/forums/proposals.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";
import { PositionOf } from "./positions.model";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

const EIGHT_DAYS_ON = Date.now() + 8 * 86_400_000;
const propose = () => start(forum.categoryId, forum.max, { kind: "proposal" });
const counts = async (threadId: Id) => (await show(threadId, forum.ben)).thread.decision?.counts;
const counted = (given: object) => ({ agree: 0, abstain: 0, disagree: 0, block: 0, ...given });
const stands = async (threadId: Id, who: Someone) => (await show(threadId, who)).mine.position;
/** What the posts of a thread are labelled with, in their order. */
const labels = async (threadId: Id) =>
  (await show(threadId, forum.ben, 0)).posts.map(
    ({ position }) => position && `${position.position}${position.isChanged ? ", changed" : ""}`,
  );
const hide = (postId: Id, isHidden = true) =>
  forum.stu.browser.do(doors.hide, {
    params: { postId },
    input: { deedId: newId(), isHidden, reason: isHidden ? "It names a student." : "" },
  });
const withdraw = (postId: Id, { browser }: Someone) =>
  browser.do(doors.withdraw, { params: { postId }, input: { deedId: newId() } });
const hold = (threadId: Id, isHolding = true) =>
  forum.stu.browser.do(moderationEndpoints.pace, {
    params: { threadId },
    input: { deedId: newId(), slow: null, isHolding },
  });
const release = (heldId: Id) =>
  forum.stu.browser.do(heldEndpoints.release, { params: { heldId }, input: { deedId: newId() } });

describe("a position", () => {
  test("is taken by a reply whose words are its reason, and told to everybody with the counts", async () => {
    const threadId = await propose();
    const onlooker = { browser: forum.ben.browser, socket: await forum.ben.listen() };
    const [fact] = await expectSameThread(onlooker, threadId, () => take(threadId, forum.mia, "disagree"));
    expect(fact).toMatchObject({
      name: "forums:replied",
      data: {
        post: { position: { position: "disagree", isChanged: false } },
        counts: counted({ disagree: 1 }),
      },
    });
    expect(await labels(threadId)).toEqual([undefined, "disagree"]);
    expect(await stands(threadId, forum.mia)).toMatchObject({ position: "disagree" });
    expect(await stands(threadId, forum.ben), "nobody else's").toBeUndefined();
  });

  test("is one of each person: the latest counts, and the earlier says that it was changed", async () => {
    const threadId = await propose();
    const onlooker = { browser: forum.ben.browser, socket: await forum.ben.listen() };
    await expectSameThread(onlooker, threadId, async () => {
      await take(threadId, forum.mia, "block");
      await answerIn(threadId, forum.mia, "A reply without one changes nothing.");
      await take(threadId, forum.mia, "agree");
      await take(threadId, forum.ben, "agree");
    });
    expect(await counts(threadId)).toEqual(counted({ agree: 2 }));
    expect(await labels(threadId)).toEqual([undefined, "block, changed", undefined, "agree", "agree"]);
  });

  test("is counted exactly however many are taken at once", async () => {
    const threadId = await propose();
    const { max, mia, ben, stu } = forum;
    const taken = Array.from({ length: 32 }, (_, turn) =>
      take(threadId, [max, mia, ben, stu][turn % 4]!, positions[(turn * 7) % 4]!),
    );
    const postIds = await Promise.all(taken);
    const records = await PositionOf.find({ threadId }).lean();
    expect(records).toHaveLength(4);
    const expected = counted({});
    for (const { position } of records) expected[position] += 1;
    expect(await counts(threadId)).toEqual(expected);
    const { items } = await forum.ben.browser.do(doors.posts, { params: { threadId }, input: { from: 20 } });
    const standing = items.filter(({ position }) => position?.isChanged === false).map(({ id }) => id);
    expect(new Set(standing)).toEqual(new Set(records.map(({ postId }) => postId)));
    expect(postIds).toEqual(expect.arrayContaining(standing));
  });

  test("sent five times is taken once", async () => {
    const threadId = await propose();
    const deedId = newId();
    const answers = await Promise.all(
      [1, 2, 3, 4, 5].map(() => tryTake(threadId, forum.mia, "agree", deedId)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await counts(threadId)).toEqual(counted({ agree: 1 }));
  });

  test("is refused once its time is over, where nothing is proposed, and to whoever may not reply", async () => {
    const threadId = await propose();
    const late = vi.spyOn(Date, "now").mockImplementation(() => EIGHT_DAYS_ON);
    const { status, body } = await tryTake(threadId, forum.mia, "agree");
    const reply = await answerIn(threadId, forum.mia, "Without one it is said all the same.");
    late.mockRestore();
    expect([status, body.code]).toEqual([409, "notDeciding"]);
    expect(reply.data.post.position).toBeUndefined();
    const other = await start(forum.categoryId, forum.max);
    expect((await tryTake(other, forum.mia, "agree")).status).toBe(422);
    expect((await tryTake(threadId, forum.ola, "agree")).status).toBe(404);
    expect(await counts(threadId)).toEqual(counted({}));
  });

  test("stays when the reason is written anew", async () => {
    const threadId = await propose();
    const postId = await take(threadId, forum.mia, "abstain");
    const input = { deedId: newId(), body: fromPlainText("Said better."), edits: 0 };
    const fact = await forum.mia.browser.do(doors.edit, { params: { postId }, input });
    expect(fact.data).toMatchObject({
      counts: counted({ abstain: 1 }),
      post: { position: { isChanged: false } },
    });
  });
});

describe("the post that takes a position", () => {
  test("counts for nothing while it is hidden or held, and again when it is shown again", async () => {
    const threadId = await propose();
    const onlooker = { browser: forum.ben.browser, socket: await forum.ben.listen() };
    await expectSameThread(onlooker, threadId, async () => {
      const postId = await take(threadId, forum.mia, "agree");
      await hide(postId);
      expect(await counts(threadId)).toEqual(counted({}));
      expect(await stands(threadId, forum.mia)).toBeUndefined();
      await hide(postId, false);
      expect(await counts(threadId)).toEqual(counted({ agree: 1 }));
      const input = { deedId: newId(), reason: "To be looked at." };
      await forum.stu.browser.do(moderationEndpoints.hold, { params: { postId }, input });
      expect(await counts(threadId)).toEqual(counted({}));
    });
    expect(await labels(threadId)).toEqual([undefined, undefined]);
  });

  test("that is shown again after another was taken does not count", async () => {
    const threadId = await propose();
    const onlooker = { browser: forum.ben.browser, socket: await forum.ben.listen() };
    await expectSameThread(onlooker, threadId, async () => {
      const postId = await take(threadId, forum.mia, "block");
      await hide(postId);
      await take(threadId, forum.mia, "agree");
      await hide(postId, false);
    });
    expect(await counts(threadId)).toEqual(counted({ agree: 1 }));
    expect(await labels(threadId)).toEqual([undefined, "block, changed", "agree"]);
  });

  test("and is taken back leaves its author without one, whatever they said before", async () => {
    const threadId = await propose();
    const onlooker = { browser: forum.ben.browser, socket: await forum.ben.listen() };
    await expectSameThread(onlooker, threadId, async () => {
      const first = await take(threadId, forum.mia, "block");
      await withdraw(await take(threadId, forum.mia, "agree"), forum.mia);
      expect(await counts(threadId)).toEqual(counted({}));
      await withdraw(first, forum.mia);
    });
    expect(await counts(threadId)).toEqual(counted({}));
    await take(threadId, forum.mia, "abstain");
    expect(await counts(threadId)).toEqual(counted({ abstain: 1 }));
  });

  test("takes none along to another thread, by a split or a merge", async () => {
    const [threadId, other] = [await propose(), await propose()];
    const [mine, his] = [await take(threadId, forum.mia, "agree"), await take(threadId, forum.ben, "block")];
    const onlooker = { browser: forum.ben.browser, socket: await forum.ben.listen() };
    const split = buildSplit(forum.categoryId, [mine]);
    await expectSameThread(onlooker, threadId, () => trySplit(forum.stu, threadId, split));
    expect(await counts(threadId)).toEqual(counted({ block: 1 }));
    const { thread, posts } = await show(split.newThreadId, forum.ben);
    expect([thread.kind, thread.decision, posts[0]?.position]).toEqual(["discussion", undefined, undefined]);

    await expectSameThread(onlooker, threadId, () => tryMerge(forum.stu, threadId, other));
    expect([await counts(threadId), await counts(other)]).toEqual([counted({}), counted({})]);
    expect(await labels(other)).toEqual([undefined, undefined, undefined]);
    await hide(his);
    await hide(his, false);
    expect(await counts(other)).toEqual(counted({}));
    expect(await PositionOf.countDocuments({ threadId })).toBe(0);
  });
});

describe("a position that waits with its reply", () => {
  test("counts from when it is let through, if it was sent in time", async () => {
    const threadId = await propose();
    await hold(threadId);
    const inTime = await take(threadId, forum.mia, "agree");
    expect((await show(threadId, forum.mia)).mine.held).toMatchObject([{ position: "agree" }]);
    expect(await counts(threadId)).toEqual(counted({}));
    const late = vi.spyOn(Date, "now").mockImplementation(() => EIGHT_DAYS_ON);
    expect((await tryTake(threadId, forum.ben, "agree")).body.code).toBe("notDeciding");
    await release(inTime);
    late.mockRestore();
    expect(await counts(threadId)).toEqual(counted({ agree: 1 }));
  });

  test("does not count over one that was sent after it", async () => {
    const threadId = await propose();
    await hold(threadId);
    const first = await take(threadId, forum.mia, "block");
    await hold(threadId, false);
    await take(threadId, forum.mia, "agree");
    const onlooker = { browser: forum.ben.browser, socket: await forum.ben.listen() };
    await expectSameThread(onlooker, threadId, () => release(first));
    expect(await counts(threadId)).toEqual(counted({ agree: 1 }));
    expect(await labels(threadId)).toEqual([undefined, "agree", "block, changed"]);
  });

  test("is none any more in the thread into which its own was merged", async () => {
    const [threadId, other] = [await propose(), await propose()];
    await hold(threadId);
    const postId = await take(threadId, forum.mia, "agree");
    await tryMerge(forum.stu, threadId, other);
    await release(postId);
    expect(await counts(other)).toEqual(counted({}));
  });
});
