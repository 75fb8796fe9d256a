import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { changeGroupRecord } from "#server/groups/groups.model";
import { eachInGroup } from "#server/groups/happenings.reads";
import { listenersAreDone } from "#server/live/publish";
import { answerIn, buildForum, buildStart, mentioning, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { Mail, mailTo } from "#server/testing/buildMail";
import type { Someone } from "#server/testing/buildRoom";
import { take, tryDecide } from "#server/testing/deciding";
import { startServer, type TestServer } from "#server/testing/startServer";
import { followEndpoints } from "#shared/forums/follows.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { type StartThreadInput, threadEndpoints as threads } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import {
  invitationEndpoints as invitations,
  membershipEndpoints as memberships,
  requestEndpoints as requests,
} from "#shared/groups/memberships.endpoints";
import { newId } from "#shared/ids";
import { noticeEndpoints as doors } from "#shared/notifications/notices.contract";
import { notificationEndpoints } from "#shared/notifications/notifications.contract";
import type { RichTextDocument } from "#shared/richText/document";
import { QUIET } from "./mailings";
import { catchUp } from "./notices.jobs";
import { Notice } from "./notices.model";
import { Progress } from "./progress.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const notices = async ({ browser }: Someone) => (await browser.do(doors.list, { input: {} })).items;
const you = async ({ browser }: Someone) => (await browser.do(notificationEndpoints.count, {})).you;

async function ask({ params }: GroupOfOurs, { browser }: Someone, words = "I teach statistics.") {
  const requestId = newId();
  await browser.do(requests.ask, { params, input: { requestId, words, version: 1 } });
  await listenersAreDone();
  return requestId;
}

async function answer({ fay }: GroupOfOurs, requestId: string, isAccepted: boolean, words: string) {
  await fay.browser.do(requests.answer, { params: { requestId }, input: { isAccepted, words } });
  await listenersAreDone();
}

async function name({ fay, params }: GroupOfOurs, { personId }: Someone, part: "facilitator" | "member") {
  await fay.browser.do(memberships.namePart, { params: { ...params, personId }, input: { part } });
  await listenersAreDone();
}

async function remove(
  { fay, params }: GroupOfOurs,
  { personId }: Someone,
  reason = "Not by our norms.",
  norm?: string,
) {
  await fay.browser.do(memberships.remove, { params: { ...params, personId }, input: { reason, norm } });
  await listenersAreDone();
}

test("who asks to join is told to everybody who facilitates the group, on their devices, until it is answered", async () => {
  const group = await peopleGroup(server, { joining: "request", name: "Readers" });
  const { id, fay, max, mia, ben } = group;
  await name(group, max, "facilitator");
  const device = await fay.listen();
  await device.join(`notifications:${fay.personId}`);
  const requestId = await ask(group, mia);
  await device.until(() => device.facts.length > 0, "news");
  const told = {
    kind: "asked",
    isRead: false,
    groupId: id,
    groupName: "Readers",
    words: "I teach statistics.",
  };
  expect(await notices(fay)).toMatchObject([{ ...told, who: { personId: mia.personId, name: "Mia" } }]);
  expect((await notices(max))[0]).toMatchObject(told);
  expect([await you(fay), await you(max)]).toEqual([1, 2]);

  await answer(group, requestId, true, "Welcome, Mia.");
  await device.until(() => device.facts.length > 1, "that it is answered");
  expect([await notices(fay), await you(fay), await you(max)]).toEqual([[], 0, 1]);
  expect(await notices(mia)).toMatchObject([
    { kind: "letIn", groupName: "Readers", who: null, words: "Welcome, Mia." },
  ]);
  expect(await notices(ben)).toEqual([]);
});

test("who asked is told no, and why; taken back, a request waits for nobody", async () => {
  const group = await peopleGroup(server, { joining: "request" });
  const { fay, mia, ben } = group;
  await answer(group, await ask(group, mia), false, "We are full this year.");
  expect(await notices(mia)).toMatchObject([{ kind: "declined", words: "We are full this year." }]);
  const requestId = await ask(group, ben);
  expect(await you(fay)).toBe(1);
  await ben.browser.do(requests.withdraw, { params: { requestId }, input: {} });
  expect([await notices(fay), await you(fay)]).toEqual([[], 0]);
});

test("who is invited is told while it leads somewhere, and by one letter alone", async () => {
  const group = await peopleGroup(server, { joining: "hidden", name: "Those who grieve" });
  const { fay, mia, ben, params } = group;
  const mail = new Mail(server);
  const address = server.world.people.mia.address;
  const input = { invitationId: newId(), address };
  await fay.browser.do(invitations.invite, { params, input });
  await listenersAreDone();
  const miaOfWorld = { ...mia, browser: await server.signIn("mia") };
  expect(await notices(miaOfWorld)).toMatchObject([
    { kind: "invited", groupName: "Those who grieve", who: { name: "Fay" }, words: "" },
  ]);
  expect([await notices(mia), await notices(ben)]).toEqual([[], []]);
  await mail.after(QUIET);
  const letters = (await mailTo(server.world.people.mia.personId)).map(({ text }) => text);
  expect(letters).toEqual([expect.stringContaining("/groups/invitations")]);
  await fay.browser.do(invitations.withdraw, { params: { invitationId: input.invitationId }, input: {} });
  expect([await notices(miaOfWorld), await you(miaOfWorld)]).toEqual([[], 0]);
});

