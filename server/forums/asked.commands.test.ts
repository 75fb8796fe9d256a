import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Entry } from "#server/database/ledger";
import { listenersAreDone } from "#server/live/publish";
import { QUIET } from "#server/notifications/mailings";
import { catchUp } from "#server/notifications/notices.jobs";
import { answerIn, show, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { Mail, mailTo } from "#server/testing/buildMail";
import type { Someone } from "#server/testing/buildRoom";
import { download, unpack } from "#server/testing/movedSpace";
import { startServer, type TestServer } from "#server/testing/startServer";
import { askedEndpoints } from "#shared/forums/asked.contract";
import { moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { feedEndpoints } from "#shared/notifications/feeds.contract";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";

let server: TestServer;
let group: GroupOfOurs;
let spaceId: Id;
let categoryId: Id;
let threadId: Id;
/** What Max said. */
let postId: Id;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  group = await peopleGroup(server, { texts: [NORM] });
  const { fay, max, mia, params } = group;
  ({ spaceId } = await fay.browser.do(spaceEndpoints.findGroupSpace, { params }));
  await mia.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const { categories } = await fay.browser.do(spaceEndpoints.show, { params: { spaceId } });
  categoryId = categories[0]?.id as Id;
  threadId = await start(categoryId, fay);
  postId = (await answerIn(threadId, max, "Jo said it.")).data.post.id;
});

const NORM = "We name nobody.";
const REASON = "It names a student.";
const deed = () => ({ deedId: newId() });
const ask = ({ browser }: Someone, given: object = {}, at = postId) =>
  browser.try(askedEndpoints.ask, { params: { postId: at }, input: { ...deed(), reason: REASON, ...given } });
const takeBack = ({ browser }: Someone, deedId = newId()) =>
  browser.try(askedEndpoints.takeBack, { params: { postId }, input: { deedId } });
const asked = async ({ browser }: Someone) =>
  (await browser.do(askedEndpoints.list, { params: { threadId }, input: {} })).items;
const edit = ({ browser }: Someone, edits = 0) => {
  const input = { ...deed(), body: fromPlainText("Somebody said it."), edits };
  return browser.do(threadEndpoints.edit, { params: { postId }, input });
};
const hide = ({ browser }: Someone, isHidden = true) => {
  const input = { ...deed(), isHidden, reason: isHidden ? REASON : "" };
  return browser.do(threadEndpoints.hide, { params: { postId }, input });
};
const notices = async ({ browser }: Someone) => {
  await listenersAreDone();
  return (await browser.do(noticeEndpoints.list, { input: {} })).items;
};
const logged = async () =>
  (await Entry.find({ "about.postId": postId }).sort({ _id: 1 }).lean()).map(({ deed: name }) => name);

test("its author is asked with a reason and a norm, once, and nobody else learns of it", async () => {
  const { fay, max, mia } = group;
  const before = await show(threadId, mia);
  const device = await max.listen();
  await device.join(`notifications:${max.personId}`);
  const { deedId } = deed();
  for (const _ of [1, 2]) {
    const answer = await ask(fay, { deedId, norm: NORM });
    expect([answer.status, answer.body]).toEqual([200, { state: "open" }]);
  }
  await device.until(() => device.facts.length > 0, "you");
  expect((await ask(fay)).body.code).toBe("isAsked");

  const own = await asked(max);
  expect(own).toMatchObject([{ postId, reason: REASON, norm: NORM, state: "open", endedAt: null }]);
  expect(await asked(fay)).toEqual(own);
  expect(JSON.stringify([own, await notices(max)])).not.toContain(fay.personId);
  const told = { kind: "askedToEdit", postId, reason: REASON, norm: NORM };
  expect(await notices(max)).toMatchObject([told]);
  await catchUp.run(undefined as never, async () => undefined);
  expect(await notices(max)).toHaveLength(1);
  expect((await Entry.find({ "about.postId": postId }).lean())[0]).toMatchObject({
    ...{ deed: "forums:askedToEdit", reason: REASON, norm: NORM, whom: max.personId },
  });

  // Neither in what others are shown nor in how far the thread has come.
  expect(await show(threadId, mia)).toEqual(before);
  expect([await asked(mia), await notices(mia)]).toEqual([[], []]);
  for (const one of [mia, max]) {
    expect((await ask(one)).status).toBe(403);
    expect((await takeBack(one)).status).toBe(403);
  }
  await new Mail(server).after(QUIET);
  const [letter] = await mailTo(max.personId);
  expect(JSON.stringify(letter)).toContain(REASON);
});

test("others who look after the thread hear at once that there is something to ask for, and no member does", async () => {
  const { fay, mia, ben, params } = group;
  await ben.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  await fay.browser.do(membershipEndpoints.namePart, {
    params: { ...params, personId: ben.personId },
    input: { part: "facilitator" },
  });
  const [facilitator, member] = [await ben.listen(), await mia.listen()];
  await facilitator.join(`notifications:${ben.personId}`);
  await member.join(`notifications:${mia.personId}`);
  for (const [turn, change] of [ask, takeBack, ask, () => edit(group.max)].entries()) {
    await change(fay);
    await facilitator.until(() => facilitator.facts.length > turn, "you");
  }
  expect(await asked(ben)).toMatchObject([{ postId, state: "edited" }]);
  await listenersAreDone();
  await member.say("live:clock", {});
  expect(member.facts).toEqual([]);
  expect((await notices(ben)).map(({ kind }) => kind)).toEqual(["facilitatorNamed"]);
});

