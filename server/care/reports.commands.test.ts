import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Entry } from "#server/database/ledger";
import { findSpaceOf } from "#server/forums/spaces.model";
import { answerIn, buildCategory, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { reportEndpoints as doors, type ReportOutcome } from "#shared/care/care.contract";
import { askedEndpoints } from "#shared/forums/asked.contract";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { type Id, newId } from "#shared/ids";
import type { HeldRole } from "#shared/people/viewer";

let server: TestServer;
let forum: ForumOfOurs;
let sue: Someone;
let cora: Someone;
let ada: Someone;
let ofAlder: Id;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
  const { programs, campuses } = server.world;
  const someone = (name: string, role: HeldRole) => buildSomeone(server, name, campuses.dogwood, [role]);
  sue = await someone("Sue", { role: "steward", scopeKind: "alliance", scopeId: programs.northern });
  cora = await someone("Cora", { role: "coordinator", scopeKind: "campus", scopeId: campuses.alder });
  ada = await someone("Ada", { role: "administrator", scopeKind: "site", scopeId: null });
  ofAlder = (await findSpaceOf("campus", campuses.alder))!._id;
});
afterAll(() => server.close());

const report = (who: Someone, postId: Id, reportId = newId()) =>
  who.browser.try(doors.report, {
    params: { postId },
    input: { reportId, reason: "hurts", note: "It is about my colleague." },
  });
const listed = async (who: Someone, spaceId = forum.spaceId) =>
  (await who.browser.do(doors.list, { params: { spaceId }, input: {} })).items;
const higher = async (who: Someone) => (await who.browser.do(doors.listHigher, { input: {} })).items;
const settle = (who: Someone, reportId: Id, outcome: ReportOutcome = "stays", deedId = newId()) =>
  who.browser.try(doors.settle, { params: { reportId }, input: { deedId, outcome } });
const said = async (who: Someone, text: string) => {
  const threadId = await start(forum.categoryId, forum.max);
  return (await answerIn(threadId, who, text)).data.post.id;
};

/** A hidden group of the alliance that Max facilitates and Mia is in; answers a post of Max's there. */
async function saidInGroup(): Promise<{ postId: Id; spaceId: Id }> {
  const groupId = newId();
  const [kind, name, purpose] = ["affinity", "Ours", "To talk."] as const;
  const group = { groupId, kind, name, purpose, joining: "open" } as const;
  const input = { ...group, norms: ["Listen."], programId: server.world.programs.northern, campusId: null };
  await forum.max.browser.do(groupEndpoints.found, { input });
  await forum.mia.browser.do(groupEndpoints.join, { params: { groupId }, input: { version: 1 } });
  const params = { groupId };
  await forum.max.browser.do(groupEndpoints.change, {
    params,
    input: { kind, name, purpose, joining: "hidden" },
  });
  const { spaceId } = await forum.max.browser.do(spaceEndpoints.findGroupSpace, { params });
  const space = await forum.max.browser.do(spaceEndpoints.show, { params: { spaceId } });
  return { postId: await start(space.categories[0]!.id, forum.max), spaceId };
}

test("a report about a group’s facilitator goes past them to the alliance’s stewards", async () => {
  const { postId, spaceId } = await saidInGroup();
  const reportId = newId();
  expect((await report(forum.mia, postId, reportId)).body).toEqual({ reportId });
  expect(await listed(forum.max, spaceId)).toEqual([]);
  expect((await higher(forum.stu)).map(({ id }) => id)).toContain(reportId);
  expect((await higher(ada)).map(({ id }) => id)).not.toContain(reportId);
});

