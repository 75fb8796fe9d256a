import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Entry, verifyLedgers } from "#server/database/ledger";
import { answerIn, buildStart, mentioning, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { reportEndpoints } from "#shared/care/care.contract";
import { logEndpoints } from "#shared/care/log.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { PauseHours, PausePace } from "#shared/groups/groups.contract";
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

const HOUR = 3_600_000;
const pause = (
  by: Someone,
  { personId }: Someone,
  { hours = 24, pace = 0, pauseId = newId() }: { hours?: PauseHours; pace?: PausePace; pauseId?: Id } = {},
) =>
  by.browser.try(doors.pause, {
    params: { ...group.params, personId },
    input: { pauseId, hours, pace, reason: "We listen first." },
  });
const end = (by: Someone, { personId }: Someone) =>
  by.browser.try(doors.endPause, { params: { ...group.params, personId } });
const show = ({ browser }: Someone) => browser.do(groupEndpoints.show, { params: group.params });

/** The first category of the group's own forum. */
async function findCategory({ browser }: Someone): Promise<Id> {
  const { spaceId } = await browser.do(spaceEndpoints.findGroupSpace, { params: group.params });
  return (await browser.do(spaceEndpoints.show, { params: { spaceId } })).categories[0]?.id as Id;
}

/** What came of everything by which one speaks, and of what one may do all the same. */
async function speak({ browser }: Someone, threadId: Id, postId: Id) {
  const deed = () => ({ deedId: newId() });
  const body = fromPlainText("A word more.");
  const answers = await Promise.all([
    browser.try(threadEndpoints.reply, { params: { threadId }, input: { ...deed(), body, isTried: false } }),
    browser.try(threadEndpoints.edit, { params: { postId }, input: { ...deed(), body, edits: 0 } }),
    browser.try(threadEndpoints.react, {
      params: { postId },
      input: { ...deed(), reaction: "thanks", isOn: true },
    }),
    browser.try(threadEndpoints.show, { params: { threadId }, input: {} }),
  ]);
  return answers.map(({ status }) => status);
}

describe("somebody who is paused in a group", () => {
  test("reads and does not speak from the moment on, is told why, and may report and take back", async () => {
    const { fay, max, mia } = group;
    await mia.browser.do(groupEndpoints.join, { params: group.params, input: { version: 1 } });
    const threadId = await start(await findCategory(max), fay);
    const said = (await answerIn(threadId, max, "A word.")).data.post.id;
    expect(await speak(max, threadId, said)).toEqual([200, 200, 200, 200]);
    const socket = await max.listen();
    await socket.join(`forums:${threadId}`);
    expect((await pause(fay, max)).status).toBe(200);
    expect(await socket.cut).toBe("io server disconnect");
    expect(await speak(max, threadId, said)).toEqual([403, 403, 403, 200]);
    const view = await show(max);
    expect(view).toMatchObject({ standing: "member", pause: { reason: "We listen first." } });
    expect(view.pause!.until - Date.now()).toBeGreaterThan(23 * HOUR);
    const { items } = await max.browser.do(noticeEndpoints.list, { input: {} });
    expect(items).toMatchObject([{ kind: "paused", words: "We listen first.", who: null }]);
    const report = { reportId: newId(), reason: "hurts" as const, note: "" };
    const reported = await max.browser.try(reportEndpoints.report, {
      params: { postId: threadId },
      input: report,
    });
    const withdrawn = await max.browser.try(threadEndpoints.withdraw, {
      params: { postId: said },
      input: { deedId: newId() },
    });
    expect([reported.status, withdrawn.status]).toEqual([200, 200]);

    // Of the others the facilitators alone see it.
    const seenBy = async ({ browser }: Someone) =>
      (await browser.do(doors.list, { params: group.params, input: {} })).items.map(
        ({ pause }) => pause !== null,
      );
    expect(await seenBy(fay)).toEqual([false, true, false]);
    expect(await seenBy(mia)).toEqual([false, false, false]);
    expect((await show(mia)).pause).toBeNull();
  });

  test("speaks again when the time is over, and not before", async () => {
    const { fay, max } = group;
    const threadId = await start(await findCategory(max), max);
    await pause(fay, max, { hours: 1 });
    const now = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: now + 0.98 * HOUR });
    try {
      expect((await speak(max, threadId, threadId))[0]).toBe(403);
      vi.setSystemTime(now + 1.02 * HOUR);
      expect((await speak(max, threadId, threadId))[0]).toBe(200);
      expect((await show(max)).pause).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test("speaks again when a facilitator ends it, and is told; ending it twice changes nothing", async () => {
    const { fay, max } = group;
    const threadId = await start(await findCategory(max), max);
    await pause(fay, max);
    expect([await end(fay, max), await end(fay, max)].map(({ status }) => status)).toEqual([200, 200]);
    expect((await speak(max, threadId, threadId))[0]).toBe(200);
    const { items } = await max.browser.do(noticeEndpoints.list, { input: {} });
    expect(items.map(({ kind }) => kind)).toEqual(["pauseEnded", "paused"]);
  });

  test("does not get round it by leaving and coming back", async () => {
    const { fay, max } = group;
    const outside = await buildSomeone(server, "Max", server.world.campuses.alder);
    const join = () =>
      outside.browser.do(groupEndpoints.join, { params: group.params, input: { version: 1 } });
    await join();
    await pause(fay, outside);
    await outside.browser.do(groupEndpoints.leave, { params: group.params, input: {} });
    expect((await show(outside)).pause).toBeNull();
    await join();
    const threadId = await start(await findCategory(max), max);
    expect((await speak(outside, threadId, threadId))[0]).toBe(403);
    expect((await show(outside)).pause).not.toBeNull();
  });

  test("is still told what is said to them there", async () => {
    const { fay, max } = group;
    await pause(fay, max);
    const threadId = await start(await findCategory(fay), fay);
    await answerIn(threadId, fay, mentioning(max.personId, "Max"));
    await expect
      .poll(async () => (await max.browser.do(noticeEndpoints.list, { input: {} })).items[0]?.kind)
      .toBe("mention");
  });
});

describe("somebody who is slowed down in a group", () => {
  const PACE = 600;
  const MINUTE = 60_000;
  const slowDown = (by: Someone, whom: Someone) => pause(by, whom, { pace: PACE });
  const replyIn = (threadId: Id, { browser }: Someone) =>
    browser.try(threadEndpoints.reply, {
      params: { threadId },
      input: { deedId: newId(), body: fromPlainText("A word more."), isTried: false },
    });
  const begin = (categoryId: Id, { browser }: Someone, input = buildStart()) =>
    browser.try(threadEndpoints.start, { params: { categoryId }, input });

  test("says one thing in each span of time, in any of its threads, and is told how long to wait", async () => {
    const { fay, max } = group;
    const categoryId = await findCategory(max);
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
    const threadId = await start(await findCategory(max), fay);
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
    const own = await start(await findCategory(mia), mia);
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
    const threadId = await start(await findCategory(max), fay);
    await slowDown(fay, max);
    expect((await show(max)).pause).toMatchObject({ pace: PACE, reason: "We listen first." });
    const { items: roster } = await fay.browser.do(doors.list, { params: group.params, input: {} });
    expect(roster.map(({ pause }) => pause?.pace ?? null)).toEqual([null, PACE]);
    const { items: log } = await fay.browser.do(logEndpoints.ofGroup, { params: group.params, input: {} });
    expect(log[0]).toMatchObject({ deed: "groups:slowed", reason: "We listen first." });
    expect((await pause(fay, max)).body.code).toBe("paused");
    await end(fay, max);
    expect((await replyIn(threadId, max)).status).toBe(200);
    expect((await show(max)).pause).toBeNull();
    const { items } = await max.browser.do(noticeEndpoints.list, { input: {} });
    expect(items.map(({ kind }) => kind)).toEqual(["pauseEnded", "slowed"]);
  });
});

describe("pausing somebody", () => {
  test("names a norm of today, which they and the log are told; none of another day", async () => {
    const { fay, max } = group;
    const params = { ...group.params, personId: max.personId };
    const why = { hours: 1, pace: 0, reason: "You spoke over others." } as const;
    const unknown = { ...why, pauseId: newId(), norm: "Be brief." };
    expect((await fay.browser.try(doors.pause, { params, input: unknown })).body.code).toBe("normsChanged");
    expect((await show(max)).pause).toBeNull();
    const norm = "Listen first.";
    await fay.browser.do(doors.pause, { params, input: { ...why, pauseId: newId(), norm } });
    expect((await show(max)).pause).toMatchObject({ norm });
    const { items } = await fay.browser.do(logEndpoints.ofGroup, { params: group.params, input: {} });
    expect(items[0]).toMatchObject({ deed: "groups:paused", norm, reason: "You spoke over others." });
    expect((await verifyLedgers()).find(({ ledger }) => ledger === `group:${group.id}`)?.flaw).toBeNull();
    await Entry.updateOne({ _id: items[0]!.id }, { $set: { norm: "Another." } });
    expect((await verifyLedgers()).find(({ ledger }) => ledger === `group:${group.id}`)?.flaw).toMatchObject({
      what: "changed",
    });
  });

  test("is for facilitators, of members, and never of oneself", async () => {
    const { fay, max, mia, ola, stella, ada } = group;
    for (const [who, status] of [
      [max, 403],
      [mia, 403],
      [stella, 403],
      [ola, 404],
      [ada, 404],
    ] as const)
      expect((await pause(who, fay)).status).toBe(status);
    expect((await pause(fay, fay)).status).toBe(403);
    expect((await pause(fay, mia)).status).toBe(404);
    const name = { params: { ...group.params, personId: max.personId } };
    await fay.browser.do(doors.namePart, { ...name, input: { part: "facilitator" } });
    expect((await pause(fay, max)).body.code).toBe("facilitates");
  });

  test("is over for whoever is made a facilitator", async () => {
    const { fay, max } = group;
    const threadId = await start(await findCategory(max), max);
    await pause(fay, max);
    const params = { ...group.params, personId: max.personId };
    await fay.browser.do(doors.namePart, { params, input: { part: "facilitator" } });
    expect((await speak(max, threadId, threadId))[0]).toBe(200);
    await fay.browser.do(doors.namePart, { params, input: { part: "member" } });
    expect((await speak(max, threadId, threadId))[0]).toBe(200);
  });

  test("sent twice is done once; of fifty pairs who do it at once one does, and the other is told", async () => {
    const { fay, max, mia } = group;
    await mia.browser.do(groupEndpoints.join, { params: group.params, input: { version: 1 } });
    await fay.browser.do(doors.namePart, {
      params: { ...group.params, personId: mia.personId },
      input: { part: "facilitator" },
    });
    const pauseId = newId();
    const twice = await Promise.all([pause(fay, max, { pauseId }), pause(fay, max, { pauseId })]);
    expect(twice.map(({ status }) => status)).toEqual([200, 200]);
    await end(mia, max);
    for (let pair = 0; pair < 50; pair++) {
      const answers = await Promise.all([pause(fay, max), pause(mia, max, { hours: 1 })]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 409)?.body.code).toBe("paused");
      await end(pair % 2 === 0 ? fay : mia, max);
    }
  });
});
