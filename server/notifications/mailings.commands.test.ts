import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { Role } from "#server/campuses/roles.model";
import { Post } from "#server/forums/posts.model";
import { Thread } from "#server/forums/threads.model";
import { Person } from "#server/people/people.model";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { Mail, mailTo } from "#server/testing/buildMail";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import {
  mailingEndpoints as doors,
  type MailPreferencesInput,
} from "#shared/notifications/mailings.contract";
import { Mailing } from "./mailings.model";
import { MailPreferences } from "./mailPreferences.model";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const WEEK = 7 * 24 * HOUR;

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

const choose = ({ browser }: Pick<Someone, "browser">, chosen: Partial<MailPreferencesInput> = {}) =>
  browser.do(doors.choose, {
    input: { mode: "batched", weekday: 1, hour: 8, timeZone: null, wantsDirect: true, ...chosen },
  });
const follow = ({ browser }: Pick<Someone, "browser">, threadId: Id, level: "follow" | "mute" = "follow") =>
  browser.do(threadEndpoints.follow, { params: { threadId }, input: { level } });
const read = ({ browser }: Pick<Someone, "browser">, threadId: Id, readTo: number) =>
  browser.do(threadEndpoints.noteRead, { params: { threadId }, input: { readTo } });

/** A thread of Max's that Mia has read so far and follows, by batched mail. */
async function followedThread(title = "How do you begin?"): Promise<Id> {
  await choose(forum.mia);
  const threadId = await start(forum.categoryId, forum.max, { title });
  await follow(forum.mia, threadId);
  await read(forum.mia, threadId, 1);
  return threadId;
}

describe("batched mail of a thread", () => {
  test("goes out once it has been quiet for ten minutes, with everything that is new", async () => {
    const threadId = await followedThread();
    await answerIn(threadId, forum.ben, "First word.");
    await answerIn(threadId, forum.max, "Second word.");
    await mail.after(9 * MINUTE);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
    await mail.after(MINUTE);
    const [letter, ...others] = await mailTo(forum.mia.personId);
    expect(others).toEqual([]);
    expect(letter?.subject).toBe("Throughline: How do you begin?");
    expect(letter?.text).toMatch(/Ben \(Birch College\) wrote:\nFirst word\.[\s\S]*Max[\s\S]*Second word\./);
    expect(letter?.text).toContain("2 new posts");
    expect(letter?.text).toContain(`https://line.example/threads/${threadId}/1`);
    await mail.after(WEEK);
    expect(await mailTo(forum.mia.personId)).toHaveLength(1);
    // Who said it all is told nothing of it.
    expect(await mailTo(forum.max.personId)).toEqual([]);
  });

  test("waits no longer than two hours for people who go on talking", async () => {
    const threadId = await followedThread();
    await answerIn(threadId, forum.ben, "First word.");
    await mail.wake();
    // It is still being talked in when the first word is nearly two hours old.
    await Post.updateOne({ threadId, place: 1 }, { $inc: { at: -(2 * HOUR - 5 * MINUTE) } });
    await MailPreferences.updateOne({ _id: forum.mia.personId }, { $set: { since: 0 } });
    await Thread.updateOne({ _id: threadId }, { $set: { lastAt: Date.now() } });
    await mail.after(4 * MINUTE);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
    await mail.after(2 * MINUTE);
    expect(await mailTo(forum.mia.personId)).toHaveLength(1);
  });

  test("tells the next time only of what came since", async () => {
    const threadId = await followedThread();
    await answerIn(threadId, forum.ben, "First word.");
    await mail.after(11 * MINUTE);
    await answerIn(threadId, forum.ben, "Second word.");
    await mail.after(11 * MINUTE);
    const letters = await mailTo(forum.mia.personId);
    expect(letters).toHaveLength(2);
    expect(letters[1]?.text).toContain("Second word.");
    expect(letters[1]?.text).not.toContain("First word.");
    expect(letters[1]?.messageId).not.toBe(letters[0]?.messageId);
  });

  test("is dropped when it was read first, also after it was planned", async () => {
    const threadId = await followedThread();
    await answerIn(threadId, forum.ben, "A word.");
    await read(forum.mia, threadId, 2);
    await mail.after(11 * MINUTE);
    await answerIn(threadId, forum.ben, "Another.");
    const late = new Mail(server, {
      mailer: { isKept: false, close() {}, send: () => Promise.reject(new Error("away")) },
    });
    await late.after(22 * MINUTE);
    const [planned] = await Mailing.find({ personId: forum.mia.personId }).lean();
    expect(planned).toMatchObject({ state: "planned", attempts: 1, problem: "Error" });
    await read(forum.mia, threadId, 3);
    await mail.after(HOUR);
    expect(await Mailing.findById(planned?._id).lean()).toMatchObject({ state: "dropped", tryAt: null });
    expect(await mailTo(forum.mia.personId)).toEqual([]);
  });

  test("tells nothing of what is hidden, taken back, muted, or said by oneself", async () => {
    const threadId = await followedThread();
    const postIdOf = (fact: unknown) => (fact as { data: { post: { id: Id } } }).data.post.id;
    const hidden = postIdOf(await answerIn(threadId, forum.ben, "To be hidden."));
    const back = postIdOf(await answerIn(threadId, forum.ben, "To be taken back."));
    await forum.stu.browser.do(threadEndpoints.hide, {
      params: { postId: hidden },
      input: { deedId: newId(), reason: "Not kind.", isHidden: true },
    });
    await forum.ben.browser.do(threadEndpoints.withdraw, {
      params: { postId: back },
      input: { deedId: newId() },
    });
    await mail.after(11 * MINUTE);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
    const muted = await start(forum.categoryId, forum.max);
    await follow(forum.mia, muted, "mute");
    await answerIn(muted, forum.ben, "Not heard.");
    await answerIn(threadId, forum.mia, "My own.");
    await mail.after(11 * MINUTE);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
  });

  test("is not written to whoever may not read the thread any more, nor to an unconfirmed address", async () => {
    const held = { role: "steward", scopeKind: "alliance", scopeId: server.world.programs.northern } as const;
    const sten = await buildSomeone(server, "Sten", server.world.campuses.dogwood, [held]);
    const threadId = await start(forum.categoryId, forum.max);
    for (const one of [sten, forum.mia]) {
      await choose(one);
      await follow(one, threadId);
    }
    await answerIn(threadId, forum.ben, "A word.");
    await Role.deleteMany({ personId: sten.personId });
    await Person.updateOne({ _id: forum.mia.personId }, { $set: { emailVerified: false } });
    await mail.after(11 * MINUTE);
    expect([await mailTo(sten.personId), await mailTo(forum.mia.personId)]).toEqual([[], []]);
  });

  test("says nothing of what was said before it was chosen", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await follow(forum.mia, threadId);
    await answerIn(threadId, forum.ben, "Long ago.");
    await choose(forum.mia);
    await mail.after(11 * MINUTE);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
  });
});