test("once it is edited it is done: whoever asked is told once, and what was asked is shown to its author no more", async () => {
  const { fay, max, mia } = group;
  await ask(fay);
  await edit(max);
  await listenersAreDone();
  await edit(max, 1);
  await catchUp.run(undefined as never, async () => undefined);
  expect(await asked(fay)).toMatchObject([{ postId, state: "edited", endedAt: expect.any(Number) }]);
  expect([await asked(max), await notices(max), await asked(mia), await notices(mia)]).toEqual([
    [],
    [],
    [],
    [],
  ]);
  const done = (await notices(fay)).filter(({ kind }) => kind === "editedAsAsked");
  expect(done).toMatchObject([{ postId, threadId, reason: "", excerpt: "Somebody said it." }]);

  // It can be asked again, and is told again.
  await ask(fay);
  expect(await notices(max)).toHaveLength(1);
  await edit(max, 2);
  expect((await notices(fay)).filter(({ kind }) => kind === "editedAsAsked")).toHaveLength(2);
});

test("it can be taken back, and ends without a word where the post is hidden or withdrawn", async () => {
  const { fay, max } = group;
  await ask(fay);
  const { deedId } = deed();
  for (const _ of [1, 2]) expect((await takeBack(fay, deedId)).body).toEqual({ state: "takenBack" });
  expect((await takeBack(fay)).body.code).toBe("notAsked");
  expect([await asked(fay), await asked(max), await notices(max)]).toEqual([[], [], []]);

  await ask(fay);
  await hide(fay);
  expect((await ask(fay)).body.code).toBe("hidden");
  await hide(fay, false);
  expect([await asked(fay), await asked(max), await notices(max)]).toEqual([[], [], []]);

  await ask(fay);
  await max.browser.do(threadEndpoints.withdraw, { params: { postId }, input: deed() });
  expect([await asked(fay), await notices(max), await notices(fay)]).toEqual([[], [], []]);
  expect(await logged()).toEqual(
    ["askedToEdit", "askedNoMore", "askedToEdit", "hidden", "shown", "askedToEdit"].map(
      (name) => `forums:${name}`,
    ),
  );
});

test("of two who ask at once one does and the other is told; of asking and hiding neither leaves a request behind", async () => {
  const { fay, max, mia, params } = group;
  await fay.browser.do(membershipEndpoints.namePart, {
    params: { ...params, personId: mia.personId },
    input: { part: "facilitator" },
  } as never);
  for (let turn = 0; turn < 4; turn++) {
    postId = (await answerIn(threadId, max, `Once more, ${turn}.`)).data.post.id;
    const answers = await Promise.all([ask(fay), ask(mia)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("isAsked");
    expect(await logged()).toEqual(["forums:askedToEdit"]);

    postId = (await answerIn(threadId, max, `And again, ${turn}.`)).data.post.id;
    await Promise.all([ask(fay), hide(mia)]);
    expect((await asked(fay)).filter((one) => one.postId === postId)).toEqual([]);
  }
});

test("goes with its post into a thread that is split off and back by merging, and its edit ends it there", async () => {
  const { fay, max } = group;
  await ask(fay);
  const newThreadId = newId();
  const split = { ...deed(), newThreadId, categoryId, title: "What was said of Jo", postIds: [postId] };
  await fay.browser.do(moderationEndpoints.split, { params: { threadId }, input: split });
  const askedIn = async (id: Id, { browser }: Someone) =>
    (await browser.do(askedEndpoints.list, { params: { threadId: id }, input: {} })).items;
  expect(await askedIn(threadId, max)).toEqual([]);
  expect(await askedIn(newThreadId, max)).toMatchObject([{ postId, reason: REASON, state: "open" }]);
  expect((await notices(max))[0]).toMatchObject({
    kind: "askedToEdit",
    threadId: newThreadId,
    reason: REASON,
  });

  const merge = { ...deed(), intoId: threadId };
  await fay.browser.do(moderationEndpoints.merge, { params: { threadId: newThreadId }, input: merge });
  expect(await asked(max)).toMatchObject([{ postId, reason: REASON, state: "open" }]);
  await edit(max);
  expect((await asked(fay)).map(({ state }) => state)).not.toContain("open");
  expect((await notices(fay))[0]).toMatchObject({ kind: "editedAsAsked", postId, threadId });
});

test("stands in no search, feed or export", async () => {
  const { fay, max, mia } = group;
  await ask(fay, { reason: "Zebrafinch is a name.", norm: NORM });
  for (const { browser } of [fay, max, mia]) {
    const { items } = await browser.do(searchEndpoints.posts, { input: { words: "zebrafinch" } });
    expect(items).toEqual([]);
    const { token } = await browser.do(feedEndpoints.make, { params: { spaceId } });
    const feed = await server.visit().raw(`/api/feeds/${spaceId}?token=${token}`);
    expect(feed.text).toContain("Jo said it.");
    expect(feed.text).not.toMatch(/zebrafinch|askedToEdit/i);
  }
  const whole = JSON.stringify(unpack(await download(spaceId, fay)));
  expect(whole).toContain("Jo said it.");
  expect(whole).not.toMatch(/zebrafinch/i);
});
