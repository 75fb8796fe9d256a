import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Entry, enter, verifyLedgers } from "#server/database/ledger";
import { inTransaction } from "#server/database/transaction";
import { listenersAreDone } from "#server/live/publish";
import { catchUp } from "#server/notifications/notices.jobs";
import { Notice } from "#server/notifications/notices.model";
import { Progress } from "#server/notifications/progress.model";
import { answerIn, show, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { type AppealOutcome, appealEndpoints as doors } from "#shared/care/appeals.contract";
import { logEndpoints } from "#shared/care/log.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { PausePace } from "#shared/groups/groups.contract";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints as memberships } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import { keepAppeal } from "./appeals.model";
import { deskName } from "./desks.reads";

let server: TestServer;
let group: GroupOfOurs;
let spaceId: Id;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  group = await peopleGroup(server, { name: "Readers" });
  const { params, fay } = group;
  spaceId = (await fay.browser.do(spaceEndpoints.findGroupSpace, { params })).spaceId;
});

const reason = "We listen first.";
/** Mia comes in, and facilitates beside Fay. */
async function joinAsFacilitator({ mia, fay, params }: GroupOfOurs): Promise<Someone> {
  await mia.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const input = { part: "facilitator" as const };
  await fay.browser.do(memberships.namePart, { params: { ...params, personId: mia.personId }, input });
  return mia;
}
const remove = (by: Someone, { personId }: Someone) =>
  by.browser.do(memberships.remove, { params: { ...group.params, personId }, input: { reason } });
const pause = (by: Someone, { personId }: Someone, pace: PausePace = 0) =>
  by.browser.do(memberships.pause, {
    params: { ...group.params, personId },
    input: { pauseId: newId(), hours: 24, pace, reason },
  });
const decisions = async ({ browser }: Someone) =>
  (await browser.do(doors.listDecisions, { input: {} })).items;
const tryAppeal = (who: Someone, entryId: Id, appealId = newId(), words = "I was quoting somebody.") =>
  who.browser.try(doors.appeal, { params: { entryId }, input: { appealId, words } });
const listed = async (who: Someone) =>
  (await who.browser.do(doors.list, { params: { spaceId }, input: {} })).items;
const higher = async (who: Someone) => (await who.browser.do(doors.listHigher, { input: {} })).items;
const decide = (who: Someone, appealId: Id, outcome: AppealOutcome, deedId = newId()) =>
  who.browser.try(doors.decide, {
    params: { appealId },
    input: { deedId, outcome, answer: "We have talked." },
  });
const notices = async ({ browser }: Someone) =>
  (await browser.do(noticeEndpoints.list, { input: {} })).items.filter(({ kind }) =>
    kind.startsWith("appeal"),
  );
const log = async ({ browser }: Someone) =>
  (await browser.do(logEndpoints.ofGroup, { params: group.params, input: {} })).items;

/** Appeals against the latest that was done to somebody. */
async function appeal(who: Someone): Promise<Id> {
  const [latest] = await decisions(who);
  const appealId = newId();
  expect((await tryAppeal(who, latest!.id, appealId)).body).toEqual({ appealId });
  await listenersAreDone();
  return appealId;
}

test("an appeal goes to another facilitator, who undoes the removal: they are in the group again and told why", async () => {
  const { fay, max, ben, params } = group;
  await ben.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const mia = await joinAsFacilitator(group);
  await remove(fay, ben);
  const [decision] = await decisions(ben);
  const done = { deed: "groups:removed", reason, groupName: "Readers", stands: true, appeal: null };
  expect(decision).toMatchObject(done);
  const appealId = await appeal(ben);
  expect(await listed(fay)).toEqual([]);
  const [waiting] = await listed(mia);
  expect(waiting).toMatchObject({
    ...{
      id: appealId,
      words: "I was quoting somebody.",
      deed: "groups:removed",
      reason,
      groupName: "Readers",
    },
    ...{ who: { name: "Ben" }, by: { name: "Fay" }, post: null },
  });
  expect((await notices(mia))[0]).toMatchObject({ kind: "appealed", deskSpaceId: spaceId, title: "Readers" });
  expect(await notices(fay)).toEqual([]);
  for (const who of [fay, max, ben]) expect((await decide(who, appealId, "undone")).status).toBe(404);

  expect((await decide(mia, appealId, "undone")).body).toEqual({ outcome: "undone" });
  await listenersAreDone();
  expect((await ben.browser.do(groupEndpoints.show, { params })).standing).toBe("member");
  expect((await notices(ben))[0]).toMatchObject({
    kind: "appealUndone",
    words: "We have talked.",
    who: null,
  });
  const answered = { appeal: { outcome: "undone", answer: "We have talked." }, stands: false };
  expect((await decisions(ben))[0]).toMatchObject(answered);
  expect((await log(fay))[0]).toMatchObject({
    deed: "care:appealUndone",
    by: { name: "Mia" },
    whom: { name: "Ben" },
  });
  expect([await listed(mia), await notices(mia)]).toEqual([[], []]);
});

