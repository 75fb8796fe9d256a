import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Role } from "#server/campuses/roles.model";
import { listenersAreDone } from "#server/live/publish";
import { Person } from "#server/people/people.model";
import { answerIn, buildForum, type ForumOfOurs, mentioning, start } from "#server/testing/buildForum";
import { Mail, mailTo } from "#server/testing/buildMail";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import {
  mailingEndpoints as doors,
  type MailPreferencesInput,
} from "#shared/notifications/mailings.contract";
import { noticeEndpoints } from "#shared/notifications/notices.contract";
import { QUIET } from "./mailings";
import { Mailing } from "./mailings.model";
import { MailPreferences, MOST_REFUSALS } from "./mailPreferences.model";
import { remind } from "./tellOfPosts.commands";

const MINUTE = 60_000;

let server: TestServer;
let forum: ForumOfOurs;
let mail: Mail;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  forum = await buildForum(server);
  mail = new Mail(server);
});

const choose = (chosen: Partial<MailPreferencesInput>) =>
  forum.mia.browser.do(doors.choose, {
    input: { mode: "none", weekday: 1, hour: 8, timeZone: null, wantsDirect: true, ...chosen },
  });

/** Somebody names another in a thread of their own; answers the thread and the post. */
async function mention(who: Someone, by: Someone = forum.max, title = "What helped?") {
  const threadId = await start(forum.categoryId, by, { title });
  const fact = await answerIn(threadId, by, mentioning(who.personId, who.name));
  await listenersAreDone();
  return { threadId, postId: fact.data.post.id };
}

const read = (threadId: Id) =>
  forum.mia.browser.do(threadEndpoints.noteRead, { params: { threadId }, input: { readTo: 2 } });
const hide = (postId: Id) =>
  forum.stu.browser.do(threadEndpoints.hide, {
    params: { postId },
    input: { deedId: newId(), reason: "Not kind.", isHidden: true },
  });
const letters = () => mailTo(forum.mia.personId);

test("whoever was mentioned and has not come for ten minutes gets one mail of all that was said to them", async () => {
  const { threadId } = await mention(forum.mia);
  await mail.after(9 * MINUTE);
  expect(await letters()).toEqual([]);
  await mention(forum.mia, forum.ben, "And elsewhere?");
  await mail.after(MINUTE);
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter?.subject).toBe("Throughline: 2 things that were said to you");
  expect(letter?.text).toMatch(
    /What helped\?\nYou were mentioned here\.\n\nMax \(Alder State\) wrote:\n@Mia, what do you think\?/,
  );
  expect(letter?.text).toMatch(/And elsewhere\?[\s\S]*Ben \(Birch College\) wrote:/);
  expect(letter?.text).toContain(`https://line.example/threads/${threadId}/1`);
  expect(letter?.text).toContain("said to you yourself");
  await mail.after(60 * MINUTE);
  expect(await letters()).toHaveLength(1);
});

test("one thing is told by its own subject, in the reader’s language", async () => {
  await mention(forum.mia);
  await mail.after(QUIET);
  expect((await letters())[0]?.subject).toBe("Throughline: You were mentioned in “What helped?”");
  await Person.updateOne({ _id: forum.mia.personId }, { $set: { language: "es" } });
  const threadId = await start(forum.categoryId, forum.max, { title: "Un hilo" });
  await remind({ personId: forum.mia.personId, remindAt: Date.now(), postId: threadId, threadId, place: 0 });
  const { threadId: own, postId } = await mention(forum.max, forum.mia, "Mi hilo");
  await hide(postId);
  await mail.after(QUIET);
  const later = (await letters())[1];
  expect(later?.subject).toBe("Throughline: 2 novedades para usted");
  expect(later?.text).toContain("Quiso que se le recordara esto.");
  expect(later?.text).toContain("Un mensaje suyo se retiró de la vista. El motivo: Not kind.");
  expect(later?.text).toContain(`/threads/${own}/1`);
});

test("what was read first is not mailed, also after it was planned", async () => {
  const first = await mention(forum.mia);
  await read(first.threadId);
  await mail.after(QUIET);
  expect(await letters()).toEqual([]);
  const [second, third] = [await mention(forum.mia), await mention(forum.mia)];
  const away = { isKept: false, close() {}, send: () => Promise.reject(new Error("away")) };
  await new Mail(server, { mailer: away }).after(2 * QUIET);
  expect(await Mailing.find({ personId: forum.mia.personId }).lean()).toMatchObject([
    { kind: "direct", state: "planned", attempts: 1 },
  ]);
  await read(second.threadId);
  await mail.after(3 * QUIET);
  const [letter, ...others] = await letters();
  expect(others).toEqual([]);
  expect(letter?.text).toContain(third.threadId);
  expect(letter?.text).not.toContain(second.threadId);
  await mention(forum.mia);
  await forum.mia.browser.do(noticeEndpoints.readAll, { input: { upTo: Date.now() } });
  await mail.after(QUIET);
  expect(await letters()).toHaveLength(1);
});

