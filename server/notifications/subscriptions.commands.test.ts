import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { keptSecret } from "#server/config";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { Mail, mailTo } from "#server/testing/buildMail";
import { hashStore } from "#server/testing/matrix/storeHash";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import { mailingEndpoints as doors, type MailMode } from "#shared/notifications/mailings.contract";
import { toToken } from "./subscriptions";

const QUIET_AND_MORE = 11 * 60_000;

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

const choose = (mode: MailMode) =>
  forum.mia.browser.do(doors.choose, {
    input: { mode, weekday: 1, hour: 8, timeZone: null, wantsDirect: true },
  });

async function followedThread(): Promise<Id> {
  const threadId = await start(forum.categoryId, forum.max);
  const input = { level: "follow" } as const;
  await forum.mia.browser.do(threadEndpoints.follow, { params: { threadId }, input });
  return threadId;
}

const tokenIn = (text = "") => /unsubscribe\?token=(\S+)/.exec(text)?.[1] ?? "";
const tokenOf = (target: string) =>
  toToken({ personId: forum.mia.personId, target }, keptSecret(server.config));

/** As a mail service posts it: no cookie, no origin of ours, a form. */
const oneClick = (token: string, headers: Record<string, string> = {}) =>
  server.visit().raw(`/api/mailings/one-click/${token}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: "List-Unsubscribe=One-Click",
  });

describe("the link of a thread’s mail", () => {
  test("ends that thread’s mails and no others, signed out, and may be taken back", async () => {
    await choose("batched");
    const [one, other] = [await followedThread(), await followedThread()];
    await mail.after(QUIET_AND_MORE);
    const letter = (await mailTo(forum.mia.personId)).find(({ text }) => text.includes(one));
    const token = tokenIn(letter?.text);
    const visitor = server.visit();
    expect(await visitor.do(doors.find, { input: { token } })).toEqual({ kind: "thread", isOff: false });
    expect(await visitor.do(doors.unsubscribe, { input: { token, isOff: true } })).toEqual({
      kind: "thread",
      isOff: true,
    });
    for (const threadId of [one, other]) await answerIn(threadId, forum.ben, "Later.");
    await mail.after(QUIET_AND_MORE);
    const later = (await mailTo(forum.mia.personId)).filter(({ text }) => text.includes("Later."));
    expect(later.map(({ text }) => [text.includes(one), text.includes(other)])).toEqual([[false, true]]);

    await visitor.do(doors.unsubscribe, { input: { token, isOff: false } });
    await answerIn(one, forum.ben, "Later still.");
    await mail.after(QUIET_AND_MORE);
    const last = (await mailTo(forum.mia.personId)).filter(({ text }) => text.includes("Later still."));
    expect(last).toHaveLength(1);
  });

  test("still holds when the mail was planned before", async () => {
    await choose("batched");
    const threadId = await followedThread();
    const away = { isKept: false, close() {}, send: () => Promise.reject(new Error("away")) };
    await new Mail(server, { mailer: away }).after(QUIET_AND_MORE);
    await server.visit().do(doors.unsubscribe, { input: { token: tokenOf(threadId), isOff: true } });
    await mail.after(QUIET_AND_MORE * 3);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
  });
});

describe("the link of a digest", () => {
  test("ends the digests, and taking it back brings the former choice", async () => {
    await choose("daily");
    const token = tokenOf("digest");
    const visitor = server.visit();
    await visitor.do(doors.unsubscribe, { input: { token, isOff: true } });
    expect(await forum.mia.browser.do(doors.show, {})).toMatchObject({ mode: "none", hour: 8 });
    await followedThread();
    await mail.after(48 * 60 * 60_000);
    expect(await mailTo(forum.mia.personId)).toEqual([]);
    // Twice is once.
    await visitor.do(doors.unsubscribe, { input: { token, isOff: true } });
    await visitor.do(doors.unsubscribe, { input: { token, isOff: false } });
    expect(await forum.mia.browser.do(doors.show, {})).toMatchObject({ mode: "daily", hour: 8 });
  });
});

describe("one click", () => {
  test("ends it as a mail service sends it, from anywhere, and needs nothing but the token", async () => {
    await choose("weekly");
    for (const headers of [{}, { origin: "https://mail.example" }, { "sec-fetch-site": "cross-site" }]) {
      await choose("weekly");
      expect((await oneClick(tokenOf("digest"), headers as Record<string, string>)).status).toBe(200);
      expect((await forum.mia.browser.do(doors.show, {})).mode).toBe("none");
    }
  });

  test("changes nothing where the address is only opened, and leads to the page with the button", async () => {
    await choose("weekly");
    const before = await hashStore();
    const token = tokenOf("digest");
    const opened = await server.visit().raw(`/api/mailings/one-click/${token}`);
    expect([opened.status, opened.headers.location]).toEqual([303, `/unsubscribe?token=${token}`]);
    await server.visit().do(doors.find, { input: { token } });
    expect(await hashStore()).toBe(before);
  });
});

test("a token that is not ours ends nothing and tells nothing", async () => {
  await choose("weekly");
  const threadId = await followedThread();
  const own = tokenOf("digest");
  const before = await hashStore();
  const wrong = [
    own.slice(0, -1),
    own.replace("digest", threadId),
    own.replace(forum.mia.personId, forum.max.personId),
    tokenOf(threadId).replace(threadId, newId()),
    toToken({ personId: forum.mia.personId, target: "digest" }, "another secret of another deployment"),
    toToken({ personId: newId(), target: "digest" }, keptSecret(server.config)),
    "x",
  ];
  for (const token of wrong) {
    const visitor = server.visit();
    const answers = [
      await visitor.try(doors.find, { input: { token } }),
      await visitor.try(doors.unsubscribe, { input: { token, isOff: true } }),
      await oneClick(token),
    ];
    expect([token, answers.map(({ status }) => status)]).toEqual([token, [404, 404, 404]]);
  }
  expect(await hashStore()).toBe(before);
});

test("how somebody is written to is shown to them and checked", async () => {
  expect(await forum.mia.browser.do(doors.show, {})).toEqual({
    ...{ mode: "weekly", weekday: 1, hour: 8, timeZone: null, wantsDirect: true },
    ...{ campusTimeZone: "America/Los_Angeles", isRefused: false },
  });
  const input = {
    mode: "daily",
    weekday: 7,
    hour: 23,
    timeZone: "Europe/Madrid",
    wantsDirect: false,
  } as const;
  expect(await forum.mia.browser.do(doors.choose, { input })).toMatchObject(input);
  for (const wrong of [
    { hour: 24 },
    { weekday: 0 },
    { timeZone: "Mars/Base" },
    { mode: "hourly" },
    { hour: 1.5 },
  ])
    expect((await forum.mia.browser.send(doors.choose, {}, { ...input, ...wrong })).status).toBe(422);
  expect(await forum.mia.browser.do(doors.show, {})).toMatchObject(input);
  expect(await forum.max.browser.do(doors.show, {})).toMatchObject({ mode: "weekly" });
});