describe("reporting a post", () => {
  test("tells those who look after its home what and why, and nobody who reported", async () => {
    const postId = await said(forum.ben, "Something unkind");
    const reportId = newId();
    expect((await report(forum.mia, postId, reportId)).body).toEqual({ reportId });
    const [one] = (await listed(forum.stu)).filter(({ id }) => id === reportId);
    expect(one).toMatchObject({
      ...{ reason: "hurts", note: "It is about my colleague.", threadTitle: "How do you begin?" },
      ...{ post: { id: postId, author: { name: "Ben" } }, canOpen: true },
    });
    expect(JSON.stringify(one)).not.toContain(forum.mia.personId);
    for (const who of [forum.mia, forum.ben, forum.ola, cora])
      expect(
        (await who.browser.try(doors.list, { params: { spaceId: forum.spaceId }, input: {} })).status,
      ).toBeGreaterThan(400);
  });

  test("is once for each person and post; sent again it is the same", async () => {
    const postId = await said(forum.ben, "Once");
    const reportId = newId();
    const answers = await Promise.all([1, 2, 3].map(() => report(forum.mia, postId, reportId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const second = await report(forum.mia, postId);
    expect([second.status, second.body.code]).toEqual([409, "reported"]);
    expect((await report(forum.max, postId)).status).toBe(200);
    expect((await listed(forum.stu)).filter(({ post }) => post?.id === postId)).toHaveLength(2);
  });

  test("is for those who read it, and have not written it", async () => {
    const postId = await said(forum.ben, "Mine");
    expect((await report(forum.ben, postId)).status).toBe(403);
    const [hidden, nothing] = [await report(forum.ola, postId), await report(forum.ola, newId())];
    expect([hidden.status, hidden.text]).toEqual([404, nothing.text]);
  });
});

describe("a report about somebody who looks after the space", () => {
  test("of an alliance goes to the administrators, and no steward sees it", async () => {
    const postId = await said(forum.stu, "From above");
    await report(forum.mia, postId);
    const about = (items: { post: { id: Id } | null }[]) => items.filter(({ post }) => post?.id === postId);
    for (const who of [forum.stu, sue]) {
      expect(about(await listed(who))).toEqual([]);
      expect(about(await higher(who))).toEqual([]);
    }
    const [one] = about(await higher(ada));
    expect(one).toMatchObject({ canOpen: false, post: { author: { name: "Stu" } } });
    const { id } = one as never as { id: Id };
    expect((await settle(forum.stu, id)).status).toBe(404);
    expect((await settle(ada, id)).status).toBe(200);
  });

  test("of a campus goes to the stewards of its program", async () => {
    const categoryId = await buildCategory(ofAlder);
    const threadId = await start(categoryId, cora);
    await report(forum.mia, threadId);
    expect((await listed(cora, ofAlder)).filter(({ post }) => post?.id === threadId)).toEqual([]);
    const [one] = (await higher(sue)).filter(({ post }) => post?.id === threadId);
    // They settle what others cannot, and may not open the campus's own space for it.
    expect(one).toMatchObject({ canOpen: false });
    expect((await settle(cora, one!.id)).status).toBe(404);
    expect((await settle(sue, one!.id)).status).toBe(200);
  });
});

describe("settling", () => {
  test("is done once; whoever comes second is told, and the reporter that it is settled", async () => {
    for (let pair = 0; pair < 10; pair++) {
      const reportId = newId();
      await report(forum.mia, await said(forum.ben, `Post ${pair}`), reportId);
      const answers = await Promise.all([settle(forum.stu, reportId), settle(sue, reportId)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const own = await forum.mia.browser.do(doors.listOwn, { input: {} });
      expect(own.items.find(({ id }) => id === reportId)).toMatchObject({ isSettled: true });
    }
    expect((await forum.ben.browser.do(doors.listOwn, { input: {} })).items).toEqual([]);
  });

  test("as asked is for a post whose author is asked to edit it", async () => {
    const postId = await said(forum.ben, "To be edited");
    const reportId = newId();
    await report(forum.mia, postId, reportId);
    expect((await settle(forum.stu, reportId, "asked")).body.code).toBe("notAsked");
    const input = { deedId: newId(), reason: "It names somebody." };
    await forum.stu.browser.do(askedEndpoints.ask, { params: { postId }, input });
    expect((await listed(sue)).find(({ id }) => id === reportId)).toMatchObject({ isAsked: true });
    expect((await settle(sue, reportId, "asked")).body).toEqual({ outcome: "asked" });
    const [entry] = await Entry.find({ "about.reportId": reportId }).lean();
    expect(entry).toMatchObject({ deed: "care:settledAsked", whom: forum.ben.personId });
    await report(forum.max, await said(forum.ben, "Another"));
    const [next] = (await listed(sue)).slice(-1);
    expect(next?.history[0]).toMatchObject({ deed: "forums:askedToEdit", count: 1 });
  });

  test("as hidden is for a post that is", async () => {
    const postId = await said(forum.ben, "To be hidden");
    const [reportId, deedId] = [newId(), newId()];
    await report(forum.mia, postId, reportId);
    expect((await settle(forum.stu, reportId, "hidden")).body.code).toBe("notHidden");
    const input = { deedId: newId(), isHidden: true, reason: "It is unkind." };
    await forum.stu.browser.do(threadEndpoints.hide, { params: { postId }, input });
    const [one] = (await listed(forum.stu)).filter(({ id }) => id === reportId);
    expect(JSON.stringify(one?.post?.body)).toContain("To be hidden");
    expect((await settle(forum.stu, reportId, "hidden", deedId)).status).toBe(200);
    expect((await settle(forum.stu, reportId, "hidden", deedId)).body).toEqual({ outcome: "hidden" });
    expect((await listed(forum.stu)).filter(({ id }) => id === reportId)).toEqual([]);
  });
});

describe("handing a report up", () => {
  // People with shares of their own of what one may do at once.
  beforeAll(async () => {
    forum = await buildForum(server);
  });
  const handUp = (who: Someone, reportId: Id, deedId = newId()) =>
    who.browser.try(doors.handUp, {
      params: { reportId },
      input: { deedId, reason: "It is about more than one." },
    });

  test("moves it to those above with the reason, and both logs tell of it; they may hand it on, and nobody beyond", async () => {
    const threadId = await start(await buildCategory(ofAlder), forum.max);
    const reportId = newId();
    await report(forum.mia, threadId, reportId);
    const deedId = newId();
    const twice = await Promise.all([handUp(cora, reportId, deedId), handUp(cora, reportId, deedId)]);
    expect(twice.map(({ status }) => status)).toContain(200);
    expect((await handUp(cora, reportId, deedId)).body).toEqual({ reportId });
    expect((await listed(cora, ofAlder)).map(({ id }) => id)).not.toContain(reportId);
    expect((await settle(cora, reportId)).body.code).toBe("settled");
    const [one] = (await higher(sue)).filter(({ id }) => id === reportId);
    expect(one).toMatchObject({ handed: "It is about more than one.", canHandUp: true });
    const entries = await Entry.find({ "about.reportId": reportId }).lean();
    const program = `program:${server.world.programs.northern}`;
    expect(entries.map(({ ledger }) => ledger).sort()).toEqual([program, `space:${ofAlder}`]);
    expect((await handUp(sue, reportId)).status).toBe(200);
    const [last] = (await higher(ada)).filter(({ id }) => id === reportId);
    expect(last).toMatchObject({ canHandUp: false });
    expect((await handUp(ada, reportId)).status).toBe(403);
    expect((await settle(ada, reportId)).status).toBe(200);
  });

  test("of two who hand it up, or settle it, at once one does, and the other is told", async () => {
    for (let pair = 0; pair < 10; pair++) {
      const reportId = newId();
      await report(forum.mia, await said(forum.ben, `Up ${pair}`), reportId);
      const answers = await Promise.all([handUp(forum.stu, reportId), settle(sue, reportId)]);
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
      expect(answers.find(({ status }) => status !== 200)?.body.code).toBe("settled");
    }
  });

  test("a report tells what was done to its author there before, and nothing that was done elsewhere", async () => {
    const [first, second, third] = [
      await said(forum.max, "One"),
      await said(forum.mia, "Two"),
      await said(forum.mia, "Three"),
    ];
    const hide = (postId: Id) =>
      forum.stu.browser.do(threadEndpoints.hide, {
        params: { postId },
        input: { deedId: newId(), isHidden: true, reason: "It is unkind." },
      });
    await hide(first);
    await hide(second);
    const reportId = newId();
    await report(forum.ben, third, reportId);
    const [one] = (await listed(forum.stu)).filter(({ id }) => id === reportId);
    expect(one?.history).toEqual([{ deed: "forums:hidden", count: 1, lastAt: expect.any(Number) }]);
    await hide(third);
    expect((await listed(sue)).find(({ id }) => id === reportId)?.history[0]?.count).toBe(2);
  });
});
