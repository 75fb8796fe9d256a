import { afterAll, beforeAll, expect, test } from "vitest";
import { Outbox } from "#server/mail/outbox.model";
import { LiveClient } from "#server/testing/liveClient";
import { credentials, Newcomers } from "#server/testing/newcomers";
import { startServer, type TestServer } from "#server/testing/startServer";
import { accountEndpoints as doors } from "#shared/accounts/accounts.contract";
import { newId } from "#shared/ids";

let server: TestServer;
let newcomers: Newcomers;

beforeAll(async () => {
  server = await startServer();
  newcomers = new Newcomers(server);
});
afterAll(async () => await server.close());

test("a new password ends every session and every connection, and the old one is refused", async () => {
  const { browser, input } = await newcomers.member();
  const { me } = await browser.do(doors.site, {});
  const socket = await server.listen(me!.personId);
  await server.visit().do(doors.requestReset, { input: { address: input.address } });
  const { token, subject } = await newcomers.newestMailTo(input.address);
  expect(subject).toBe("Throughline: Choose a new password");

  expect((await server.visit().try(doors.verify, { input: { token } })).status).toBe(422);
  const fresh = server.visit();
  await fresh.do(doors.reset, { input: { token, password: "an even better password" } });
  expect(await socket.cut).toBe("io server disconnect");
  expect((await browser.do(doors.site, {})).me).toBeNull();
  expect((await fresh.do(doors.site, {})).me?.personId).toBe(me?.personId);
  expect((await server.visit().try(doors.signIn, { input: credentials(input) })).status).toBe(401);
  const renewed = { address: input.address, password: "an even better password" };
  expect((await server.visit().try(doors.signIn, { input: renewed })).status).toBe(200);
});

test("signing out ends this session and its connection, and leaves the person's others", async () => {
  const { browser, input } = await newcomers.member();
  const elsewhere = server.visit();
  await elsewhere.do(doors.signIn, { input: credentials(input) });
  const cookie = browser.cookie;
  const [here, there] = await Promise.all(
    [browser, elsewhere].map(({ cookie }) => LiveClient.connect(server.origin, cookie)),
  );
  await browser.do(doors.signOut, { input: { everywhere: false } });
  expect(browser.cookie).toBe("");
  expect(await here!.cut).toBe("io server disconnect");

  browser.cookie = cookie;
  expect((await browser.do(doors.site, {})).me).toBeNull();
  expect((await elsewhere.do(doors.site, {})).me).not.toBeNull();
  expect(there!.socket.connected).toBe(true);

  await elsewhere.do(doors.signOut, { input: { everywhere: true } });
  expect(await there!.cut).toBe("io server disconnect");
});

test("signing out everywhere ends the person's sessions elsewhere", async () => {
  const { browser, input } = await newcomers.member();
  const elsewhere = server.visit();
  await elsewhere.do(doors.signIn, { input: credentials(input) });
  await browser.do(doors.signOut, { input: { everywhere: true } });
  expect(
    (await elsewhere.try(doors.settle, { input: { name: "Nell", unit: "", language: "en" } })).status,
  ).toBe(401);
});

test("signing in as somebody else ends the session that the browser had", async () => {
  const { browser } = await newcomers.member();
  const former = server.visit();
  former.cookie = browser.cookie;
  const { input } = await newcomers.member();
  await browser.do(doors.signIn, { input: credentials(input) });
  expect((await browser.do(doors.site, {})).me?.address).toBe(input.address);
  expect((await former.do(doors.site, {})).me).toBeNull();
});

test("a person settles their own name, office and language", async () => {
  const { browser } = await newcomers.member();
  const settled = { name: "Nell Again", unit: "Counseling", language: "es" as const };
  expect(await browser.do(doors.settle, { input: settled })).toMatchObject(settled);
  expect((await browser.do(doors.site, {})).me).toMatchObject(settled);
  const hostile = { ...settled, name: "Nell‮" };
  expect((await browser.try(doors.settle, { input: hostile })).status).toBe(422);
  expect((await server.visit().try(doors.settle, { input: settled })).status).toBe(401);
});

test("the session's cookie is out of reach of scripts and of other sites, and a changed one is nobody's", async () => {
  const { browser, input } = await newcomers.member();
  const { headers } = await server.visit().try(doors.signIn, { input: credentials(input) });
  expect(headers["set-cookie"]).toHaveLength(1);
  expect(headers["set-cookie"]?.[0]).toMatch(
    /^throughline=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const forger = server.visit();
  forger.cookie = browser.cookie.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect((await forger.do(doors.site, {})).me).toBeNull();
});

test("the outbox is read page after page, the newest first", async () => {
  const kept = Array.from({ length: 120 }, (_, place) => ({
    _id: newId(place),
    ...{ to: "nell@alder.example", subject: `Message ${place}`, text: "Words", at: new Date() },
  }));
  await Outbox.deleteMany({});
  await Outbox.insertMany(kept);
  const browser = server.visit();
  const subjects: string[] = [];
  let after: string | null = null;
  do {
    const input: { after?: string } = after === null ? {} : { after };
    const page = await browser.do(doors.outbox, { input });
    expect(page.items.length).toBeLessThanOrEqual(50);
    subjects.push(...page.items.map(({ subject }) => subject));
    after = page.next;
  } while (after !== null);
  expect(subjects).toEqual(kept.map(({ subject }) => subject).reverse());
  expect((await browser.try(doors.outbox, { input: { after: "nonsense" } })).status).toBe(422);
});

test("the outbox is there for this machine alone, and a cast only in a demonstration", async () => {
  const browser = server.visit();
  expect(await browser.do(doors.site, {})).toMatchObject({ hasOutbox: true, cast: [] });
  const elsewhere = { headers: { host: "line.example.edu" } };
  expect((await browser.raw(doors.outbox.path, elsewhere)).status).toBe(404);
  expect((await browser.raw(doors.site.path, elsewhere)).body).toMatchObject({ hasOutbox: false });
  expect((await browser.try(doors.enter, { input: { key: "fay" } })).status).toBe(404);
});
