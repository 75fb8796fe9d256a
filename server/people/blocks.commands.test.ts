import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listenersAreDone } from "#server/live/publish";
import { Outbox } from "#server/mail/outbox.model";
import { QUIET } from "#server/notifications/mailings";
import { Notice } from "#server/notifications/notices.model";
import { answerIn, buildForum, type ForumOfOurs, mentioning, show, start } from "#server/testing/buildForum";
import { peopleGroup } from "#server/testing/buildGroup";
import { Mail, mailTo } from "#server/testing/buildMail";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints as threads } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { invitationEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { feedEndpoints } from "#shared/notifications/feeds.contract";
import { mailingEndpoints } from "#shared/notifications/mailings.contract";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import { notificationEndpoints } from "#shared/notifications/notifications.contract";
import { blockEndpoints as doors, MOST_BLOCKS } from "#shared/people/blocks.contract";
import { colleagueEndpoints } from "#shared/programs/colleagues.contract";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";
import { Block } from "./blocks.model";
import { listPeople } from "./people.reads";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  forum = await buildForum(server);
});

const block = ({ browser }: Someone, { personId }: { personId: Id }, isOn = true) =>
  browser.try(doors.block, { params: { personId }, input: { isOn } });
const blocked = async ({ browser }: Someone) =>
  (await browser.do(doors.list, { input: {} })).items.map(({ person }) => person.name);
const notices = async ({ browser }: Someone) => {
  await listenersAreDone();
  const { items } = await browser.do(noticeEndpoints.list, { input: {} });
  const { you } = await browser.do(notificationEndpoints.count, {});
  expect(you).toBe(items.filter(({ isRead }) => !isRead).length);
  return items.map(({ kind }) => kind);
};
const find = async ({ browser }: Someone, words: string): Promise<Id[]> =>
  (await browser.do(searchEndpoints.posts, { input: { words } })).items.map(({ postId }) => postId);
const colleagues = async ({ browser }: Someone, name: string): Promise<Id[]> =>
  (await browser.do(colleagueEndpoints.list, { input: { name } })).items.map(({ personId }) => personId);

test("one blocks somebody else, once, and no longer; they are told nothing, and nobody else sees it", async () => {
  const { max, mia, ben } = forum;
  for (const _ of [1, 2]) expect((await block(mia, max)).body).toEqual({ isOn: true });
  await block(mia, ben);
  expect(await blocked(mia)).toEqual(["Ben", "Max"]);
  expect([await blocked(max), await notices(max)]).toEqual([[], []]);
  for (const _ of [1, 2]) expect((await block(mia, ben, false)).body).toEqual({ isOn: false });
  expect(await blocked(mia)).toEqual(["Max"]);
  const own = await block(mia, mia);
  expect([own.status, own.text]).toEqual([404, (await block(mia, { personId: newId() })).text]);
});

test("a hundred can be blocked, and one more is refused", async () => {
  const { max, mia, ben } = forum;
  await block(mia, ben);
  const others = Array.from({ length: MOST_BLOCKS - 1 }, () => newId());
  const at = Date.now();
  await Block.insertMany(
    others.map((blockedId) => ({
      _id: `${mia.personId}:${blockedId}`,
      ...{ personId: mia.personId, blockedId, at },
    })),
  );
  expect((await block(mia, max)).body.code).toBe("tooManyBlocks");
  expect((await block(mia, ben)).status).toBe(200);
});

test("neither is told of what the other says to them, nor finds the other to name them", async () => {
  const { max, mia, ben, categoryId } = forum;
  const threadId = await start(categoryId, ben);
  await answerIn(threadId, max, mentioning(mia.personId, "Mia"));
  await answerIn(threadId, mia, mentioning(max.personId, "Max"));
  expect([await notices(mia), await notices(max)]).toEqual([["mention"], ["mention"]]);
  expect(await colleagues(max, "mia")).toContain(mia.personId);

  await block(mia, max);
  expect([await notices(mia), await notices(max)]).toEqual([[], []]);
  await answerIn(threadId, max, mentioning(mia.personId, "Mia"));
  await answerIn(threadId, mia, mentioning(max.personId, "Max"));
  await answerIn(threadId, ben, mentioning(mia.personId, "Mia"));
  expect([await notices(mia), await notices(max)]).toEqual([["mention"], []]);
  expect(await Notice.countDocuments({ personId: mia.personId })).toBe(2);
  expect(await colleagues(max, "mia")).not.toContain(mia.personId);
  expect(await colleagues(mia, "max")).not.toContain(max.personId);
  expect(await colleagues(ben, "max")).toContain(max.personId);
});

