import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Mailer, makeMailer } from "#server/mail/send";
import { Person } from "#server/people/people.model";
import { answerIn, buildForum, type ForumOfOurs, start } from "#server/testing/buildForum";
import { Mail } from "#server/testing/buildMail";
import { MailServer } from "#server/testing/mailServer";
import { startServer, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import type { Id } from "#shared/ids";
import { mailingEndpoints as doors } from "#shared/notifications/mailings.contract";
import { QUIET } from "./mailings";
import { Mailing } from "./mailings.model";
import { MailPreferences, MOST_REFUSALS } from "./mailPreferences.model";

const MINUTE = 60_000;

let server: TestServer;
let smtp: MailServer;
let mailer: Mailer;
let mail: Mail;
let forum: ForumOfOurs;
let address: string;
beforeAll(async () => {
  server = await startServer();
  smtp = await MailServer.start();
  mailer = makeMailer({ smtpUrl: smtp.url, mailFrom: { name: "Throughline", address: "line@example.edu" } });
}, 60_000);
afterAll(async () => {
  mailer.close();
  await smtp.close();
  await server.close();
});
beforeEach(async () => {
  forum = await buildForum(server);
  mail = new Mail(server, { mailer });
  address = (await Person.findById(forum.mia.personId).lean<{ email: string }>())?.email ?? "";
  await forum.mia.browser.do(doors.choose, {
    input: { mode: "batched", weekday: 1, hour: 8, timeZone: null, wantsDirect: true },
  });
});
afterEach(() => {
  smtp.behaviour = {};
});

async function sayInAThread(title = "How do you begin?"): Promise<Id> {
  const threadId = await start(forum.categoryId, forum.max, { title });
  await forum.mia.browser.do(threadEndpoints.follow, { params: { threadId }, input: { level: "follow" } });
  return threadId;
}

const taken = () => smtp.taken.filter(({ to }) => to === address);
const planned = () => Mailing.find({ personId: forum.mia.personId }).sort({ plannedAt: 1 }).lean();

test("a letter says by its headers what it is, how it is ended, and what it answers", async () => {
  const threadId = await sayInAThread();
  await mail.after(QUIET);
  await answerIn(threadId, forum.ben, "A second letter of the same thread.");
  await mail.after(QUIET + 6 * MINUTE);
  const [first, second] = taken().map(({ mail: letter }) => {
    const headers = new Map(letter.headers.map(({ key, value }) => [key, value]));
    return { letter, headers };
  });
  const token = /token=(\S+)/.exec(first?.letter.text ?? "")?.[1];
  expect(first?.headers.get("list-unsubscribe")).toBe(
    `<https://line.example/api/mailings/one-click/${token}>`,
  );
  expect(first?.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  expect(first?.headers.get("list-id")).toBe(`<${forum.spaceId}.spaces.line.example>`);
  expect(first?.headers.get("auto-submitted")).toBe("auto-generated");
  expect(first?.letter.messageId).toMatch(/^<[0-9a-f]{40}@line\.example>$/);
  expect(second?.letter.messageId).not.toBe(first?.letter.messageId);
  expect(second?.headers.get("references")).toBe(first?.headers.get("references"));
  expect(second?.headers.get("in-reply-to")).toBe(first?.headers.get("references"));
  expect(first?.letter.from).toEqual({ name: "Throughline", address: "line@example.edu" });
});

test("what people wrote is plain words in it, and nothing is fetched when it is read", async () => {
  await sayInAThread('Free money at https://evil.example <img src="https://evil.example/x.png">');
  await mail.after(QUIET);
  const [letter] = taken().map(({ mail: one }) => one);
  expect(letter?.subject).toBe("Throughline: Free money at <img");
  expect(letter?.html).not.toMatch(/<img|<link|<style|<script|url\(|src="/);
  const links = [...(letter?.html ?? "").matchAll(/href="([^"]+)"/g)].map(([, href]) => href);
  expect(links.length).toBeGreaterThan(3);
  for (const href of links) expect(href).toMatch(/^https:\/\/line\.example\//);
});

test("a mail server that is away is asked again, ever more rarely, and gets each mail once", async () => {
  await sayInAThread();
  smtp.behaviour = { refuse: () => ({ status: 451 }) };
  await mail.after(QUIET);
  await mail.after(MINUTE);
  await mail.after(30_000);
  expect(await planned()).toMatchObject([{ state: "planned", attempts: 2, problem: "451" }]);
  smtp.behaviour = {};
  await mail.after(90_000);
  await mail.after(60 * MINUTE);
  expect(taken()).toHaveLength(1);
  expect(await planned()).toMatchObject([{ state: "sent", attempts: 3, tryAt: null }]);
});

test("a mail that finds no way for days is given up, with the reason noted", async () => {
  await sayInAThread();
  smtp.behaviour = { refuse: () => ({ status: 421 }) };
  await mail.after(QUIET);
  for (let day = 0; day < 5; day++) await mail.after(24 * 60 * MINUTE);
  expect(await planned()).toMatchObject([{ state: "failed", problem: "421" }]);
  smtp.behaviour = {};
  await mail.after(24 * 60 * MINUTE);
  expect(taken()).toEqual([]);
});

test("a mailbox that refuses for good is not asked again, and after some mails is let alone", async () => {
  smtp.behaviour = { refuse: (to) => (to === address ? { status: 550 } : null) };
  for (let turn = 0; turn < MOST_REFUSALS; turn++) {
    await sayInAThread();
    await mail.after(QUIET + 6 * MINUTE);
    await mail.after(60 * MINUTE);
  }
  const mails = await planned();
  expect(mails).toHaveLength(MOST_REFUSALS);
  for (const one of mails)
    expect(one).toMatchObject({ state: "failed", attempts: 1, problem: "mailbox 550" });
  expect((await forum.mia.browser.do(doors.show, {})).isRefused).toBe(true);
  expect(await MailPreferences.findById(forum.mia.personId).lean()).toMatchObject({ nextAt: null });
  await sayInAThread();
  await mail.after(60 * MINUTE);
  expect(await planned()).toHaveLength(MOST_REFUSALS);

  smtp.behaviour = {};
  const input = { mode: "batched", weekday: 1, hour: 8, timeZone: null, wantsDirect: true } as const;
  expect((await forum.mia.browser.do(doors.choose, { input })).isRefused).toBe(false);
}, 60_000);
