import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { Entry, verifyLedgers } from "#server/database/ledger";
import { answerIn, mentioning, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { endIn, findCategoryIn, type PausingInGroup, pauseIn, speak } from "#server/testing/pausingInGroup";
import { startServer, type TestServer } from "#server/testing/startServer";
import { reportEndpoints } from "#shared/care/care.contract";
import { logEndpoints } from "#shared/care/log.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints as doors } from "#shared/groups/memberships.endpoints";
import { newId } from "#shared/ids";
import { noticeEndpoints } from "#shared/notifications/notices.contract";

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
const pause = (by: Someone, whom: Someone, how?: PausingInGroup) => pauseIn(group, by, whom, how);
const end = (by: Someone, whom: Someone) => endIn(group, by, whom);
const show = ({ browser }: Someone) => browser.do(groupEndpoints.show, { params: group.params });
const findCategory = (who: Someone) => findCategoryIn(group, who);

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
