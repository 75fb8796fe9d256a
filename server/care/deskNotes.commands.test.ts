import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Entry } from "#server/database/ledger";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { reportEndpoints } from "#shared/care/care.contract";
import { deskNoteEndpoints as doors } from "#shared/care/deskNotes.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import type { PresenceFrame } from "#shared/live/live.contract";
import { keepAppeal } from "./appeals.model";
import { DeskNote } from "./deskNotes.model";
import { keepReport } from "./reports.model";

let server: TestServer;
let group: GroupOfOurs;
let desk: string;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
/** Fay and Mia facilitate, Max is a member, Stella stewards the alliance above. */
beforeEach(async () => {
  group = await peopleGroup(server);
  const { params, fay, mia } = group;
  await mia.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const who = { params: { ...params, personId: mia.personId }, input: { part: "facilitator" as const } };
  await fay.browser.do(membershipEndpoints.namePart, who);
  desk = `space:${(await fay.browser.do(spaceEndpoints.findGroupSpace, { params })).spaceId}`;
});

/** A report on the facilitators' desk, about Max where nothing else is said. */
async function report(about: Someone = group.max, reporter: Someone = group.ben): Promise<Id> {
  const which = { _id: newId(), postId: newId(), reporterId: reporter.personId, aboutId: about.personId };
  return (await keepReport({ ...which, desk, reason: "other", note: "" }))!._id;
}
const note = (who: Someone, matterId: Id, words = "Let us wait.", noteId = newId()) =>
  who.browser.try(doors.leave, { params: { matterId }, input: { noteId, words } });
const read = (who: Someone, matterId: Id, after?: string) =>
  who.browser.try(doors.list, { params: { matterId }, input: after === undefined ? {} : { after } });
const said = async (who: Someone, matterId: Id) =>
  ((await read(who, matterId)).body as never as { items: { words: string }[] }).items.map(
    ({ words }) => words,
  );
const takeBack = (who: Someone, noteId: Id) =>
  who.browser.try(doors.takeBack, { params: { noteId }, input: {} });
const handUp = (who: Someone, reportId: Id) =>
  who.browser.do(reportEndpoints.handUp, {
    params: { reportId },
    input: { deedId: newId(), reason: "For you." },
  });
const lookers =
  (...people: Someone[]) =>
  ({ people: here }: PresenceFrame) =>
    here?.map(({ personId }) => personId).join() === people.map(({ personId }) => personId).join();

test("a note is read by those on whose desk it lies, in its order, and by nobody else; no log tells of it", async () => {
  const { fay, mia, max, ben, ola, stella, ada } = group;
  const matterId = await report();
  const noteId = newId();
  const first = await note(fay, matterId, "  I ask Max first. ", noteId);
  expect(first.body).toMatchObject({ id: noteId, by: { name: "Fay" }, words: "I ask Max first." });
  await note(mia, matterId, "Good.");
  expect(await said(mia, matterId)).toEqual(["I ask Max first.", "Good."]);
  for (const who of [max, ben, ola, stella, ada])
    for (const answer of [await read(who, matterId), await note(who, matterId), await takeBack(who, noteId)])
      expect([answer.status, answer.text]).toEqual([404, (await read(who, newId())).text]);
  for (const words of ["", "   ", "a".repeat(1_001)])
    expect((await note(fay, matterId, words)).status).toBe(422);
  expect(await Entry.countDocuments({ "about.reportId": matterId })).toBe(0);
});

test("sent again a note is the same, and its id is nobody else’s", async () => {
  const [matterId, noteId] = [await report(), newId()];
  const twice = await Promise.all([1, 2].map(() => note(group.fay, matterId, "Once", noteId)));
  expect(twice.map(({ status }) => status)).toEqual([200, 200]);
  expect(await said(group.mia, matterId)).toEqual(["Once"]);
  expect((await note(group.mia, matterId, "Mine", noteId)).body.code).toBe("deedKnown");
  expect((await note(group.fay, await report(group.max, group.ola), "Elsewhere", noteId)).body.code).toBe(
    "deedKnown",
  );
});

test("taken back by its author its words are gone, and that there was one stays", async () => {
  const [matterId, noteId] = [await report(), newId()];
  await note(group.fay, matterId, "Too quick.", noteId);
  expect((await takeBack(group.mia, noteId)).status).toBe(403);
  for (const answer of [await takeBack(group.fay, noteId), await takeBack(group.fay, noteId)])
    expect(answer.body).toMatchObject({ id: noteId, words: "", isTakenBack: true });
  expect(await said(group.mia, matterId)).toEqual([""]);
  expect((await DeskNote.findById(noteId).lean())?.words).toBe("");
});