test("who was removed reads the reason, by mail as well, and learns no more of a group that is hidden", async () => {
  const group = await peopleGroup(server, { joining: "hidden", name: "Those who grieve" });
  const { id, fay, max, mia, stella, ada } = group;
  const mail = new Mail(server);
  await name(group, max, "facilitator");
  await name(group, max, "member");
  expect((await notices(max)).map(({ kind }) => kind)).toEqual(["memberAgain", "facilitatorNamed"]);
  await remove(group, max, "You named a student.", "Listen first.");
  const words = { purpose: "Another.", kind: "affinity", joining: "hidden" } as const;
  await changeGroupRecord(id, { name: "Renamed since", ...words }, async () => {});
  const told = await notices(max);
  expect(told).toMatchObject([
    {
      kind: "removed",
      groupName: "Those who grieve",
      who: null,
      words: "You named a student.",
      norm: "Listen first.",
    },
  ]);
  expect(JSON.stringify(told)).not.toContain("Renamed");
  expect(await you(max)).toBe(1);
  for (const other of [fay, mia, stella, ada]) expect(await notices(other)).toEqual([]);

  await mail.after(QUIET);
  const [letter] = await mailTo(max.personId);
  expect(letter?.subject).toBe("Throughline: You are not in “Those who grieve” any longer");
  expect(letter?.text).toContain(
    "have removed you from this group. The norm: “Listen first.” The reason given: You named a student. You can ask somebody else to look at it, under “What of yours waits”.",
  );
  expect(letter?.text).not.toMatch(/Renamed|Fay/);
});

test("what a server that died has not told is told in the next round, and nothing twice", async () => {
  const group = await peopleGroup(server, { joining: "request" });
  const { fay, max, mia, ben } = group;
  await answer(group, await ask(group, ben), false, "Not now.");
  await ask(group, mia);
  await remove(group, max);
  const before = async () => [await notices(fay), await notices(max), await notices(ben)];
  const kindsOf = (lists: Awaited<ReturnType<typeof before>>) =>
    lists.map((list) => list.map(({ kind }) => kind));
  expect(kindsOf(await before())).toEqual([["asked"], ["removed"], ["declined"]]);
  const personId = { $in: [fay, max, ben].map((person) => person.personId) };
  await Notice.collection.deleteMany({ personId });
  await Progress.updateOne({ _id: "said" }, { $set: { at: Date.now() } }, { upsert: true });
  for (let round = 0; round < 2; round++) await catchUp.run(undefined as never, async () => {});
  expect(kindsOf(await before())).toEqual([["asked"], ["removed"], ["declined"]]);
  expect(await Notice.collection.countDocuments({ personId })).toBe(3);
});

describe("what became of a proposal", () => {
  const propose = async (categoryId: string, by: Someone) =>
    await start(categoryId, by, { kind: "proposal", title: "We meet on Fridays" });
  const decide = async (threadId: string, by: Someone, body?: RichTextDocument) => {
    expect((await tryDecide(threadId, by, "accepted", body)).status).toBe(200);
    await listenersAreDone();
  };

  test("is told to everybody in the group in whose forum it was made, once, and mailed", async () => {
    const group = await peopleGroup(server);
    const { fay, max, mia, ben, stella } = group;
    const mail = new Mail(server);
    await comeIn(group, mia);
    const { categoryId } = await findSpace(group);
    const threadId = await propose(categoryId, max);
    await take(threadId, mia, "agree");
    await listenersAreDone();
    expect([await kinds(fay), await kinds(mia)], "of the proposal itself nobody is told").toEqual([[], []]);
    await decide(threadId, max);
    const told = { kind: "decided", threadId, threadTitle: "We meet on Fridays", author: { name: "Max" } };
    for (const who of [fay, mia]) expect(await notices(who)).toMatchObject([told]);
    expect([await kinds(max), await kinds(ben), await kinds(stella)]).toEqual([[], [], []]);

    await Notice.collection.deleteMany({ personId: mia.personId });
    await Progress.updateOne({ _id: "said" }, { $set: { at: Date.now() } }, { upsert: true });
    await catchUp.run(undefined as never, async () => {});
    expect([await kinds(fay), await kinds(mia)]).toEqual([["decided"], ["decided"]]);
    await mail.after(QUIET);
    const subjects = (await mailTo(mia.personId)).map(({ subject }) => subject);
    expect(subjects).toEqual(["Throughline: What became of the proposal “We meet on Fridays”"]);
  });

  test("is not told to whoever has muted it, and as a mention to whoever it names", async () => {
    const group = await peopleGroup(server);
    const { fay, max, mia, ben } = group;
    await comeIn(group, mia, ben);
    const { categoryId } = await findSpace(group);
    const threadId = await propose(categoryId, max);
    await mia.browser.do(threads.follow, { params: { threadId }, input: { level: "mute" } });
    await decide(threadId, max, mentioning(ben.personId, "Ben"));
    expect([await kinds(fay), await kinds(mia), await kinds(ben)]).toEqual([["decided"], [], ["mention"]]);
  });

  test("is told elsewhere to those who have taken a position, and not to others who read there", async () => {
    const { categoryId, stu, max, mia, ben } = await buildForum(server);
    const threadId = await propose(categoryId, max);
    await take(threadId, mia, "block");
    await answerIn(threadId, ben, "I say something without taking one.");
    await decide(threadId, stu);
    expect([await kinds(mia), await kinds(ben), await kinds(max)]).toEqual([["decided"], [], []]);
  });
});

