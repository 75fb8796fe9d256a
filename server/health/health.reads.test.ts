import { afterAll, beforeAll, expect, test } from "vitest";
import { changing } from "#server/database/kept";
import { Entry } from "#server/forums/entries.model";
import { Membership } from "#server/groups/memberships.model";
import { answerIn, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { healthEndpoints as doors } from "#shared/health/health.contract";
import { type Id, newId } from "#shared/ids";

const DAY = 24 * 60 * 60_000;
const NOTHING = {
  ...{ spoke: null, evenness: null, quieterShare: null, unanswered: 0, firstAnswer: null },
  ...{ came: null, cameAndSpoke: null, welcomed: null },
};

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** A group with that many members besides Fay, who facilitates it, and where they speak. */
async function populate(members: number, given: Parameters<typeof peopleGroup>[1] = {}) {
  const group = await peopleGroup(server, given);
  const { dogwood } = server.world.campuses;
  const is = { role: "member", scopeKind: "group", scopeId: group.id } as const;
  const people = [group.max];
  while (people.length < members) people.push(await buildSomeone(server, "Nell", dogwood, [is]));
  const { params, fay } = group;
  const { spaceId } = await fay.browser.do(spaceEndpoints.findGroupSpace, { params });
  const { categories } = await fay.browser.do(spaceEndpoints.show, { params: { spaceId } });
  return { group, people, categoryId: categories[0]?.id as Id };
}

const look = async ({ fay, params }: GroupOfOurs) =>
  await fay.browser.do(doors.ofGroup, { params, input: {} });

/** Lets what was said in threads, or who came, be so many days older. */
async function age(days: number, { threads, group }: { threads?: Id[]; group?: Id }) {
  const earlier = { $inc: { at: -days * DAY } };
  if (threads) await Entry.collection.updateMany({ threadId: { $in: threads } }, earlier);
  if (!group) return;
  for (const { _id, joinedAt } of await Membership.find({ groupId: group, part: "member" }).lean()) {
    const at = joinedAt - days * DAY;
    const order = `1:${String(at).padStart(15, "0")}:${_id}`;
    await changing(["memberships"], (session) =>
      Membership.updateOne({ _id }, { $set: { joinedAt: at, order } }, { session }),
    );
  }
}

test("a group of which nobody has spoken has a page, with nothing told", async () => {
  const { group } = await populate(1);
  expect(await look(group)).toMatchObject({
    ...{ members: 2, now: NOTHING, before: NOTHING, countedFrom: null, waiting: [] },
  });
});

test("four who speak make up no figure, and the fifth does", async () => {
  const { group, people, categoryId } = await populate(5);
  const threadIds: Id[] = [];
  for (const who of people.slice(0, 4)) {
    threadIds.push(await start(categoryId, who));
    await answerIn(threadIds[0] as Id, who, "So do we.");
  }
  expect((await look(group)).now).toMatchObject({ ...NOTHING, unanswered: 3, came: 5 });
  await answerIn(threadIds[0] as Id, people[4] as Someone, "And we.");
  expect((await look(group)).now).toMatchObject({ spoke: 5, evenness: "even", quieterShare: null });
});

test("who speaks, is answered and welcomed is counted in the time in which it was, and nobody is named", async () => {
  const { group, people, categoryId } = await populate(6);
  const { fay } = group;
  const begun: Id[] = [];
  for (const who of people) begun.push(await start(categoryId, who, { title: `By ${begun.length}` }));
  for (const [turn, who] of people.entries())
    await answerIn(begun[(turn + 1) % 5] as Id, who, "We do it otherwise.");
  await answerIn(begun[5] as Id, people[5] as Someone, "Nobody?");
  await age(31, { threads: begun, group: group.id });
  const late = await start(categoryId, fay, { title: "Still there?" });

  const seen = await look(group);
  expect(seen).toMatchObject({
    ...{ members: 7, countedFrom: null, now: { ...NOTHING, unanswered: 1 } },
    before: { spoke: 6, evenness: "even", unanswered: 1, firstAnswer: 0, came: 6, cameAndSpoke: 6 },
    waiting: [
      { threadId: begun[5], title: "By 5" },
      { threadId: late, title: "Still there?" },
    ],
  });
  expect(seen.before?.welcomed).toBe(5);
  const told = JSON.stringify(seen);
  for (const { personId } of [fay, ...people]) expect(told).not.toContain(personId);
});

test("hidden words are no voice and answer nobody, and what was taken back was never said", async () => {
  const { group, people, categoryId } = await populate(5);
  const { fay } = group;
  const threadId = await start(categoryId, people[0] as Someone);
  const posts: Id[] = [];
  for (const who of people.slice(1)) posts.push((await answerIn(threadId, who, "We do.")).data.post.id);
  expect((await look(group)).now).toMatchObject({ spoke: 5, unanswered: 0 });

  const hide = async (postId: Id, isHidden: boolean) => {
    const input = { deedId: newId(), isHidden, reason: "It is a name." };
    await fay.browser.do(threadEndpoints.hide, { params: { postId }, input });
  };
  await hide(posts[0] as Id, true);
  expect((await look(group)).now).toMatchObject({ spoke: null });
  await hide(posts[0] as Id, false);
  const [, , , , last] = people as Someone[];
  await last?.browser.do(threadEndpoints.withdraw, {
    params: { postId: posts[3] as Id },
    input: { deedId: newId() },
  });
  expect((await look(group)).now).toMatchObject({ spoke: null, unanswered: 0 });
  for (const postId of posts.slice(0, 3)) await hide(postId, true);
  expect(await look(group)).toMatchObject({ now: { unanswered: 1 }, waiting: [{ threadId }] });
});

test("whoever has left is no voice any more, and a closed thread waits for nobody", async () => {
  const { group, people, categoryId } = await populate(5);
  const threadIds: Id[] = [];
  for (const who of people) threadIds.push(await start(categoryId, who));
  expect((await look(group)).now).toMatchObject({ spoke: 5, unanswered: 5 });
  const [gone] = people as [Someone];
  await gone.browser.do(groupEndpoints.leave, { params: group.params, input: {} });
  await group.fay.browser.do(threadEndpoints.close, {
    params: { threadId: threadIds[1] as Id },
    input: { deedId: newId(), isClosed: true },
  });
  expect(await look(group)).toMatchObject({ members: 5, now: { spoke: null, unanswered: 4 } });
});

test("those who facilitate see it alone, also of an archived group; a hidden one is like none", async () => {
  const { group } = await populate(1, { joining: "hidden" });
  const { fay, max, mia, ola, stella, ada, params } = group;
  const ask = async ({ browser }: Someone, of = params) => {
    const { status, body } = await browser.send(doors.ofGroup, of, {});
    return { status, body };
  };
  expect((await ask(max)).status).toBe(403);
  const none = await ask(mia, { groupId: newId() });
  expect(none.status).toBe(404);
  for (const who of [mia, ola, stella, ada]) expect(await ask(who)).toEqual(none);
  await fay.browser.do(groupEndpoints.archive, { params, input: { isArchived: true } });
  expect((await ask(fay)).status).toBe(200);
});

test("where more was said than is counted it is told from when on all is", async () => {
  const { group, people, categoryId } = await populate(5);
  for (const who of people) await start(categoryId, who);
  const now = Date.now();
  const person = { personId: newId(), campusId: null };
  const many = Array.from({ length: 5_000 }, (_, i) => ({
    ...{ _id: newId(), circleId: group.id, categoryIds: [categoryId], postId: newId(), threadId: "other" },
    ...{ place: i + 1, author: person, at: now - 40 * DAY + i, kind: "discussion", tags: [] },
    words: { language: "none", heading: "", text: "" },
  }));
  await Entry.collection.insertMany(many as never[]);
  const cut = now - 40 * DAY + 4;
  expect(await look(group)).toMatchObject({
    ...{ countedFrom: cut, before: { from: cut }, now: { spoke: 5 } },
  });
});
