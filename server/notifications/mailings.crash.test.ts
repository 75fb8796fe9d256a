import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Outbox } from "#server/mail/outbox.model";
import { makeMailer } from "#server/mail/send";
import { Person } from "#server/people/people.model";
import { answerIn, buildForum, mentioning, start } from "#server/testing/buildForum";
import { Mail, mailTo } from "#server/testing/buildMail";
import { type Behaviour, MailServer } from "#server/testing/mailServer";
import { programOf } from "#server/testing/programs";
import { startServer, TEST_SECRET, type TestServer } from "#server/testing/startServer";
import { threadEndpoints } from "#shared/forums/threads.endpoints";
import { mailingEndpoints } from "#shared/notifications/mailings.contract";
import { LEASE, QUIET } from "./mailings";
import { Mailing } from "./mailings.model";

/*
 * A process that mails is killed, again and again, at every moment that matters, and another goes on. Each mail is there
 * exactly once by its name; and it is handed over twice only where the mail server had it and that was not noted yet.
 */

const MINUTE = 60_000;

let server: TestServer;
let smtp: MailServer;
beforeAll(async () => {
  server = await startServer();
  smtp = await MailServer.start();
}, 120_000);
afterAll(async () => {
  await smtp.close();
  await server.close();
});

const THREADS = 3;

/** Somebody with a few threads in each of which there is something new; answers their address. */
async function sayThings(): Promise<string> {
  const { categoryId, max, mia, ben } = await buildForum(server);
  const chosen = { mode: "batched", weekday: 1, hour: 8, timeZone: null, wantsDirect: true } as const;
  await mia.browser.do(mailingEndpoints.choose, { input: chosen });
  for (let turn = 0; turn < THREADS; turn++) {
    const threadId = await start(categoryId, max);
    await mia.browser.do(threadEndpoints.follow, { params: { threadId }, input: { level: "follow" } });
    await answerIn(threadId, ben, "A word.");
  }
  return (await Person.findById(mia.personId).lean<{ email: string }>())?.email ?? "";
}

/** Mails what is due when it has been quiet for a while, in a process that dies at that moment. */
async function mailAndDie(smtpUrl: string, moment: string): Promise<ChildProcess> {
  const words = [server.storeUri, smtpUrl, TEST_SECRET, String(QUIET + MINUTE), ...moment.split(" ")];
  const child = spawn(process.execPath, [programOf("mailWorker"), ...words], { stdio: "inherit" });
  await once(child, "spawn");
  return child;
}

/** Another process comes, minutes later, when what the dead one held has grown old; twice, to see that no more follows. */
async function goOn(smtpUrl: string | null): Promise<void> {
  const mailer = makeMailer({ smtpUrl, mailFrom: { name: "Throughline", address: "line@example.edu" } });
  const mail = new Mail(server, { mailer });
  await mail.after(QUIET + LEASE + 2 * MINUTE);
  await mail.after(QUIET + MINUTE);
  mailer.close();
}

const moments = {
  "before it has planned": "before update mailings $setOnInsert",
  "once it has planned": "after update mailings $setOnInsert",
  "before it notes how far threads are mailed": "before update mailedThreads mailedTo",
  "before it says when it looks again": "before update mailPreferences nextAt",
  "before it claims": "before findAndModify mailings attempts",
  "once it has claimed": "after findAndModify mailings attempts",
  "before it notes that it sent": `before update mailings "sent"`,
  "once it has noted that it sent": `after update mailings "sent"`,
};
/** Mails go side by side: when one of them has been noted, the others may still be in the window. */
const inTheWindow = ["before it notes that it sent", "once it has noted that it sent"];

describe("over SMTP, killed", () => {
  test.each(Object.entries(moments))(
    "%s, each mail goes out once",
    async (name, moment) => {
      const address = await sayThings();
      const child = await mailAndDie(smtp.url, moment);
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      await goOn(smtp.url);
      await expectOnce(address, inTheWindow.includes(name));
      if (name === "once it has noted that it sent") expect([...smtp.takenBy(address).values()]).toContain(1);
    },
    120_000,
  );

  test.each([
    ["while it hands one over", "duringData", false],
    ["when one was taken and that was not said yet", "beforeReply", true],
  ] as const)(
    "%s, each mail goes out once",
    async (_name, at, isInWindow) => {
      const address = await sayThings();
      const child = await mailAndDie(smtp.url, "never");
      const gone = once(child, "exit");
      smtp.behaviour = dieOnce(child, gone, at);
      expect(await gone).toEqual([null, "SIGKILL"]);
      smtp.behaviour = {};
      await goOn(smtp.url);
      await expectOnce(address, isInWindow);
    },
    120_000,
  );
});

describe("with the outbox of a development server, killed", () => {
  const ofOutbox = {
    "before it keeps": "before update outbox messageId",
    "once it has kept": "after update outbox messageId",
  };
  test.each(Object.entries({ ...moments, ...ofOutbox }))(
    "%s, each mail is kept once",
    async (_name, moment) => {
      const address = await sayThings();
      const child = await mailAndDie("", moment);
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      await goOn(null);
      expect(await Outbox.countDocuments({ to: address })).toBe(THREADS);
      expect(await Mailing.countDocuments({ state: "planned" })).toBe(0);
    },
    120_000,
  );
});

describe("with what was said to somebody, killed", () => {
  const ofDirect = {
    "before it puts things into a mail": "before update notices mailId",
    "once it has put them there": "after update notices mailId",
    "before it has planned": "before update mailings $setOnInsert",
    "once it has planned": "after update mailings $setOnInsert",
    "before it notes that nothing waits": `before update notices "mailAt":null`,
    "once it has noted that nothing waits": `after update notices "mailAt":null`,
    "once it has kept": "after update outbox messageId",
  };
  test.each(Object.entries(ofDirect))(
    "%s, all of it is told once",
    async (_name, moment) => {
      const { categoryId, max, mia } = await buildForum(server);
      const threadId = await start(categoryId, max);
      for (let turn = 0; turn < 2; turn++) await answerIn(threadId, max, mentioning(mia.personId, "Mia"));
      const child = await mailAndDie("", moment);
      expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
      // What is said once it is dead is told by another mail.
      await answerIn(threadId, max, mentioning(mia.personId, "Mia"));
      await goOn(null);
      const letters = await mailTo(mia.personId);
      const told = letters.flatMap(({ text }) =>
        [...text.matchAll(/threads\/\w+\/(\d)/g)].map(([, at]) => at),
      );
      expect(told.sort()).toEqual(["1", "2", "3"]);
      expect(await Mailing.countDocuments({ state: "planned" })).toBe(0);
    },
    120_000,
  );
});

function dieOnce(child: ChildProcess, gone: Promise<unknown>, at: "duringData" | "beforeReply"): Behaviour {
  return {
    async [at]() {
      child.kill("SIGKILL");
      await gone;
    },
  };
}

/** By its name each is there once; in the window those may be taken twice that were on their way side by side. */
async function expectOnce(address: string, isInWindow: boolean): Promise<void> {
  const taken = [...smtp.takenBy(address).values()];
  expect(taken).toHaveLength(THREADS);
  if (!isInWindow) expect(taken).toEqual(taken.map(() => 1));
  expect(Math.max(...taken)).toBeLessThanOrEqual(2);
  expect(await Mailing.countDocuments({ state: "planned" })).toBe(0);
}