const findSpace = async ({ fay, params }: GroupOfOurs) => {
  const { spaceId } = await fay.browser.do(spaceEndpoints.findGroupSpace, { params });
  const { categories } = await fay.browser.do(spaceEndpoints.show, { params: { spaceId } });
  return { spaceId, categoryId: categories[0]?.id as string };
};
const kinds = async (who: Someone) => (await notices(who)).map(({ kind }) => kind);
const comeIn = async ({ params }: GroupOfOurs, ...people: Someone[]) => {
  for (const { browser } of people) await browser.do(groupEndpoints.join, { params, input: { version: 1 } });
};

describe("what is announced in a group", () => {
  const announce = async (categoryId: string, by: Someone, given: Partial<StartThreadInput> = {}) => {
    const announced = { kind: "announcement" as const, title: "We meet on Friday", ...given };
    const threadId = await start(categoryId, by, announced);
    await listenersAreDone();
    return threadId;
  };

  test("is told to everybody in it, once, and to nobody else", async () => {
    const group = await peopleGroup(server, { name: "Readers" });
    const { fay, max, mia, ben, stella } = group;
    await comeIn(group, mia);
    const { categoryId } = await findSpace(group);
    const threadId = await announce(categoryId, fay);
    const told = { kind: "announced", threadId, threadTitle: "We meet on Friday", author: { name: "Fay" } };
    for (const who of [max, mia]) expect(await notices(who)).toMatchObject([{ ...told, isRead: false }]);
    expect([await kinds(fay), await kinds(ben), await kinds(stella)]).toEqual([[], [], []]);

    await Notice.collection.deleteMany({ personId: mia.personId });
    await Progress.updateOne({ _id: "said" }, { $set: { at: Date.now() } }, { upsert: true });
    await catchUp.run(undefined as never, async () => {});
    expect([await kinds(max), await kinds(mia)]).toEqual([["announced"], ["announced"]]);

    await mia.browser.do(groupEndpoints.leave, { params: group.params, input: {} });
    expect(await notices(mia), "whoever has left reads nothing of it").toEqual([]);
  });

  test("is not told to whoever has muted its space, and as a mention to whoever it names", async () => {
    const group = await peopleGroup(server);
    const { fay, max, mia, ben } = group;
    await comeIn(group, mia, ben);
    const { spaceId, categoryId } = await findSpace(group);
    await mia.browser.do(followEndpoints.space, { params: { spaceId }, input: { level: "mute" } });
    await announce(categoryId, fay, { body: mentioning(ben.personId, "Ben") });
    expect([await kinds(max), await kinds(mia), await kinds(ben)]).toEqual([["announced"], [], ["mention"]]);
  });

  test("is announced by those who look after it alone; what else is begun or announced is told to nobody", async () => {
    const group = await peopleGroup(server);
    const { fay, max, mia } = group;
    await comeIn(group, mia);
    const { categoryId } = await findSpace(group);
    await start(categoryId, fay);
    const input = buildStart({ kind: "announcement" });
    const refused = await max.browser.try(threads.start, { params: { categoryId }, input });
    expect(refused.status).toBe(403);
    const { categoryId: ofAlliance, stu } = await buildForum(server);
    await announce(ofAlliance, stu);
    expect([await kinds(max), await kinds(mia)]).toEqual([[], []]);
  });

  test("reaches everybody however many pages the roster has", async () => {
    const group = await peopleGroup(server);
    await comeIn(group, group.mia, group.ben);
    const pages: string[][] = [];
    for await (const page of eachInGroup(group.id, 2)) pages.push(page);
    expect(pages.map(({ length }) => length)).toEqual([2, 2]);
    const all = [group.fay, group.max, group.mia, group.ben].map(({ personId }) => personId);
    expect(pages.flat().sort()).toEqual(all.sort());
  });
});