test("where nobody else facilitates it goes past them, and both logs tell of it", async () => {
  const { fay, max, stella, ada } = group;
  await remove(fay, max);
  const appealId = await appeal(max);
  expect((await higher(stella)).map(({ id }) => id)).toContain(appealId);
  expect((await higher(ada)).map(({ id }) => id)).not.toContain(appealId);
  expect((await notices(stella))[0]).toMatchObject({ kind: "appealed", deskSpaceId: null });
  expect((await decide(stella, appealId, "stands")).status).toBe(200);
  await listenersAreDone();
  expect((await notices(max))[0]).toMatchObject({ kind: "appealStands", words: "We have talked." });
  expect((await decisions(max))[0]).toMatchObject({ stands: true, appeal: { outcome: "stands" } });
  const entries = await Entry.find({ "about.appealId": appealId }).lean();
  const program = `program:${server.world.programs.northern}`;
  expect(entries.map(({ ledger }) => ledger).sort()).toEqual([`group:${group.id}`, program]);
  expect((await verifyLedgers()).filter(({ flaw }) => flaw !== null)).toEqual([]);
});

test("a pause that is undone is over at once, and a hidden post is shown again to everybody", async () => {
  const { fay, max } = group;
  const mia = await joinAsFacilitator(group);
  const { categories } = await fay.browser.do(spaceEndpoints.show, { params: { spaceId } });
  const threadId = await start(categories[0]!.id, fay);
  const postId = (await answerIn(threadId, max, "A hard word")).data.post.id;
  const hidden = { deedId: newId(), isHidden: true, reason };
  await fay.browser.do(threadEndpoints.hide, { params: { postId }, input: hidden });
  const ofPost = await appeal(max);
  await pause(fay, max);
  const ofPause = await appeal(max);
  const [first] = await listed(mia);
  expect(first).toMatchObject({ id: ofPost, deed: "forums:hidden", threadTitle: "How do you begin?" });
  expect(JSON.stringify(first?.post?.body)).toContain("A hard word");
  const deedId = newId();
  const twice = await Promise.all([
    decide(mia, ofPost, "undone", deedId),
    decide(mia, ofPost, "undone", deedId),
  ]);
  expect(twice.map(({ status }) => status)).toEqual([200, 200]);
  expect((await show(threadId, fay)).posts.find(({ id }) => id === postId)?.state).toBe("shown");
  expect((await decide(mia, ofPause, "undone")).status).toBe(200);
  await answerIn(threadId, max, "I may speak again.");
  expect(await Entry.countDocuments({ "about.appealId": ofPost })).toBe(1);
});

test("a slower pace is undone by its own appeal, and not by one against the pause before it", async () => {
  const { fay, max, params } = group;
  const mia = await joinAsFacilitator(group);
  const end = { params: { ...params, personId: max.personId } };
  const pace = async () => (await max.browser.do(groupEndpoints.show, { params })).pause?.pace ?? null;
  await pause(fay, max);
  const ofPause = await appeal(max);
  await fay.browser.do(memberships.endPause, end);
  await pause(fay, max, 3_600);
  expect((await decisions(max)).map(({ deed, stands }) => [deed, stands])).toEqual([
    ["groups:slowed", true],
    ["groups:paused", false],
  ]);
  expect((await decide(mia, ofPause, "undone")).status).toBe(200);
  expect(await pace()).toBe(3_600);
  expect((await decide(mia, await appeal(max), "undone")).status).toBe(200);
  expect(await pace()).toBeNull();
});