test("nothing is told of what they may not read any more, is not shown, or whose mails they have ended", async () => {
  const held = { role: "steward", scopeKind: "alliance", scopeId: server.world.programs.northern } as const;
  const sten = await buildSomeone(server, "Sten", server.world.campuses.dogwood, [held]);
  await mention(sten);
  await hide((await mention(forum.mia)).postId);
  const { postId } = await mention(forum.mia);
  await forum.max.browser.do(threadEndpoints.withdraw, { params: { postId }, input: { deedId: newId() } });
  await Role.deleteMany({ personId: sten.personId });
  await mail.after(QUIET);
  expect([await mailTo(sten.personId), await letters()]).toEqual([[], []]);
  // Max is told that a post of his was hidden.
  expect((await mailTo(forum.max.personId)).map(({ subject }) => subject)).toEqual([
    "Throughline: A post of yours in “What helped?” was taken out of sight",
  ]);
});

test("it comes whatever holds for what they follow, until they end it by its link", async () => {
  await choose({ mode: "none" });
  await mention(forum.mia);
  await mail.after(QUIET);
  const token = /unsubscribe\?token=(\S+)/.exec((await letters())[0]?.text ?? "")?.[1] ?? "";
  const visitor = server.visit();
  expect(await visitor.do(doors.find, { input: { token } })).toEqual({ kind: "direct", isOff: false });
  const ended = await visitor.raw(`/api/mailings/one-click/${token}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: "List-Unsubscribe=One-Click",
  });
  expect(ended.status).toBe(200);
  await mention(forum.mia);
  await mail.after(QUIET);
  expect(await letters()).toHaveLength(1);
  expect(await forum.mia.browser.do(doors.show, {})).toMatchObject({ mode: "none", wantsDirect: false });
  const input = { token, isOff: false };
  expect(await visitor.do(doors.unsubscribe, { input })).toEqual({ kind: "direct", isOff: false });
  await mention(forum.mia);
  await mail.after(QUIET);
  // What was said while it was ended is not made up for.
  expect((await letters())[1]?.subject).toBe("Throughline: You were mentioned in “What helped?”");
  expect(await letters()).toHaveLength(2);
});

test("who has only chosen that they want no mail, and whose mailbox refuses it, gets none", async () => {
  await choose({ mode: "none" });
  await MailPreferences.updateOne({ _id: forum.mia.personId }, { $unset: { wantsDirect: 1 } });
  expect((await forum.mia.browser.do(doors.show, {})).wantsDirect).toBe(false);
  await mention(forum.mia);
  await mail.after(QUIET);
  await choose({ mode: "weekly" });
  await MailPreferences.updateOne({ _id: forum.mia.personId }, { $set: { refusals: MOST_REFUSALS } });
  await mention(forum.mia);
  await mail.after(QUIET);
  expect(await letters()).toEqual([]);
});

test("who is mailed of each thread is not told by two mails what was said to them alone", async () => {
  await choose({ mode: "batched" });
  const threadId = await start(forum.categoryId, forum.max);
  await forum.mia.browser.do(threadEndpoints.follow, { params: { threadId }, input: { level: "follow" } });
  await forum.mia.browser.do(threadEndpoints.noteRead, { params: { threadId }, input: { readTo: 1 } });
  await answerIn(threadId, forum.ben, mentioning(forum.mia.personId, "Mia"));
  await mail.after(QUIET + 6 * MINUTE);
  await mail.after(60 * MINUTE);
  expect((await letters()).map(({ subject }) => subject)).toEqual([
    expect.stringContaining("You were mentioned"),
  ]);
  await answerIn(threadId, forum.ben, "And something for everybody.");
  await mail.after(QUIET + 6 * MINUTE);
  expect((await letters())[1]?.text).toContain("And something for everybody.");
});

test("however many servers wake at once, it is told once", async () => {
  for (let turn = 0; turn < 4; turn++) await mention(forum.mia);
  const servers = Array.from({ length: 4 }, () => new Mail(server));
  await Promise.all(servers.map((one) => one.after(QUIET)));
  const told = (await letters()).flatMap(({ text }) => text.match(/threads\/\w+/g) ?? []);
  expect(new Set(told).size).toBe(4);
  expect(told).toHaveLength(4);
});
