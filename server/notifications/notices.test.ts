import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { answerIn, buildForum, type ForumOfOurs, mentioning, start } from "#server/testing/buildForum";
import type { Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { followEndpoints } from "#shared/forums/follows.contract";
import { threadEndpoints as threads } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { noticeEndpoints as doors } from "#shared/notifications/notices.contract";
import { notificationEndpoints } from "#shared/notifications/notifications.contract";
import type { RichTextDocument } from "#shared/richText/document";
import { catchUp } from "./notices.jobs";
import { Notice } from "./notices.model";
import { Progress } from "./progress.model";

let server: TestServer;
let forum: ForumOfOurs;
beforeAll(async () => {
  server = await startServer({ hasJobs: true });
});
afterAll(() => server.close());
beforeEach(async () => {
  forum = await buildForum(server);
});

const notices = async ({ browser }: Someone) => (await browser.do(doors.list, { input: {} })).items;
const counts = ({ browser }: Someone) => browser.do(notificationEndpoints.count, {});
const read = ({ browser }: Someone, threadId: Id, readTo: number) =>
  browser.do(threads.noteRead, { params: { threadId }, input: { readTo } });

/** Their device, which hears what is new for them. */
async function listen(person: Someone) {
  const device = await person.listen();
  await device.join(`notifications:${person.personId}`);
  const heard = (of: "you" | "followed") =>
    device.facts.filter(({ payload }) => (payload as { data: { of: string } }).data.of === of).length;
  return {
    device,
    heard,
    hears: (of: "you" | "followed", times = 1) => device.until(() => heard(of) >= times, of),
  };
}

test("whoever is mentioned is told once, on their devices at once, and until they have read it", async () => {
  const { max, mia, ola, categoryId } = forum;
  const [ofMia, ofOla] = [await listen(mia), await listen(ola)];
  await expect(ofOla.device.join(`notifications:${mia.personId}`)).rejects.toThrow("notFound");
  const threadId = await start(categoryId, max, { title: "What helped?" });
  const fact = await answerIn(threadId, max, mentioning(mia.personId, "Mia"));
  await ofMia.hears("you");
  expect(await notices(mia)).toMatchObject([
    {
      ...{ kind: "mention", isRead: false, threadId, threadTitle: "What helped?", place: 1 },
      ...{ author: { name: "Max" }, excerpt: "@Mia, what do you think?" },
    },
  ]);
  expect(await counts(mia)).toEqual({ you: 1, followed: 0 });

  const input = { deedId: newId(), body: mentioning(mia.personId, "Mia"), edits: 0 };
  await max.browser.do(threads.edit, { params: { postId: fact.data.post.id }, input });
  await read(mia, threadId, 2);
  await ofMia.hears("you", 2);
  expect(await counts(mia)).toEqual({ you: 0, followed: 0 });
  expect(await notices(mia)).toMatchObject([{ isRead: true }]);
  expect([await notices(max), await notices(ola), ofOla.heard("you")]).toEqual([[], [], 0]);
});

test("nobody is told of what they may not read, have muted, or said themselves", async () => {
  const { max, mia, ben, ola, categoryId } = forum;
  const threadId = await start(categoryId, max);
  await mia.browser.do(threads.follow, { params: { threadId }, input: { level: "mute" } });
  await ben.browser.do(followEndpoints.person, {
    params: { personId: max.personId },
    input: { level: "mute" },
  });
  const stu = await listen(forum.stu);
  for (const { personId, name } of [mia, ben, ola, max])
    await answerIn(threadId, max, mentioning(personId, name));
  await answerIn(threadId, max, mentioning(forum.stu.personId, "Stu"));
  await stu.hears("you");
  for (const person of [mia, ben, ola, max]) expect(await notices(person)).toEqual([]);
});

test("who is quoted, whose answer settled it and whose words were hidden are told, and hidden words stay hidden", async () => {
  const { stu, max, mia, ben, categoryId } = forum;
  const [ofMia, ofBen] = [await listen(mia), await listen(ben)];
  const threadId = await start(categoryId, max, { kind: "question" });
  const answer = (await answerIn(threadId, mia, "Trust comes first.")).data.post.id;
  await answerIn(threadId, ben, quoting(answer));
  await ofMia.hears("you");
  const accept = { deedId: newId(), postId: answer };
  await max.browser.do(threads.accept, { params: { threadId }, input: accept });
  await ofMia.hears("you", 2);
  expect((await notices(mia)).map(({ kind }) => kind)).toEqual(["accepted", "quote"]);

  await mia.browser.do(threads.react, {
    params: { postId: answer },
    input: { deedId: newId(), reaction: "thanks", isOn: true },
  });
  const bens = (await show(threadId, ben))[2]!.id;
  const hide = { deedId: newId(), isHidden: true, reason: "A name." };
  await stu.browser.do(threads.hide, { params: { postId: bens }, input: hide });
  await ofBen.hears("you");
  expect(await notices(ben)).toMatchObject([{ kind: "hidden", reason: "A name.", excerpt: "" }]);
  // The quotation of Mia is out of sight, so nothing is told of it any more.
  expect((await notices(mia)).map(({ kind }) => kind)).toEqual(["accepted"]);
  expect(await counts(mia)).toMatchObject({ you: 1 });
});

test("what was told of a place that one may no longer read shows nothing and counts nothing", async () => {
  const { stu, max, mia, categoryId, spaceId } = forum;
  const ofMia = await listen(mia);
  const threadId = await start(categoryId, max, { body: mentioning(mia.personId, "Mia") });
  await ofMia.hears("you");
  const place = { spaceId, categoryId, isPinned: false };
  for (const isHidden of [true, false]) {
    await stu.browser.do(threads.place, {
      params: { threadId },
      input: { deedId: newId(), ...place, isHidden },
    });
    expect((await notices(mia)).length).toBe(isHidden ? 0 : 1);
    expect((await counts(mia)).you).toBe(isHidden ? 0 : 1);
  }
});

test("all can be marked as read up to a moment, and one by one; nobody marks another's", async () => {
  const { max, mia, ben, categoryId } = forum;
  const ofMia = await listen(mia);
  const threadId = await start(categoryId, max);
  for (let turn = 0; turn < 3; turn++) await answerIn(threadId, max, mentioning(mia.personId, "Mia"));
  await ofMia.hears("you", 3);
  const [latest, middle] = await notices(mia);
  expect(await ben.browser.do(doors.read, { input: { id: latest!.id } })).toEqual({ you: 0, followed: 0 });
  expect((await counts(mia)).you).toBe(3);
  expect((await mia.browser.do(doors.read, { input: { id: latest!.id } })).you).toBe(2);
  await ofMia.hears("you", 4);
  expect((await mia.browser.do(doors.readAll, { input: { upTo: middle!.at } })).you).toBe(0);
});

test("what a server that died has not told is told in the next round, and nothing twice", async () => {
  const { max, mia, categoryId } = forum;
  const ofMia = await listen(mia);
  const threadId = await start(categoryId, max, { body: mentioning(mia.personId, "Mia") });
  await ofMia.hears("you");
  await Notice.deleteMany({ personId: mia.personId });
  await Progress.updateOne({ _id: "said" }, { $set: { at: Date.now() } }, { upsert: true });
  for (let round = 0; round < 2; round++) await catchUp.run(undefined as never, async () => {});
  expect(await notices(mia)).toMatchObject([{ threadId, place: 0 }]);
  expect(await Notice.countDocuments({ personId: mia.personId })).toBe(1);
});

test("a reminder comes when its time has come, not before, once, and to nobody else", async () => {
  const { max, mia, categoryId } = forum;
  const [ofMia, ofMax] = [await listen(mia), await listen(max)];
  const postId = await start(categoryId, max);
  const params = { params: { postId } };
  const remindAt = Date.now() + 3 * 3_600_000;
  for (const wrong of [Date.now() - 1, Date.now() + 3 * 366 * 86_400_000]) {
    const answer = await mia.browser.send(threads.bookmark, params.params, { isOn: true, remindAt: wrong });
    expect(answer.status).toBe(422);
  }
  await mia.browser.do(threads.bookmark, { ...params, input: { isOn: true, remindAt } });
  expect(await notices(mia)).toEqual([]);
  vi.useFakeTimers({ toFake: ["Date"], now: remindAt + 30_000 });
  try {
    await ofMia.hears("you");
    expect(await notices(mia)).toMatchObject([{ kind: "reminder", postId, at: remindAt, isRead: false }]);
    vi.setSystemTime(remindAt + 90_000);
    await expect
      .poll(async () => (await Progress.findById("reminders"))?.at)
      .toBeGreaterThan(remindAt + 60_000);
    expect((await notices(mia)).length).toBe(1);
    expect(ofMax.heard("you")).toBe(0);
    // Reading on marks it no more than it was before: it was read long ago.
    await read(mia, postId, 1);
    expect((await counts(mia)).you).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

function quoting(replyId: Id): RichTextDocument {
  const said: RichTextDocument["content"] = [
    { type: "paragraph", content: [{ type: "text", text: "Trust comes first." }] },
  ];
  return {
    type: "doc",
    content: [
      { type: "blockquote", attrs: { replyId, author: "Mia" }, content: said },
      { type: "paragraph", content: [{ type: "text", text: "So it does." }] },
    ],
  };
}

async function show(threadId: Id, { browser }: Someone) {
  return (await browser.do(threads.show, { params: { threadId }, input: {} })).posts;
}
