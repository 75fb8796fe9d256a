import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { buildStart, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import type { Someone } from "#server/testing/buildRoom";
import { endIn, findCategoryIn, pauseIn, speak } from "#server/testing/pausingInGroup";
import { startServer, type TestServer } from "#server/testing/startServer";
import { logEndpoints } from "#shared/care/log.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints as doors } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import { fromPlainText } from "#shared/richText/plainText";

let server: TestServer;
let group: GroupOfOurs;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  group = await peopleGroup(server);
});

const PACE = 600;
const MINUTE = 60_000;
const slowDown = (by: Someone, whom: Someone) => pauseIn(group, by, whom, { pace: PACE });
const show = ({ browser }: Someone) => browser.do(groupEndpoints.show, { params: group.params });
const replyIn = (threadId: Id, { browser }: Someone, deedId = newId()) =>
  browser.try(threadEndpoints.reply, {
    params: { threadId },
    input: { deedId, body: fromPlainText("A word more."), isTried: false },
  });
const begin = (categoryId: Id, { browser }: Someone, input = buildStart()) =>
  browser.try(threadEndpoints.start, { params: { categoryId }, input });

describe("somebody who is slowed down in a group", () => {
  test("says one thing in each span of time, in any of its threads, and is told how long to wait", async () => {
    const { fay, max } = group;
    const categoryId = await findCategoryIn(group, max);
    const [here, there] = [await start(categoryId, fay), await start(categoryId, fay)];
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now });
    try {
      expect((await slowDown(fay, max)).status).toBe(200);
      const refused = await replyIn(here, max);
      expect([refused.status, refused.body.code]).toEqual([429, "slowly"]);
      expect(refused.body.retryAfter).toBe(PACE);
      vi.setSystemTime(now + 10 * MINUTE);
      expect((await replyIn(here, max)).status).toBe(200);
      vi.setSystemTime(now + 19 * MINUTE);
      expect([(await replyIn(there, max)).status, (await begin(categoryId, max)).status]).toEqual([429, 429]);
      const input = buildStart();
      vi.setSystemTime(now + 21 * MINUTE);
      const begun = [await begin(categoryId, max, input), await begin(categoryId, max, input)];
      expect(begun.map(({ status }) => status)).toEqual([200, 200]);
      expect((await replyIn(there, max)).status).toBe(429);
      const { mine } = await max.browser.do(threadEndpoints.show, { params: { threadId: there }, input: {} });
      expect(mine.turn).toMatchObject({ pace: PACE, spokeAt: now + 21 * MINUTE, reason: "We listen first." });
    } finally {
      vi.useRealTimers();
    }
  });

  test("of ten who speak at once in their name one does", async () => {
    const { fay, max } = group;
    const threadId = await start(await findCategoryIn(group, max), fay);
    await slowDown(fay, max);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * MINUTE });
    try {
      const answers = await Promise.all(Array.from({ length: 10 }, () => replyIn(threadId, max)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(429)]);
    } finally {
      vi.useRealTimers();
    }
  });

  test("reads, reacts and edits as ever, and speaks as ever elsewhere", async () => {
    const { fay, mia } = group;
    const elsewhere = await peopleGroup(server);
    for (const { params } of [group, elsewhere])
      await mia.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
    const own = await start(await findCategoryIn(group, mia), mia);
    const other = await elsewhere.fay.browser.do(spaceEndpoints.findGroupSpace, { params: elsewhere.params });
    const { categories } = await mia.browser.do(spaceEndpoints.show, { params: other });
    await slowDown(fay, mia);
    expect(await speak(mia, own, own)).toEqual([429, 200, 200, 200]);
    expect((await begin(categories[0]?.id as Id, mia)).status).toBe(200);
    expect((await replyIn(own, fay)).status).toBe(200);
    const { mine } = await fay.browser.do(threadEndpoints.show, { params: { threadId: own }, input: {} });
    expect(mine.turn).toBeNull();
  });

  test("and the log are told, facilitators see it, and it ends when they say so", async () => {
    const { fay, max } = group;
    const threadId = await start(await findCategoryIn(group, max), fay);
    await slowDown(fay, max);
    expect((await show(max)).pause).toMatchObject({ pace: PACE, reason: "We listen first." });
    const { items: roster } = await fay.browser.do(doors.list, { params: group.params, input: {} });
    expect(roster.map(({ pause }) => pause?.pace ?? null)).toEqual([null, PACE]);
    const { items: log } = await fay.browser.do(logEndpoints.ofGroup, { params: group.params, input: {} });
    expect(log[0]).toMatchObject({ deed: "groups:slowed", reason: "We listen first." });
    expect((await slowDown(fay, max)).body.code).toBe("paused");
    await endIn(group, fay, max);
    expect((await replyIn(threadId, max)).status).toBe(200);
    expect((await show(max)).pause).toBeNull();
    const { items } = await max.browser.do(noticeEndpoints.list, { input: {} });
    expect(items.map(({ kind }) => kind)).toEqual(["pauseEnded", "slowed"]);
  });

  test("takes their turn with what waits for a moderator too; sent again it takes none", async () => {
    const { fay, max } = group;
    const threadId = await start(await findCategoryIn(group, max), fay);
    const input = { deedId: newId(), slow: null, isHolding: true };
    await fay.browser.do(moderationEndpoints.pace, { params: { threadId }, input });
    await slowDown(fay, max);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * MINUTE });
    try {
      const deedId = newId();
      const sent = [await replyIn(threadId, max, deedId), await replyIn(threadId, max, deedId)];
      expect(sent.map(({ status }) => status)).toEqual([200, 200]);
      expect((await replyIn(threadId, max)).body.code).toBe("slowly");
      const { spaceId } = await fay.browser.do(spaceEndpoints.findGroupSpace, { params: group.params });
      const { items } = await fay.browser.do(heldEndpoints.list, { params: { spaceId }, input: {} });
      expect(items).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });
});
