import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildRoom } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { liveAnHour } from "#server/testing/wholeHour";
import { accountEndpoints as accounts } from "#shared/accounts/accounts.contract";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { newId } from "#shared/ids";

let server: TestServer;
const lines: string[] = [];
beforeAll(async () => {
  const log = pino({ level: "trace" }, { write: (line: string) => void lines.push(line) });
  server = await startServer({ log, isDemo: true });
});
afterAll(() => server.close());

test("the log of a whole hour, and of coming there, holds no word, address, cookie, token, code or id", async () => {
  const { programs, campuses } = server.world;
  const stranger = server.visit();
  const mailbox = `newcomer-${newId().slice(-8)}`;
  const words = "correct horse battery staple";
  await stranger.do(accounts.signUp, {
    input: {
      ...{ programId: programs.northern, campusId: campuses.alder, mailbox, domain: "alder.example" },
      ...{ name: "Nora Newcomer", unit: "Office of Tests", password: words, language: "en" },
    },
  });
  const { items } = await stranger.do(accounts.outbox, { input: {} });
  const [, token = ""] = /token=([\w-]{43})/.exec(items[0]?.text ?? "") ?? [];
  const [code = ""] = /\b\d{6}\b/.exec(items[0]?.text ?? "") ?? [];
  expect([token, code]).not.toContain("");
  await stranger.do(accounts.verify, { input: { token } });
  const [, cookie = ""] = /=(.+)$/.exec(stranger.cookie) ?? [];
  await stranger.do(accounts.signOut, { input: { everywhere: false } });
  const address = `${mailbox}@alder.example`;
  await stranger.do(accounts.signIn, { input: { address, password: words } });
  await stranger.try(accounts.signIn, { input: { address, password: "something else" } });
  await stranger.raw("/api/debriefs?after=secretCursor");
  await stranger.raw(`/verify?token=${token}`);

  const room = await buildRoom(server);
  const mia = await room.mia.listen();
  await mia.join(room.channel);
  await liveAnHour(room);
  await room.ola.browser.try(debriefEndpoints.show, { params: room.params });
  await room.max.browser.raw(`/api/debriefs/${room.id}/facts?after=x`);

  const log = lines.join("");
  expect(lines.length).toBeGreaterThan(30);
  expect(log).toContain("/api/debriefs/:debriefId/contributions");
  const secrets = { address, mailbox, words, token, code, cookie, cursor: "secretCursor", name: "Nora" };
  const people = { max: room.max.personId, room: room.id, maxCookie: room.max.browser.cookie };
  for (const [what, secret] of Object.entries({ ...secrets, ...people, remark: "ask the students" })) {
    expect([what, log.includes(secret)]).toEqual([what, false]);
  }
  expect(log).not.toMatch(/@\w+\.example|127\.0\.0\.1|cookie|authorization/i);
});