test("they are read page by page", async () => {
  const matterId = await report();
  await DeskNote.insertMany(
    Array.from({ length: 25 }, (_, at) => {
      const like = { _id: newId(), matterId, by: group.fay.personId, isTakenBack: false };
      return { ...like, words: `Note ${at}`, at, order: `${String(at).padStart(15, "0")}:${like._id}` };
    }),
  );
  const { next } = (await read(group.mia, matterId)).body as never as { next: string };
  const rest = (await read(group.mia, matterId, next)).body as never as { items: { words: string }[] };
  expect(rest.items.map(({ words }) => words)).toEqual([20, 21, 22, 23, 24].map((at) => `Note ${at}`));
});

test("handed up, the desk above reads them and the one below neither reads nor hears more; settled, nobody does", async () => {
  const { fay, mia, stella } = group;
  const [matterId, noteId] = [await report(), newId()];
  await note(fay, matterId, "It is about more than one.", noteId);
  const below = await mia.listen();
  await below.join(`care:${matterId}`);
  await handUp(fay, matterId);
  await below.cut;
  expect(await said(stella, matterId)).toEqual(["It is about more than one."]);
  for (const answer of [await read(fay, matterId), await note(fay, matterId), await takeBack(fay, noteId)])
    expect(answer.status).toBe(404);
  await expect((await mia.listen()).join(`care:${matterId}`)).rejects.toThrow("notFound");
  const input = { deedId: newId(), outcome: "stays" as const };
  const above = await stella.listen();
  await above.join(`care:${matterId}`);
  await stella.browser.do(reportEndpoints.settle, { params: { reportId: matterId }, input });
  await above.hears("care:changed", ({ data }: { data: { of: string } }) => data.of === "lying");
  expect((await read(stella, matterId)).status).toBe(404);
});

test("about one’s own words, deed or appeal one neither reads nor hears, whatever one looks after", async () => {
  const { fay, mia, max } = group;
  const what = { entryId: newId(), ledger: `group:${group.id}`, deed: "groups:paused" as const, desk };
  const about = { groupId: group.id };
  const by = { personId: max.personId, byId: fay.personId };
  const appeal = await keepAppeal({ _id: newId(), ...what, about, ...by, words: "Look again." });
  for (const matterId of [await report(fay, max), appeal!._id]) {
    await note(mia, matterId, "I decide tomorrow.");
    expect(await said(mia, matterId)).toEqual(["I decide tomorrow."]);
    for (const who of [fay, max]) {
      expect((await read(who, matterId)).status).toBe(404);
      await expect((await who.listen()).join(`care:${matterId}`)).rejects.toThrow("notFound");
    }
  }
});

test("who looks is told to the others by name at once, and so is that they look no more", async () => {
  const { fay, mia, ben } = group;
  const matterId = await report();
  const channel = `care:${matterId}`;
  const [first, second, hers] = [await fay.listen(), await fay.listen(), await mia.listen()];
  const look = (socket: typeof first, isLooking: boolean) => socket.say("live:look", { channel, isLooking });
  const hears = async (fits: (frame: PresenceFrame) => boolean) => {
    await hers.hears("live:presence", fits);
    hers.heard.length = 0;
  };
  await hers.join(channel);
  for (const socket of [first, second]) await socket.join(channel);
  await hears(lookers());
  // To be told so in two windows, twice in one of them, is to look once.
  for (const socket of [first, second, second]) await look(socket, true);
  await hears(lookers(fay));
  await look(first, false);
  await look(hers, true);
  await hears(lookers(mia, fay));
  second.close();
  await hears(lookers(mia));
  await look(first, true);
  await hears(lookers(mia, fay));
  await first.say("live:leave", { channel });
  await hears(lookers(mia));

  // Who has not entered looks at nothing.
  await look(first, true);
  const outside = await ben.listen();
  await look(outside, true);
  await first.join(channel);
  await hears(lookers(mia));
  await look(first, true);
  await hears(lookers(mia, fay));
  await note(mia, matterId);
  const changed = (await hers.hears("care:changed")) as { data: unknown };
  expect(changed.data).toEqual({ of: "notes" });
  expect(outside.heard).toEqual([]);
});

test("who looks after the group no more is cut, looks no more, and hears nothing", async () => {
  const { fay, mia, params } = group;
  const matterId = await report();
  const channel = `care:${matterId}`;
  const [hers, his] = [await fay.listen(), await mia.listen()];
  for (const socket of [hers, his]) await socket.join(channel);
  await his.say("live:look", { channel, isLooking: true });
  await hers.hears("live:presence", lookers(mia));
  hers.heard.length = 0;
  const who = { params: { ...params, personId: mia.personId }, input: { part: "member" as const } };
  await fay.browser.do(membershipEndpoints.namePart, who);
  await his.cut;
  await hers.hears("live:presence", lookers());
  await expect((await mia.listen()).join(channel)).rejects.toThrow("notFound");
});
