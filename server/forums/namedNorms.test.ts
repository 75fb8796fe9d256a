import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Entry, verifyLedgers } from "#server/database/ledger";
import { listenersAreDone } from "#server/live/publish";
import { QUIET } from "#server/notifications/mailings";
import { answerIn, buildForum, show, start } from "#server/testing/buildForum";
import { type GroupOfOurs, peopleGroup } from "#server/testing/buildGroup";
import { Mail, mailTo } from "#server/testing/buildMail";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { logEndpoints } from "#shared/care/log.contract";
import { heldEndpoints, moderationEndpoints } from "#shared/forums/moderation.endpoints";
import { spaceEndpoints } from "#shared/forums/spaces.contract";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { groupEndpoints } from "#shared/groups/groups.endpoints";
import { type Id, newId } from "#shared/ids";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import { Held } from "./held.model";
import { Post } from "./posts.model";

let server: TestServer;
let group: GroupOfOurs;
let spaceId: Id;
let threadId: Id;
/** What Max said. */
let postId: Id;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  group = await peopleGroup(server, { texts: [NORM, "We are brief."] });
  const { fay, max, mia, params } = group;
  spaceId = (await fay.browser.do(spaceEndpoints.findGroupSpace, { params })).spaceId;
  await mia.browser.do(groupEndpoints.join, { params, input: { version: 1 } });
  const { categories } = await fay.browser.do(spaceEndpoints.show, { params: { spaceId } });
  threadId = await start(categories[0]?.id as Id, fay);
  postId = (await answerIn(threadId, max, "Jo said it.")).data.post.id;
});

const NORM = "We name nobody.";
const REASON = "It names a student.";
const deed = () => ({ deedId: newId() });
const hide = ({ browser }: Someone, norm?: string, at = postId, deedId = newId()) => {
  const input = { deedId, isHidden: true, reason: REASON, norm };
  return browser.try(threadEndpoints.hide, { params: { postId: at }, input });
};
const hold = ({ browser }: Someone, norm?: string, at = postId) => {
  const input = { ...deed(), reason: "Is it so?", norm };
  return browser.try(moderationEndpoints.hold, { params: { postId: at }, input });
};
const refuse = ({ browser }: Someone, heldId: Id, norm?: string) => {
  const input = { ...deed(), reason: REASON, norm };
  return browser.try(heldEndpoints.refuse, { params: { heldId }, input });
};
const waitForModerators = ({ browser }: Someone, at: Id) => {
  const input = { ...deed(), slow: null, isHolding: true };
  return browser.do(moderationEndpoints.pace, { params: { threadId: at }, input });
};
const changeNorms = ({ browser }: Someone) =>
  browser.do(groupEndpoints.changeNorms, {
    params: group.params,
    input: { over: 1, norms: ["We listen first."] },
  });
const postIn = async (who: Someone) => (await show(threadId, who)).posts.find(({ id }) => id === postId);
const ownHeld = async ({ browser }: Someone) =>
  (await browser.do(heldEndpoints.listOwn, { input: {} })).items;
const waiting = async ({ browser }: Someone) =>
  (await browser.do(heldEndpoints.list, { params: { spaceId }, input: {} })).items;
const notices = async ({ browser }: Someone) => {
  await listenersAreDone();
  return (await browser.do(noticeEndpoints.list, { input: {} })).items;
};
const logged = async ({ browser }: Someone) =>
  (await browser.do(logEndpoints.ofSpace, { params: { spaceId }, input: {} })).items;