test("one appeals once, against what holds, and against nothing that was done to others", async () => {
  const { fay, max, ben } = group;
  await joinAsFacilitator(group);
  await pause(fay, max);
  const id = (await decisions(max))[0]?.id as Id;
  const other = await tryAppeal(ben, id);
  expect([other.status, other.text]).toEqual([404, (await tryAppeal(ben, newId())).text]);
  const appealId = newId();
  const same = await Promise.all([1, 2, 3].map(() => tryAppeal(max, id, appealId)));
  expect(same.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect((await tryAppeal(max, id)).body.code).toBe("appealed");
  const params = { ...group.params, personId: max.personId };
  await fay.browser.do(memberships.endPause, { params });
  await pause(fay, max);
  await fay.browser.do(memberships.endPause, { params });
  const [over] = await decisions(max);
  expect(over).toMatchObject({ stands: false, appeal: null });
  expect((await tryAppeal(max, over!.id)).body.code).toBe("over");
});

test("what was done anew since is somebody’s own decision: an appeal against the former undoes nothing of it", async () => {
  const { fay, max, params } = group;
  const mia = await joinAsFacilitator(group);
  const end = { params: { ...params, personId: max.personId } };
  const isPaused = async () => (await max.browser.do(groupEndpoints.show, { params })).pause !== null;
  await pause(fay, max);
  const first = await appeal(max);
  await fay.browser.do(memberships.endPause, end);
  await pause(mia, max);
  expect((await decisions(max)).map(({ stands }) => stands)).toEqual([true, false]);
  expect((await decide(mia, first, "undone")).status).toBe(200);
  expect(await isPaused()).toBe(true);
  const second = await appeal(max);
  expect((await listed(mia)).map(({ id }) => id)).not.toContain(second);
  expect((await decide(fay, second, "undone")).status).toBe(200);
  expect(await isPaused()).toBe(false);

  await fay.browser.do(memberships.endPause, end);
  await pause(fay, max);
  await fay.browser.do(memberships.endPause, end);
  await pause(mia, max);
  const [, former] = await decisions(max);
  expect((await tryAppeal(max, former?.id as Id)).body.code).toBe("over");
});

test("of fifty pairs who decide at once one does, and the other is told", async () => {
  const { fay, max } = group;
  const mia = await joinAsFacilitator(group);
  const desk = deskName({
    kind: "space",
    space: { id: spaceId, programId: null, campusIds: [], groupId: group.id },
  });
  for (let pair = 0; pair < 50; pair++) {
    const [ledger, deed, about] = [`group:${group.id}`, "groups:paused", { groupId: group.id }] as const;
    const done = { by: newId(), deed, about, whom: max.personId, reason };
    const { _id: entryId } = await inTransaction((session) => enter(ledger, done, session));
    const what = { entryId, ledger, deed, about, personId: max.personId, byId: done.by };
    const appealId = newId();
    await keepAppeal({ _id: appealId, ...what, desk, words: "Look again." });
    const answers = await Promise.all([decide(fay, appealId, "undone"), decide(mia, appealId, "stands")]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("decided");
    expect(await Entry.countDocuments({ "about.appealId": appealId })).toBe(1);
  }
});

test("whoever was removed from a group that is hidden since learns no later name of it", async () => {
  const { fay, ben, params } = group;
  await ben.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  await remove(fay, ben);
  const words = {
    kind: "interest",
    purpose: "To read.",
    name: "Readers by night",
    joining: "hidden",
  } as const;
  await fay.browser.do(groupEndpoints.change, { params, input: words });
  const appealId = await appeal(ben);
  expect((await decisions(ben))[0]).toMatchObject({ groupName: "", stands: true });
  await decide(group.stella, appealId, "stands");
  await listenersAreDone();
  expect((await notices(ben))[0]).toMatchObject({ kind: "appealStands", title: "" });
});

test("what a server that died has left untold is told once", async () => {
  const { fay, max } = group;
  const mia = await joinAsFacilitator(group);
  await pause(fay, max);
  const open = await appeal(max);
  await remove(fay, max);
  const decided = await appeal(max);
  await decide(mia, decided, "stands");
  await listenersAreDone();
  const personId = { $in: [mia.personId, max.personId] };
  await Notice.collection.deleteMany({ personId });
  await Progress.updateOne({ _id: "said" }, { $set: { at: Date.now() } }, { upsert: true });
  for (let round = 0; round < 2; round++) await catchUp.run(undefined as never, async () => {});
  expect((await notices(mia)).map(({ kind }) => kind)).toEqual(["appealed"]);
  expect((await notices(max)).map(({ kind }) => kind)).toEqual(["appealStands"]);
  expect((await listed(mia)).map(({ id }) => id)).toEqual([open]);
});
