import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { Role } from "#server/campuses/roles.model";
import { Entry, verifyLedgers } from "#server/database/ledger";
import { listenersAreDone } from "#server/live/publish";
import { revoke } from "#server/live/revocations";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { buildRoom, buildSomeone, type RoomOfOurs, type Someone, say } from "#server/testing/buildRoom";
import { end, mine, pause, REASON, speak } from "#server/testing/pausing";
import { startServer, type TestServer } from "#server/testing/startServer";
import { type AppealOutcome, appealEndpoints as doors } from "#shared/care/appeals.contract";
import { logEndpoints } from "#shared/care/log.contract";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { groupRoomEndpoints } from "#shared/debriefs/groupRooms.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { noticeEndpoints } from "#shared/notifications/notices.contract";

let server: TestServer;
/** Stewards the program of Alder's rooms. */
let stella: Someone;
beforeAll(async () => {
  server = await startServer();
  const { programs, campuses } = server.world;
  const stewards = { role: "steward", scopeKind: "alliance", scopeId: programs.northern } as const;
  stella = await buildSomeone(server, "Stella", campuses.dogwood, [stewards]);
});
afterAll(() => server.close());

const ANSWER = "It was not needed.";
const decisions = async ({ browser }: Someone) =>
  (await browser.do(doors.listDecisions, { input: {} })).items;
const inRoom = async ({ params }: RoomOfOurs, { browser }: Someone) =>
  (await browser.do(doors.listOfRoom, { params, input: {} })).items;
const higher = async ({ browser }: Someone) => (await browser.do(doors.listHigher, { input: {} })).items;
const decide = (who: Someone, appealId: Id, outcome: AppealOutcome = "undone") =>
  who.browser.try(doors.decide, {
    params: { appealId },
    input: { deedId: newId(), outcome, answer: ANSWER },
  });
const notices = async ({ browser }: Someone) =>
  (await browser.do(noticeEndpoints.list, { input: {} })).items.filter(({ kind }) =>
    kind.startsWith("appeal"),
  );

/** Appeals against the latest that was done to somebody. */
async function appeal({ browser }: Someone): Promise<Id> {
  const [latest] = (await browser.do(doors.listDecisions, { input: {} })).items;
  const appealId = newId();
  const input = { appealId, words: "I was asking." };
  await browser.do(doors.appeal, { params: { entryId: latest!.id }, input });
  await listenersAreDone();
  return appealId;
}

/** From then on Fay facilitates the room alone. */
async function leaveAlone({ id, finn }: RoomOfOurs): Promise<void> {
  await Role.deleteMany({ personId: finn.personId, scopeId: id });
  await revoke(finn.personId);
}

test("who is paused asks the room’s other facilitator, who ends it at once and says why; peers learn nothing", async () => {
  const room = await buildRoom(server);
  const { fay, finn, max, mia, params, id } = room;
  const said = await say(room, fay, "A word.");
  await pause(room, fay, max, { minutes: null });
  const [decision] = await decisions(max);
  expect(decision).toMatchObject({ deed: "debriefs:paused", reason: REASON, stands: true, canAppeal: true });
  expect(decision?.roomName).toMatch(/^Alder · ./);
  const appealId = await appeal(max);

  const [waiting] = await inRoom(room, finn);
  expect(waiting).toMatchObject({
    ...{ id: appealId, words: "I was asking.", deed: "debriefs:paused", reason: REASON, groupName: "" },
    ...{ roomName: decision?.roomName, who: { name: "Max" }, by: { name: "Fay" }, paused: { until: null } },
  });
  expect(await inRoom(room, fay)).toEqual([]);
  for (const who of [max, mia, stella])
    expect((await who.browser.try(doors.listOfRoom, { params, input: {} })).status).toBe(403);
  expect((await notices(finn))[0]).toMatchObject({ kind: "appealed", deskRoomId: id, deskSpaceId: null });
  expect([await notices(fay), await notices(mia), await notices(stella)]).toEqual([[], [], []]);
  for (const who of [fay, max, mia, stella]) expect((await decide(who, appealId)).status).toBe(404);

  expect((await decide(finn, appealId)).body).toEqual({ outcome: "undone" });
  await listenersAreDone();
  expect((await mine(room, max)).pause).toBeNull();
  expect((await speak(room, max, said)).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await notices(max))[0]).toMatchObject({ kind: "appealUndone", words: ANSWER, who: null });
  expect((await decisions(max))[0]).toMatchObject({ stands: false, appeal: { outcome: "undone" } });
  const log = (await fay.browser.do(logEndpoints.ofRoom, { params, input: {} })).items;
  expect(log.map(({ deed, by }) => `${deed} ${by.name}`)).toEqual([
    "care:appealUndone Finn",
    "debriefs:paused Fay",
  ]);
  expect(await decisions(mia)).toEqual([]);
});