describe("the reason for which a post is hidden in a group", () => {
  test("names a norm in its words of then: in the thread, to its author by notice and mail, and in the log", async () => {
    const { fay, max, mia } = group;
    const mail = new Mail(server);
    expect((await hide(fay, NORM)).body).toMatchObject({ data: { post: { reason: REASON, norm: NORM } } });
    await changeNorms(fay);
    for (const who of [max, fay])
      expect(await postIn(who)).toMatchObject({ state: "hidden", reason: REASON, norm: NORM });
    expect(await notices(max)).toMatchObject([{ kind: "hidden", reason: REASON, norm: NORM, excerpt: "" }]);
    for (const who of [fay, mia]) expect(await notices(who)).toEqual([]);
    await mail.after(QUIET);
    const [letter] = await mailTo(max.personId);
    expect(letter?.text).toContain(`The norm: “${NORM}” The reason given: ${REASON}`);
    expect(await mailTo(mia.personId)).toEqual([]);

    expect((await logged(fay))[0]).toMatchObject({ deed: "forums:hidden", reason: REASON, norm: NORM });
    const ledger = `space:${spaceId}`;
    const walk = async () => (await verifyLedgers()).find((one) => one.ledger === ledger);
    expect(await walk()).toMatchObject({ flaw: null });
    await Entry.collection.updateOne({ ledger, norm: NORM }, { $set: { norm: "We are brief." } });
    expect(await walk()).toMatchObject({ flaw: { what: "changed" } });
    await Entry.collection.updateOne({ ledger, norm: "We are brief." }, { $set: { norm: NORM } });
  });

  test("is heard with the fact as a fresh read tells it, and goes with the reason when the post is shown again", async () => {
    const { fay, max, mia, ben, ola } = group;
    const listening = await mia.listen();
    await listening.join(`forums:${threadId}`);
    await hide(fay, NORM);
    const fact = await listening.hears("forums:postChanged");
    expect(JSON.parse(JSON.stringify(fact))).toMatchObject({ data: { post: await postIn(mia) } });
    for (const outsider of [ben, ola]) {
      const at = { params: { threadId }, input: {} };
      expect((await outsider.browser.try(threadEndpoints.show, at)).status).toBe(404);
    }
    const input = { ...deed(), isHidden: false, reason: "" };
    await fay.browser.do(threadEndpoints.hide, { params: { postId }, input });
    expect((await Post.findById(postId).lean())?.norm).toBe("");
    expect(await postIn(max)).not.toHaveProperty("norm");
  });

  test("names none that was changed meanwhile or is another group's, and nothing is done then", async () => {
    const { fay, max } = group;
    const deedId = newId();
    const first = await hide(fay, NORM, postId, deedId);
    const other = (await answerIn(threadId, max, "Bo said it.")).data.post.id;
    await changeNorms(fay);
    for (const answer of [await hide(fay, NORM, other), await hide(fay, "Another group's.", other)])
      expect([answer.status, answer.body.code]).toEqual([409, "normsChanged"]);
    expect((await hold(fay, NORM, other)).body.code).toBe("normsChanged");
    expect((await show(threadId, max)).posts.at(-1)).toMatchObject({ state: "shown", reason: "" });
    expect((await logged(fay)).map((entry) => entry.deed)).toEqual(["forums:hidden"]);
    // What was done is answered the same, whatever the norms are by now.
    expect((await hide(fay, NORM, postId, deedId)).body).toEqual(first.body);
    expect((await hide(fay, "We listen first.", other)).status).toBe(200);
  });

  test("need not name any, and did not before there were any to name", async () => {
    const { fay, max } = group;
    expect((await hide(fay)).status).toBe(200);
    await Post.collection.updateOne({ _id: postId } as never, { $unset: { norm: "" } });
    expect(await postIn(max)).not.toHaveProperty("norm");
    expect(await notices(max)).toMatchObject([{ kind: "hidden", reason: REASON, norm: "" }]);
    expect((await logged(fay))[0]).toMatchObject({ norm: "" });
  });
});

describe("the reason for which something waits or is not let through in a group", () => {
  test("names a norm to its author and to those who decide, and to nobody else", async () => {
    const { fay, max, mia } = group;
    expect((await hold(fay, NORM)).status).toBe(200);
    expect(await waiting(fay)).toMatchObject([{ kind: "post", reason: "Is it so?", norm: NORM }]);
    expect((await show(threadId, max)).mine.held).toMatchObject([{ reason: "Is it so?", norm: NORM }]);
    const seen = await show(threadId, mia);
    expect(JSON.stringify(seen)).not.toContain(NORM);
    expect((await mia.browser.try(heldEndpoints.list, { params: { spaceId }, input: {} })).status).toBe(403);
    expect((await logged(fay))[0]).toMatchObject({ deed: "forums:heldBack", norm: NORM });

    const [held] = await waiting(fay);
    expect((await refuse(fay, held!.id, "We are brief.")).status).toBe(200);
    expect(await postIn(max)).toMatchObject({ state: "hidden", reason: REASON, norm: "We are brief." });
    expect(await ownHeld(max)).toMatchObject([{ state: "refused", norm: "We are brief." }]);
    expect((await logged(fay))[0]).toMatchObject({ deed: "forums:refused", norm: "We are brief." });
  });

  test("is read where a reply was refused; one that was refused before there were any names none", async () => {
    const { fay, max, mia } = group;
    await waitForModerators(fay, threadId);
    const { id } = (await answerIn(threadId, max, "Jo again.")).data.post;
    expect((await refuse(fay, id, "Another group's.")).body.code).toBe("normsChanged");
    expect(await ownHeld(max)).toMatchObject([{ id, state: "waiting" }]);
    expect((await refuse(fay, id, NORM)).status).toBe(200);
    expect((await show(threadId, max)).mine.held).toMatchObject([{ state: "refused", norm: NORM }]);
    expect(JSON.stringify(await show(threadId, mia))).not.toContain(NORM);
    await Held.collection.updateOne({ _id: id } as never, { $unset: { norm: "" } });
    expect(await ownHeld(max)).toMatchObject([{ id, state: "refused", norm: "" }]);
  });
});

test("where no group is at home there are no norms to name", async () => {
  const { stu, max, categoryId } = await buildForum(server);
  const at = await start(categoryId, max);
  const noNorms = { status: 422, fields: [{ path: "norm" }] };
  const refusalOf = ({ status, body }: Awaited<ReturnType<typeof hide>>) => ({
    status,
    fields: body.fields,
  });
  expect(refusalOf(await hide(stu, NORM, at))).toMatchObject(noNorms);
  expect((await hold(stu, NORM, at)).status).toBe(422);
  await waitForModerators(stu, at);
  const { id } = (await answerIn(at, max, "A word more.")).data.post;
  expect((await refuse(stu, id, NORM)).status).toBe(422);
  expect((await hide(stu, "", at)).status).toBe(200);
  expect((await refuse(stu, id)).status).toBe(200);
});