describe("a digest", () => {
  test("comes by default once a week, at its hour, of everything followed, and not where nothing is new", async () => {
    await mail.wake();
    expect(await MailPreferences.findById(forum.mia.personId).lean()).toMatchObject({ mode: "weekly" });
    const threads = [await start(forum.categoryId, forum.max, { title: "One" })];
    threads.push(await start(forum.categoryId, forum.ben, { title: "Another" }));
    for (const threadId of threads) await follow(forum.mia, threadId);
    await mail.after(WEEK);
    const [letter, ...others] = await mailTo(forum.mia.personId);
    expect(others).toEqual([]);
    expect(letter?.subject).toMatch(/^Throughline: What is new in the threads that you follow, \w+ \d+$/);
    expect(letter?.text).toMatch(/Another[\s\S]*One/);
    expect(letter?.text).toContain("https://line.example/unsubscribe?token=");
    await mail.after(WEEK);
    expect(await mailTo(forum.mia.personId)).toHaveLength(1);
    expect(await mailTo(forum.ola.personId)).toEqual([]);
  });

  test("keeps to the hour and the zone that were chosen, and to the reader’s language", async () => {
    await Person.updateOne({ _id: forum.mia.personId }, { $set: { language: "es" } });
    await choose(forum.mia, { mode: "daily", hour: 17, timeZone: "Asia/Kathmandu" });
    const record = await MailPreferences.findById(forum.mia.personId).lean();
    const at = new Date(record?.nextAt ?? 0);
    expect([at.getUTCHours(), at.getUTCMinutes()]).toEqual([11, 15]);
    const threadId = await start(forum.categoryId, forum.max);
    await follow(forum.mia, threadId);
    await mail.after(at.getTime() - Date.now() - MINUTE);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
    await mail.after(2 * MINUTE);
    const [letter] = await mailTo(forum.mia.personId);
    expect(letter?.subject).toMatch(/^Throughline: Qué hay de nuevo en los hilos que sigue, \d+ de \p{L}+$/u);
    expect(letter?.text).toContain("escribió:");
  });

  test("is not sent to who wants none", async () => {
    const threadId = await start(forum.categoryId, forum.max);
    await follow(forum.mia, threadId);
    await choose(forum.mia, { mode: "none" });
    await answerIn(threadId, forum.ben, "A word.");
    await mail.after(WEEK);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
    await choose(forum.mia, { mode: "weekly" });
    await mail.after(WEEK);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
  });
});

test("however many servers wake at once, each mail goes out once", async () => {
  const people = [forum.mia, forum.stu];
  const threads: Id[] = [];
  for (let turn = 0; turn < 4; turn++) threads.push(await start(forum.categoryId, forum.max));
  for (const one of people) {
    await choose(one);
    for (const threadId of threads) await follow(one, threadId);
  }
  for (const threadId of threads) await answerIn(threadId, forum.ben, "A word.");
  await mail.after(0);
  const servers = Array.from({ length: 4 }, () => new Mail(server));
  await Promise.all(servers.map((one) => one.after(11 * MINUTE)));
  for (const { personId } of people) {
    const letters = await mailTo(personId);
    expect(letters).toHaveLength(threads.length);
    expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(threads.length);
    expect(await Mailing.find({ personId, attempts: 1, state: "sent" }).lean()).toHaveLength(threads.length);
  }
}, 60_000);
