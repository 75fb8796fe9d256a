import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listenersAreDone } from "#server/live/publish";
import { QUIET } from "#server/notifications/mailings";
import { answerIn, buildStart, mentioning, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { Mail, mailTo } from "#server/testing/buildMail";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { membershipEndpoints } from "#shared/groups/memberships.endpoints";
import { type Id, newId } from "#shared/ids";
import { mailingEndpoints } from "#shared/notifications/mailings.contract";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import { notificationEndpoints } from "#shared/notifications/notifications.contract";
import { fromPlainText } from "#shared/richText/plainText";
import { searchEndpoints } from "#shared/search/search.contract";
import { Space } from "./spaces.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** The promise: yesterday's rights last no longer than this, in milliseconds. */
const A_SECOND = 1_000;

const spaceOf = async ({ browser }: Someone, { params }: GroupOfOurs) =>
  (await browser.do(spaceEndpoints.findGroupSpace, { params })).spaceId;
const show = async ({ browser }: Someone, spaceId: Id) =>
  await browser.do(spaceEndpoints.show, { params: { spaceId } });
const categoryOf = async (who: Someone, group: GroupOfOurs) =>
  (await show(who, await spaceOf(who, group))).categories[0]?.id as Id;

/** All that can be learned of what was said, whatever way somebody looks. */
async function learns({ browser, personId }: Someone, threadId: Id, word: string) {
  const [found, named, followed, notices, counts, spaces] = await Promise.all([
    browser.do(searchEndpoints.posts, { input: { words: word } }),
    browser.try(threadEndpoints.show, { params: { threadId }, input: {} }),
    browser.do(threadEndpoints.listFollowed, { input: {} }),
    browser.do(noticeEndpoints.list, { input: {} }),
    browser.do(notificationEndpoints.count, {}),
    browser.do(spaceEndpoints.list, { input: {} }),
  ]);
  return {
    found: found.items.length,
    status: named.status,
    followed: followed.items.length,
    notices: notices.items.length,
    counts,
    groups: spaces.items.filter(({ kind }) => kind === "group").length,
    mails: (await mailTo(personId)).length,
  };
}

const NOTHING = {
  ...{ found: 0, status: 404, followed: 0, notices: 0, counts: { you: 0, followed: 0 } },
  ...{ groups: 0, mails: 0 },
};

/** Whoever is removed is told of that: once in the list, once by mail. */
const ONLY_THAT = { ...NOTHING, notices: 1, counts: { you: 1, followed: 0 }, mails: 1 };

/** A member who is told at once of whatever is new where they speak. */
async function joinAndSpeak(group: GroupOfOurs, who: Someone, threadId: Id): Promise<void> {
  await who.browser.do(groupEndpoints.join, { params: group.params, input: { version: 1 } });
  const input = { mode: "batched", weekday: 1, hour: 8, timeZone: null, wantsDirect: true } as const;
  await who.browser.do(mailingEndpoints.choose, { input });
  await who.browser.do(threadEndpoints.follow, { params: { threadId }, input: { level: "watch" } });
}

describe("a group's own forum", () => {
  test("is made once, with the first look of somebody in it, and is called what the group is called", async () => {
    const group = await peopleGroup(server, { name: "Open Materials" });
    const { fay, max, mia, ola, stella, ada, id: scopeId } = group;
    const ids = await Promise.all([fay, max, max].map((who) => spaceOf(who, group)));
    expect(new Set(ids).size).toBe(1);
    expect(await Space.countDocuments({ kind: "group", scopeId })).toBe(1);
    expect(await show(max, ids[0]!)).toMatchObject({
      ...{ kind: "group", title: "Open Materials", groupId: scopeId, programId: null, campusIds: [] },
      categories: [{ title: "Discussion", description: "Among ourselves.", isArchived: false }],
    });
    const of = async ({ browser }: Someone) => [
      (await browser.try(spaceEndpoints.findGroupSpace, { params: group.params })).status,
      (await browser.try(spaceEndpoints.show, { params: { spaceId: ids[0]! } })).status,
    ];
    for (const who of [mia, stella]) expect(await of(who)).toEqual([403, 404]);
    for (const who of [ola, ada]) expect(await of(who)).toEqual([404, 404]);
  });

  test("is looked after by the group's facilitators alone", async () => {
    const group = await peopleGroup(server);
    const { fay, max } = group;
    const threadId = await start(await categoryOf(max, group), max);
    const post = await answerIn(threadId, max, "A word too many");
    const params = { postId: post.data.post.id };
    const input = () => ({ deedId: newId(), isHidden: true, reason: "It is a name." });
    expect((await max.browser.try(threadEndpoints.hide, { params, input: input() })).status).toBe(403);
    for (const who of [group.stella, group.ada, group.mia])
      expect((await who.browser.try(threadEndpoints.hide, { params, input: input() })).status).toBe(404);
    expect((await fay.browser.try(threadEndpoints.hide, { params, input: input() })).status).toBe(200);
  });

  test("is read and written no more once the group is archived", async () => {
    const group = await peopleGroup(server);
    const { fay, max, params } = group;
    const categoryId = await categoryOf(max, group);
    const threadId = await start(categoryId, max);
    await fay.browser.do(groupEndpoints.archive, { params, input: { isArchived: true } });
    const started = await max.browser.try(threadEndpoints.start, {
      params: { categoryId },
      input: buildStart(),
    });
    const said = { deedId: newId(), body: fromPlainText("Late"), isTried: false };
    const answered = await max.browser.try(threadEndpoints.reply, { params: { threadId }, input: said });
    expect([started.status, answered.status]).toEqual([403, 403]);
    expect((await max.browser.try(threadEndpoints.show, { params: { threadId }, input: {} })).status).toBe(
      200,
    );
    const [category] = (await show(max, await spaceOf(max, group))).categories;
    expect(category?.isArchived).toBe(true);
    await fay.browser.do(groupEndpoints.archive, { params, input: { isArchived: false } });
    expect((await max.browser.try(threadEndpoints.reply, { params: { threadId }, input: said })).status).toBe(
      200,
    );
  });

  test("of a hidden group is found by no search and told to nobody outside", async () => {
    const group = await peopleGroup(server, { joining: "hidden" });
    const { fay, max, mia, ben, ola, stella, ada } = group;
    const threadId = await start(await categoryOf(fay, group), fay, {
      body: fromPlainText("A quokka visits."),
    });
    const outside = [mia, ben, ola, stella, ada];
    const mentions = outside.flatMap(({ personId, name }) => mentioning(personId, name).content);
    await answerIn(threadId, fay, { type: "doc", content: mentions });
    await listenersAreDone();
    const learned = await Promise.all(outside.map((who) => learns(who, threadId, "quokka")));
    expect(learned).toEqual(outside.map(() => NOTHING));
    expect(await learns(max, threadId, "quokka")).toMatchObject({ found: 1, status: 200, groups: 1 });
  });
});

describe.each(["leaves", "is removed from"])("somebody who %s a group", (how) => {
  test("finds nothing said in it, is told and mailed nothing of that, and hears nothing within a second", async () => {
    const word = how === "leaves" ? "axolotl" : "pangolin";
    const group = await peopleGroup(server);
    const { fay, max, mia, params } = group;
    const threadId = await start(await categoryOf(fay, group), fay, {
      body: fromPlainText(`The ${word} again.`),
    });
    await joinAndSpeak(group, mia, threadId);
    await answerIn(threadId, fay, mentioning(mia.personId, "Mia"));
    await listenersAreDone();
    expect(await learns(mia, threadId, word)).toMatchObject({
      ...{ found: 1, status: 200, followed: 1, notices: 1, counts: { you: 1, followed: 1 }, groups: 1 },
    });

    const socket = await mia.listen();
    await socket.join(`forums:${threadId}`);
    if (how === "leaves") await mia.browser.do(groupEndpoints.leave, { params, input: {} });
    else {
      const there = { ...params, personId: mia.personId };
      await fay.browser.do(membershipEndpoints.remove, {
        params: there,
        input: { reason: "It hurts others." },
      });
    }
    const answered = Date.now();
    expect(await socket.cut).toBe("io server disconnect");
    expect(Date.now() - answered).toBeLessThan(A_SECOND);
    const again = await mia.listen();
    await expect(again.join(`forums:${threadId}`)).rejects.toThrow("notFound");

    await answerIn(threadId, max, mentioning(mia.personId, "Mia"));
    await listenersAreDone();
    await new Mail(server).after(QUIET);
    expect(await learns(mia, threadId, word)).toEqual(how === "leaves" ? NOTHING : ONLY_THAT);
    const mailed = (await mailTo(mia.personId)).map(({ text }) => text).join();
    expect(mailed).not.toMatch(new RegExp(`${word}|mentioned`));
    await again.say("live:clock", {});
    expect([...socket.facts, ...again.facts]).toEqual([]);
  });
});
