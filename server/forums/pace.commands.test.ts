import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { answerIn, buildForum, type ForumOfOurs, show, start } from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
});
afterAll(() => server.close());

const HOUR = 3_600_000;
const slowDown = async (threadId: Id, who: Someone, slow: object | null = {}, isHolding = false) =>
  await who.browser.try(moderationEndpoints.pace, {
    params: { threadId },
    input: {
      deedId: newId(),
      slow: slow && { seconds: 600, reason: "It is going fast.", until: Date.now() + HOUR, ...slow },
      isHolding,
    },
  });
const tryReply = (threadId: Id, who: Someone, deedId = newId()) =>
  who.browser.try(doors.reply, {
    params: { threadId },
    input: { deedId, body: fromPlainText("A word"), isTried: false },
  });

describe("a thread that is slowed down", () => {
  test("takes one reply of each person in that time, and says when the next is taken; its moderators go on", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    expect((await slowDown(threadId, forum.stu)).status).toBe(200);
    expect((await show(threadId, forum.mia)).thread.slow).toMatchObject({
      seconds: 600,
      reason: "It is going fast.",
    });
    const first = newId();
    expect((await tryReply(threadId, forum.mia, first)).status).toBe(200);
    const { status, body } = await tryReply(threadId, forum.mia);
    expect([status, body.code]).toEqual([429, "slowed"]);
    expect(body.retryAfter).toBeGreaterThan(590);
    // Sent again it is the reply that was said.
    expect((await tryReply(threadId, forum.mia, first)).body).toMatchObject({
      data: { post: { id: first } },
    });
    expect((await tryReply(threadId, forum.ben)).status).toBe(200);
    for (const _ of [1, 2]) expect((await tryReply(threadId, forum.stu)).status).toBe(200);
    expect((await show(threadId, forum.mia)).mine.spokeAt).not.toBeNull();
  });

  test("of ten at once from one person takes one", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await slowDown(threadId, forum.stu);
    const answers = await Promise.all(Array.from({ length: 10 }, () => tryReply(threadId, forum.mia)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(9);
    expect((await show(threadId, forum.mia)).thread.posts).toBe(2);
  });

  test("counts what was said just before", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await answerIn(threadId, forum.mia, "Just before");
    await slowDown(threadId, forum.stu);
    expect((await tryReply(threadId, forum.mia)).status).toBe(429);
  });

  test("is as before once the time is over, and once it is ended", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await slowDown(threadId, forum.stu);
    await tryReply(threadId, forum.mia);
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockImplementation(() => now + HOUR + 1_000);
    expect((await tryReply(threadId, forum.mia)).status).toBe(200);
    clock.mockRestore();
    await slowDown(threadId, forum.stu, null);
    expect((await show(threadId, forum.mia)).thread.slow).toBeNull();
    expect((await tryReply(threadId, forum.mia)).status).toBe(200);
  });

  test("is slowed down by its moderators alone, for at most 90 days, with a reason", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    expect((await slowDown(threadId, forum.max)).status).toBe(403);
    expect((await slowDown(threadId, forum.ola)).status).toBe(404);
    for (const wrong of [
      { reason: " " },
      { seconds: 5 },
      { until: Date.now() - 1 },
      { until: Date.now() + 91 * 24 * HOUR },
    ])
      expect((await slowDown(threadId, forum.stu, wrong)).status).toBe(422);
    expect((await show(threadId, forum.max)).thread).toMatchObject({ slow: null, seq: 1 });
  });
});