test("where nobody else facilitates the room it goes to the program’s stewards, and both logs tell of it", async () => {
  const room = await buildRoom(server);
  await leaveAlone(room);
  const { fay, max, id } = room;
  await pause(room, fay, max);
  const appealId = await appeal(max);
  const waiting = (await higher(stella)).find((one) => one.id === appealId);
  expect(waiting).toMatchObject({ roomName: expect.stringMatching(/^Alder · ./), reason: REASON });
  expect(waiting!.paused!.until! - waiting!.doneAt).toBeGreaterThan(290_000);
  expect(await inRoom(room, fay)).toEqual([]);
  expect((await decide(stella, appealId, "stands")).status).toBe(200);
  expect((await mine(room, max)).pause).not.toBeNull();
  const entries = await Entry.find({ "about.appealId": appealId }).lean();
  const program = `program:${server.world.programs.northern}`;
  expect(entries.map(({ ledger }) => ledger).sort()).toEqual([program, `room:${id}`]);
});

test("a facilitator hands it up to the stewards, and the room’s log tells of it once", async () => {
  const room = await buildRoom(server);
  const { fay, finn, max } = room;
  await pause(room, fay, max);
  const appealId = await appeal(max);
  const input = { deedId: newId(), reason: "I was there myself." };
  await finn.browser.do(doors.handUp, { params: { appealId }, input });
  expect(await inRoom(room, finn)).toEqual([]);
  expect((await higher(stella)).find(({ id }) => id === appealId)).toMatchObject({ handed: input.reason });
  const entries = await Entry.find({ "about.appealId": appealId }).lean();
  expect(entries.map(({ deed }) => deed)).toEqual(["care:appealHandedUp", "care:appealHandedUp"]);
  expect(new Set(entries.map(({ ledger }) => ledger)).size).toBe(2);
});

test("a pause that is over by then is still answered; nothing of a later one is undone", async () => {
  const room = await buildRoom(server);
  const { fay, finn, max } = room;
  await pause(room, fay, max);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6 * 60_000 });
  try {
    const [over] = await decisions(max);
    expect(over).toMatchObject({ stands: false, canAppeal: true });
    const appealId = await appeal(max);
    expect((await inRoom(room, finn))[0]?.paused?.until).toBeLessThan(Date.now());
    await pause(room, finn, max);
    expect((await inRoom(room, finn))[0]?.paused).toBeNull();
    expect((await decide(finn, appealId)).status).toBe(200);
    expect((await mine(room, max)).pause).not.toBeNull();
    expect((await decisions(max)).map((one) => [one.stands, one.canAppeal, one.appeal?.outcome])).toEqual([
      [true, true, undefined],
      [false, false, "undone"],
    ]);
    await end(room, fay, max);
  } finally {
    vi.useRealTimers();
  }
});

/** A room of the group's own that is live, in which Fay pauses Max. */
async function pauseInOwnRoom({ params, fay, max }: GroupOfOurs): Promise<void> {
  const debriefId = newId();
  const room = { title: "Who is missing?", minutes: 45 as const, place: "", attribution: "named" as const };
  const input = { ...room, prompts: ["Who?"], debriefId, startsAt: Date.now() };
  await fay.browser.do(groupRoomEndpoints.open, { params, input });
  const stage = { deedId: newId(), to: "open" as const };
  await fay.browser.do(debriefEndpoints.changeStage, { params: { debriefId }, input: stage });
  expect((await pause({ params: { debriefId } } as RoomOfOurs, fay, max)).status).toBe(200);
}

test("in a group’s own room it goes to the group’s other facilitators, who know the room", async () => {
  const group = await peopleGroup(server, { name: "Readers" });
  const { fay, max, mia, params } = group;
  await mia.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const named = { params: { ...params, personId: mia.personId }, input: { part: "facilitator" as const } };
  await fay.browser.do(membershipEndpoints.namePart, named);
  await pauseInOwnRoom(group);
  const where = { roomName: "Who is missing?", groupName: "Readers" };
  expect((await decisions(max))[0]).toMatchObject(where);
  const appealId = await appeal(max);
  const { spaceId } = await fay.browser.do(spaceEndpoints.findGroupSpace, { params });
  const listed = await mia.browser.do(doors.list, { params: { spaceId }, input: {} });
  expect(listed.items[0]).toMatchObject({ id: appealId, ...where });
  expect((await decide(mia, appealId)).status).toBe(200);
  expect((await decisions(max))[0]).toMatchObject({ stands: false });
});

test("past the group’s own people its room is not named, and once out of the group not to who was paused either", async () => {
  const group = await peopleGroup(server, { name: "Readers" });
  const { fay, max, params } = group;
  await pauseInOwnRoom(group);
  const appealId = await appeal(max);
  const waiting = (await higher(group.stella)).find(({ id }) => id === appealId);
  expect(waiting).toMatchObject({ roomName: "", groupName: "Readers", deed: "debriefs:paused" });
  const removal = { params: { ...params, personId: max.personId }, input: { reason: "We listen first." } };
  await fay.browser.do(membershipEndpoints.remove, removal);
  expect((await decide(group.stella, appealId)).status).toBe(200);
  await listenersAreDone();
  expect((await decisions(max))[1]).toMatchObject({ roomName: "", stands: false });
  expect((await notices(max))[0]).toMatchObject({ kind: "appealUndone", title: "" });
  expect((await verifyLedgers()).filter(({ flaw }) => flaw !== null)).toEqual([]);
});
