import { afterAll, beforeAll, expect, test } from "vitest";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { followEndpoints as doors } from "#shared/forums/follows.contract";
import { threadEndpoints as threads } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { notificationEndpoints } from "#shared/notifications/notifications.contract";
import { stranger } from "#shared/people/viewer";
import { followTag } from "./follows.commands";
import { listFollowsOf } from "./follows.model";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
  forum = await buildForum(server);
}, 120_000);
afterAll(() => server.close());

/** What is new for them: the list, which the count has to agree with. */
async function newFor({ browser }: Someone): Promise<Id[]> {
  const { items } = await browser.do(threads.listFollowed, { input: {} });
  const { followed } = await browser.do(notificationEndpoints.count, {});
  expect(followed).toBe(items.length);
  return items.map(({ id }) => id);
}

test("a followed space, tag or person shows what is begun there, until it is opened, let go or muted", async () => {
  const { max, mia, ben, ola, stu, categoryId, spaceId } = forum;
  // Begun before anybody followed: no news.
  await start(categoryId, max, { tags: ["trust"] });
  await mia.browser.do(doors.space, { params: { spaceId }, input: { level: "follow" } });
  await ben.browser.do(doors.tag, { input: { tag: "trust", level: "watch" } });
  await stu.browser.do(doors.person, { params: { personId: max.personId }, input: { level: "follow" } });
  await ola.browser.do(doors.tag, { input: { tag: "trust", level: "watch" } });
  const [plain, tagged] = [await start(categoryId, max), await start(categoryId, max, { tags: ["trust"] })];
  expect(await newFor(mia)).toEqual([tagged, plain]);
  expect(await newFor(stu)).toEqual([tagged, plain]);
  expect(await newFor(ben)).toEqual([tagged]);
  expect([await newFor(ola), await newFor(max)]).toEqual([[], []]);

  const opened = { params: { threadId: tagged }, input: { readTo: 1 } };
  for (const { browser } of [mia, ben]) await browser.do(threads.noteRead, opened);
  expect([await newFor(mia), await newFor(ben)]).toEqual([[plain], []]);
  await answerIn(tagged, max, "A reply.");
  // Following tells of what is begun, watching of every reply.
  expect([await newFor(mia), await newFor(ben)]).toEqual([[plain], [tagged]]);
  await mia.browser.do(doors.person, { params: { personId: max.personId }, input: { level: "mute" } });
  expect(await newFor(mia)).toEqual([]);
  await stu.browser.do(doors.person, { params: { personId: max.personId }, input: { level: "normal" } });
  expect(await newFor(stu)).toEqual([]);
  expect((await stu.browser.do(doors.list, { input: {} })).items).toEqual([]);
  expect((await mia.browser.do(doors.list, { input: {} })).items).toMatchObject([
    { kind: "person", targetId: max.personId, label: "Max", level: "mute" },
    { kind: "space", targetId: spaceId, level: "follow" },
  ]);
});

test("whoever many follow at the same moment, all of them do, and know it", async () => {
  const viewers = Array.from({ length: 60 }, () => ({ ...stranger, personId: newId() }));
  const before = await Promise.all(viewers.map(({ personId }) => listFollowsOf(personId)));
  expect(before.flat()).toEqual([]);
  await Promise.all(viewers.map((viewer) => followTag(viewer, { tag: "trust", level: "follow" })));
  const after = await Promise.all(viewers.map(({ personId }) => listFollowsOf(personId)));
  expect(after.map((follows) => follows.map(({ targetId }) => targetId))).toEqual(
    viewers.map(() => ["trust"]),
  );
});

test("what one may not read, and whoever one does not know, cannot be followed", async () => {
  const { max, ola, spaceId } = forum;
  const refused = [
    await ola.browser.send(doors.space, { spaceId }, { level: "follow" }),
    await ola.browser.send(doors.person, { personId: max.personId }, { level: "follow" }),
    await max.browser.send(doors.person, { personId: max.personId }, { level: "follow" }),
  ];
  expect(refused.map(({ status }) => status)).toEqual([404, 404, 404]);
});
