import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Entry, type EntryRecord } from "#server/database/ledger";
import { buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { reportEndpoints } from "#shared/care/care.contract";
import { logEndpoints } from "#shared/care/log.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer();
});
beforeEach(async () => {
  forum = await buildForum(server);
});
afterAll(() => server.close());

const reason = "Rule 2: speak for yourself.";
const asked = () => ({ params: { spaceId: forum.spaceId }, input: {} });
const read = async (who: Someone) => (await who.browser.do(logEndpoints.ofSpace, asked())).items;
const tryRead = async (who: Someone) => (await who.browser.try(logEndpoints.ofSpace, asked())).status;
const enteredBy = async ({ personId }: Someone) => await Entry.find({ by: personId }).lean<EntryRecord[]>();
const hide = (postId: Id, deedId = newId()) =>
  forum.stu.browser.try(threadEndpoints.hide, {
    params: { postId },
    input: { deedId, isHidden: true, reason },
  });

test("tells those who look after it who did what to whose words and why, and never who reported", async () => {
  const [postId, reportId] = [await start(forum.categoryId, forum.max), newId()];
  await forum.mia.browser.do(reportEndpoints.report, {
    params: { postId },
    input: { reportId, reason: "hurts", note: "Between us." },
  });
  await hide(postId);
  await forum.stu.browser.do(reportEndpoints.settle, {
    params: { reportId },
    input: { deedId: newId(), outcome: "hidden" },
  });
  const items = await read(forum.stu);
  const [settled, hidden] = items;
  expect(settled).toMatchObject({ deed: "care:settledHidden", whom: { name: "Max" } });
  expect(hidden).toMatchObject({
    ...{ deed: "forums:hidden", by: { name: "Stu" }, whom: { name: "Max" }, reason, postId },
    thread: { id: postId, title: "How do you begin?" },
  });
  expect(JSON.stringify(items)).not.toContain(forum.mia.personId);
  expect(JSON.stringify(await enteredBy(forum.stu))).not.toContain(forum.mia.personId);
});

test("is nothing to members, and less to outsiders", async () => {
  expect([await tryRead(forum.max), await tryRead(forum.ola)]).toEqual([403, 404]);
});

test("says nothing of what somebody does to their own thread", async () => {
  const threadId = await start(forum.categoryId, forum.max);
  const input = { deedId: newId(), title: "My own title", tags: [] };
  await forum.max.browser.do(threadEndpoints.retitle, { params: { threadId }, input });
  expect(await enteredBy(forum.max)).toEqual([]);
});

test("has no entry of a deed that was refused, or was sent twice", async () => {
  const [postId, deedId] = [await start(forum.categoryId, forum.max), newId()];
  expect([(await hide(postId, deedId)).status, (await hide(postId, deedId)).status]).toEqual([200, 200]);
  expect((await hide(postId)).status).toBe(409);
  expect(await enteredBy(forum.stu)).toHaveLength(1);
});
