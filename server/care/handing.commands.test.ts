import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Entry, verifyLedgers } from "#server/database/ledger";
import { listenersAreDone } from "#server/live/publish";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { appealEndpoints as doors } from "#shared/care/appeals.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints as memberships } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { noticeEndpoints } from "#shared/notifications/notices.contract";

let server: TestServer;
let group: GroupOfOurs;
let spaceId: Id;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
/** Mia facilitates beside Fay: what Fay did to Max lies with her. */
beforeEach(async () => {
  group = await peopleGroup(server, { name: "Readers" });
  const { params, fay, mia } = group;
  spaceId = (await fay.browser.do(spaceEndpoints.findGroupSpace, { params })).spaceId;
  await mia.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const input = { part: "facilitator" as const };
  await fay.browser.do(memberships.namePart, { params: { ...params, personId: mia.personId }, input });
});

const handUp = (who: Someone, appealId: Id, deedId = newId()) =>
  who.browser.try(doors.handUp, {
    params: { appealId },
    input: { deedId, reason: "I was there myself." },
  });
const decide = (who: Someone, appealId: Id) =>
  who.browser.try(doors.decide, {
    params: { appealId },
    input: { deedId: newId(), outcome: "undone", answer: "We have talked." },
  });
const onSpace = async ({ browser }: Someone) =>
  (await browser.do(doors.list, { params: { spaceId }, input: {} })).items;
const higher = async ({ browser }: Someone) => (await browser.do(doors.listHigher, { input: {} })).items;
const notices = async ({ browser }: Someone) =>
  (await browser.do(noticeEndpoints.list, { input: {} })).items.filter(({ kind }) =>
    kind.startsWith("appeal"),
  );

/** Fay pauses Max, who asks that somebody else looks at it. */
async function appealOfMax(): Promise<Id> {
  const { fay, max, params } = group;
  const pause = { pauseId: newId(), hours: 24, pace: 0, reason: "We listen first." } as const;
  await fay.browser.do(memberships.pause, { params: { ...params, personId: max.personId }, input: pause });
  const [latest] = (await max.browser.do(doors.listDecisions, { input: {} })).items;
  const appealId = newId();
  const input = { appealId, words: "I was quoting somebody." };
  await max.browser.do(doors.appeal, { params: { entryId: latest!.id }, input });
  await listenersAreDone();
  return appealId;
}

test("an appeal that is handed up is decided by those above: with the reason, and told to whoever appealed", async () => {
  const { fay, mia, max, stella } = group;
  const appealId = await appealOfMax();
  expect((await onSpace(mia))[0]).toMatchObject({ id: appealId, handed: "", canHandUp: true });
  for (const who of [fay, max, stella]) expect((await handUp(who, appealId)).status).toBe(404);
  const deedId = newId();
  const twice = await Promise.all([handUp(mia, appealId, deedId), handUp(mia, appealId, deedId)]);
  expect(twice.map(({ status }) => status)).toContain(200);
  expect((await handUp(mia, appealId, deedId)).body).toEqual({ appealId });
  await listenersAreDone();

  expect(await onSpace(mia)).toEqual([]);
  expect([await notices(mia), (await decide(mia, appealId)).body.code]).toEqual([[], "decided"]);
  const [waiting] = (await higher(stella)).filter(({ id }) => id === appealId);
  expect(waiting).toMatchObject({ handed: "I was there myself.", canHandUp: true, who: { name: "Max" } });
  expect((await notices(stella))[0]).toMatchObject({ kind: "appealed", deskSpaceId: null });
  expect((await decide(stella, appealId)).body).toEqual({ outcome: "undone" });
  await listenersAreDone();
  expect((await notices(max))[0]).toMatchObject({ kind: "appealUndone", who: null });
  expect((await max.browser.do(groupEndpoints.show, { params: group.params })).pause).toBeNull();
});

test("the log of what was done and those of the desks above tell of it; beyond the last desk nobody hands it", async () => {
  const { mia, stella, ada } = group;
  const appealId = await appealOfMax();
  await handUp(mia, appealId);
  await handUp(stella, appealId);
  expect((await higher(stella)).map(({ id }) => id)).not.toContain(appealId);
  const [last] = (await higher(ada)).filter(({ id }) => id === appealId);
  expect(last).toMatchObject({ canHandUp: false });
  expect((await handUp(ada, appealId)).status).toBe(403);
  const entries = await Entry.find({ "about.appealId": appealId }).lean();
  const [own, program] = [`group:${group.id}`, `program:${server.world.programs.northern}`];
  expect(entries.map(({ ledger }) => ledger).sort()).toEqual([own, own, program, program, "site"]);
  expect((await verifyLedgers()).filter(({ flaw }) => flaw !== null)).toEqual([]);
});

test("of one who hands it up and one who decides at once one does it, and the other is told", async () => {
  const { mia, ben, fay, max, params } = group;
  await ben.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const input = { part: "facilitator" as const };
  await fay.browser.do(memberships.namePart, { params: { ...params, personId: ben.personId }, input });
  for (let pair = 0; pair < 5; pair++) {
    const appealId = await appealOfMax();
    const answers = await Promise.all([handUp(mia, appealId), decide(ben, appealId)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ status }) => status !== 200)?.body.code).toBe("decided");
    await fay.browser.try(memberships.endPause, { params: { ...params, personId: max.personId } });
  }
});