test("what they say is folded for who has blocked them: in the thread, lists, search, feeds and mails not yet sent", async () => {
  const { max, mia, ben, spaceId, categoryId } = forum;
  const word = `w${newId().slice(-12)}`;
  const ofMax = await start(categoryId, max, { body: fromPlainText(`${word} begins.`) });
  const ofBen = await start(categoryId, ben);
  const mail = new Mail(server);
  const batched = { mode: "batched", weekday: 1, hour: 8, timeZone: null, wantsDirect: true } as const;
  await mia.browser.do(mailingEndpoints.choose, { input: batched });
  await mia.browser.do(threads.follow, { params: { threadId: ofBen }, input: { level: "watch" } });
  const said = (await answerIn(ofBen, max, `${word} again.`)).data.post.id;
  await answerIn(ofBen, ben, "Thank you.");
  expect((await find(mia, word)).sort()).toEqual([ofMax, said].sort());

  await block(mia, max);
  expect(await find(mia, word)).toEqual([]);
  expect(await find(ben, word)).toHaveLength(2);
  expect((await show(ofBen, mia)).mine.blockedIds).toEqual([max.personId]);
  expect((await show(ofBen, max)).mine.blockedIds).toEqual([]);
  const { items } = await mia.browser.do(threads.list, { params: { spaceId }, input: { categoryId } });
  expect(items.map(({ id, isQuiet, excerpt }) => [id, isQuiet, excerpt === ""])).toEqual([
    [ofBen, false, false],
    [ofMax, true, true],
  ]);
  const { token } = await mia.browser.do(feedEndpoints.make, { params: { spaceId } });
  const feed = await server.visit().raw(`/api/feeds/${spaceId}?token=${token}`);
  expect(feed.text).toContain("Thank you.");
  expect(feed.text).not.toContain(word);
  await mail.after(QUIET);
  const letters = JSON.stringify(await mailTo(mia.personId));
  expect(letters).toContain("Thank you.");
  expect(letters).not.toContain(word);
});

test("nobody escapes care: who looks after a place finds what was said there, and what they do is told", async () => {
  const { stu, max, categoryId } = forum;
  const word = `w${newId().slice(-12)}`;
  const threadId = await start(categoryId, max, { body: fromPlainText(word) });
  await block(stu, max);
  await block(max, stu);
  expect(await find(stu, word)).toEqual([threadId]);
  const input = { deedId: newId(), isHidden: true, reason: "A name." };
  await stu.browser.do(threads.hide, { params: { postId: threadId }, input });
  expect(await notices(max)).toEqual(["hidden"]);
});

test("nobody is sought out by an invitation of somebody with whom they have nothing to do", async () => {
  const group = await peopleGroup(server);
  const { fay, mia, ben, params } = group;
  await block(mia, fay);
  for (const one of [mia, ben]) {
    const [person] = await listPeople([one.personId]);
    const input = { invitationId: newId(), address: person!.email };
    await fay.browser.do(invitationEndpoints.invite, { params, input });
    const isSoughtOut = one === ben;
    expect(await notices(one)).toEqual(isSoughtOut ? ["invited"] : []);
    expect(await Outbox.countDocuments({ to: person!.email })).toBe(isSoughtOut ? 1 : 0);
    // It stands where they look for it, as does the group.
    expect((await one.browser.do(invitationEndpoints.listOwn, { input: {} })).items).toHaveLength(1);
    expect((await one.browser.do(groupEndpoints.show, { params })).id).toBe(group.id);
  }
});
