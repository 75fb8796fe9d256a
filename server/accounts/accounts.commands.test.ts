import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "#server/testing/httpClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { buildPerson } from "#server/testing/world";
import { accountEndpoints as doors, type SignUpInput } from "#shared/accounts/accounts.contract";
import { newId } from "#shared/ids";
import { Challenge } from "./challenges.model";

let server: TestServer;
let people = 0;

beforeAll(async () => {
  server = await startServer();
});
afterAll(async () => await server.close());

/** A sign-up at Alder by somebody new; every test has its own mailboxes, so that limits do not meet. */
function newcomer(overrides: Partial<SignUpInput> = {}): SignUpInput & { address: string } {
  const mailbox = overrides.mailbox ?? `newcomer-${++people}`;
  const input: SignUpInput = {
    programId: server.world.programs.northern,
    campusId: server.world.campuses.alder,
    mailbox,
    domain: "alder.example",
    name: "Nell",
    unit: "Library",
    password: "a password of length",
    language: "en",
    ...overrides,
  };
  return { ...input, address: `${mailbox}@${input.domain}` };
}

async function signUp(browser: HttpClient, { address: _, ...input }: SignUpInput & { address: string }) {
  return await browser.do(doors.signUp, { input });
}

/** The messages to an address, newest first, with what they prove. */
async function mailTo(address: string) {
  const { items } = await server.visit().do(doors.outbox, {});
  return items
    .filter(({ to }) => to === address)
    .map(({ subject, text }) => ({
      subject,
      text,
      token: /token=([\w-]{43})/.exec(text)?.[1] ?? "",
      code: /: (\d{6})\n/.exec(text)?.[1] ?? "",
    }));
}

async function newestMailTo(address: string) {
  const [newest] = await mailTo(address);
  if (newest === undefined) throw new Error(`There is no message to ${address}.`);
  return newest;
}

/** Somebody with an account, and the browser in which they confirmed it. */
async function member() {
  const input = newcomer();
  const browser = server.visit();
  await signUp(browser, input);
  const { token } = await newestMailTo(input.address);
  await browser.do(doors.verify, { input: { token } });
  return { browser, input };
}

const credentials = ({ address, password }: { address: string; password: string }) => ({ address, password });

test("somebody signs up, is refused with the reason until they confirm, and is then signed in", async () => {
  const browser = server.visit();
  const input = newcomer({ next: "/j/KITE42" });
  expect(await signUp(browser, input)).toEqual({ address: input.address });

  expect(await browser.try(doors.signIn, { input: credentials(input) })).toMatchObject({
    status: 403,
    body: { code: "unverified" },
  });
  const { token, subject } = await newestMailTo(input.address);
  expect(subject).toBe("Throughline: Confirm your campus address");

  const { me, next } = await browser.do(doors.verify, { input: { token } });
  expect(next).toBe("/j/KITE42");
  expect(me).toMatchObject({
    name: "Nell",
    unit: "Library",
    address: input.address,
    isVerified: true,
    roles: [],
  });
  expect(me.campus.name).toBe("Alder State");
  expect((await browser.do(doors.site, {})).me?.personId).toBe(me.personId);
});

test("opening a link changes nothing; confirming it works once", async () => {
  const input = newcomer();
  await signUp(server.visit(), input);
  const { token } = await newestMailTo(input.address);
  const scanner = server.visit();
  for (const path of [`/verify?token=${token}`, `/api/accounts/verify?token=${token}`]) {
    expect((await scanner.raw(path)).status).toBe(404);
  }
  expect(scanner.cookie).toBe("");

  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => server.visit().try(doors.verify, { input: { token } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
  expect(answers.find(({ status }) => status === 422)?.body.code).toBe("wrongProof");
});

test("the code confirms as well as the link", async () => {
  const input = newcomer();
  await signUp(server.visit(), input);
  const { code } = await newestMailTo(input.address);
  const address = ` ${input.address.toUpperCase()} `;
  const { me } = await server.visit().do(doors.verify, { input: { address, code } });
  expect(me.address).toBe(input.address);
});

test("after five wrong codes the right one is refused and the link still works", async () => {
  const input = newcomer();
  await signUp(server.visit(), input);
  const { token, code } = await newestMailTo(input.address);
  const browser = server.visit();
  const wrong = code === "000000" ? "000001" : "000000";
  const tries = [1, 2, 3, 4, 5].map(() =>
    browser.try(doors.verify, { input: { address: input.address, code: wrong } }),
  );
  for (const { body } of await Promise.all(tries)) expect(body.code).toBe("wrongProof");
  const { body } = await browser.try(doors.verify, { input: { address: input.address, code } });
  expect(body.code).toBe("wrongProof");
  expect((await browser.do(doors.verify, { input: { token } })).me.address).toBe(input.address);
});

test("only the newest message's proofs count, and none after a day", async () => {
  const input = newcomer();
  await signUp(server.visit(), input);
  await server.visit().do(doors.resend, { input: { address: input.address } });
  const [newer, older] = await mailTo(input.address);
  const browser = server.visit();
  for (const proof of [{ token: older!.token }, { address: input.address, code: older!.code }]) {
    if (proof.code === newer!.code) continue;
    expect((await browser.try(doors.verify, { input: proof })).body.code).toBe("wrongProof");
  }
  await Challenge.updateOne({ address: input.address }, { $set: { expiresAt: new Date(Date.now() - 1) } });
  for (const proof of [{ token: newer!.token }, { address: input.address, code: newer!.code }]) {
    expect((await browser.try(doors.verify, { input: proof })).body.code).toBe("wrongProof");
  }
  expect(browser.cookie).toBe("");
});

test("a known address is answered like a new one, and its owner is told", async () => {
  const { input } = await member();
  const again = { ...input, name: "Somebody Else", password: "another password" };
  expect(await signUp(server.visit(), again)).toEqual({ address: input.address });
  const { subject, token, code } = await newestMailTo(input.address);
  expect({ subject, token, code }).toEqual({
    subject: "Throughline: You already have an account",
    token: "",
    code: "",
  });
  const refused = await server.visit().try(doors.signIn, { input: credentials(again) });
  expect(refused.body.code).toBe("wrongCredentials");
  const { me } = await server.visit().do(doors.signIn, { input: credentials(input) });
  expect(me.name).toBe("Nell");
});

test("nobody can register somebody else beforehand and keep the password", async () => {
  const attack = newcomer({ name: "Attacker", password: "the attacker's password" });
  const input = { ...attack, name: "Nell", password: "the owner's password" };
  await signUp(server.visit(), attack);
  const planted = await newestMailTo(input.address);
  await signUp(server.visit(), input);
  const { token } = await newestMailTo(input.address);
  expect((await server.visit().try(doors.verify, { input: { token: planted.token } })).status).toBe(422);

  const { me } = await server.visit().do(doors.verify, { input: { token } });
  expect(me.name).toBe("Nell");
  expect((await server.visit().try(doors.signIn, { input: credentials(attack) })).status).toBe(401);
  expect((await server.visit().try(doors.signIn, { input: credentials(input) })).status).toBe(200);
});

test("somebody who is known but was never confirmed becomes confirmed, and older sessions end", async () => {
  const { personId, address } = await buildPerson("Una", server.world.campuses.alder, [], false);
  const before = await server.signIn(personId);
  expect((await before.do(doors.site, {})).me?.isVerified).toBe(false);
  expect((await before.try(doors.settle, { input: { name: "U", unit: "", language: "en" } })).status).toBe(
    403,
  );

  const input = newcomer({ mailbox: address.split("@")[0], name: "Una Again" });
  await signUp(server.visit(), input);
  const { token } = await newestMailTo(address);
  const { me } = await server.visit().do(doors.verify, { input: { token } });
  expect(me).toMatchObject({ personId, name: "Una Again", isVerified: true });
  expect((await before.do(doors.site, {})).me).toBeNull();
  expect((await server.visit().try(doors.signIn, { input: credentials(input) })).status).toBe(200);
});

test("a wrong password, an unknown address and no address are refused in one sentence", async () => {
  const { input } = await member();
  const browser = server.visit();
  const tries = [
    { address: input.address, password: "not the password" },
    { address: "nobody@alder.example", password: "not the password" },
    { address: "nobody@nowhere.example", password: "not the password" },
    { address: "no address", password: "not the password" },
  ];
  const answers = await Promise.all(tries.map((input) => browser.try(doors.signIn, { input })));
  for (const { status, body } of answers) {
    expect(status).toBe(401);
    expect(body).toEqual(answers[0]?.body);
  }
  expect(browser.cookie).toBe("");
});

test("resend and reset say the same whether or not the address is known, and write only to those it is", async () => {
  const { input } = await member();
  for (const door of [doors.resend, doors.requestReset]) {
    const known = await server.visit().try(door, { input: { address: input.address } });
    const unknown = await server.visit().try(door, { input: { address: "nobody@alder.example" } });
    expect(unknown.text).toBe(known.text);
    expect(unknown.status).toBe(known.status);
  }
  expect(await mailTo("nobody@alder.example")).toEqual([]);
  expect((await mailTo(input.address)).map(({ subject }) => subject)).toEqual([
    "Throughline: Choose a new password",
    "Throughline: You already have an account",
    "Throughline: Confirm your campus address",
  ]);
});

test("a new password ends every session and every connection, and the old one is refused", async () => {
  const { browser, input } = await member();
  const { me } = await browser.do(doors.site, {});
  const socket = await server.listen(me!.personId);
  await server.visit().do(doors.requestReset, { input: { address: input.address } });
  const { token, subject } = await newestMailTo(input.address);
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
  const { browser, input } = await member();
  const elsewhere = server.visit();
  await elsewhere.do(doors.signIn, { input: credentials(input) });
  const cookie = browser.cookie;
  const { LiveClient } = await import("#server/testing/liveClient");
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
  const { browser, input } = await member();
  const elsewhere = server.visit();
  await elsewhere.do(doors.signIn, { input: credentials(input) });
  await browser.do(doors.signOut, { input: { everywhere: true } });
  expect(
    (await elsewhere.try(doors.settle, { input: { name: "Nell", unit: "", language: "en" } })).status,
  ).toBe(401);
});

test("signing in as somebody else ends the session that the browser had", async () => {
  const { browser } = await member();
  const former = server.visit();
  former.cookie = browser.cookie;
  const { input } = await member();
  await browser.do(doors.signIn, { input: credentials(input) });
  expect((await browser.do(doors.site, {})).me?.address).toBe(input.address);
  expect((await former.do(doors.site, {})).me).toBeNull();
});

test("a person settles their own name, office and language", async () => {
  const { browser } = await member();
  const settled = { name: "Nell Again", unit: "Counseling", language: "es" as const };
  expect(await browser.do(doors.settle, { input: settled })).toMatchObject(settled);
  expect((await browser.do(doors.site, {})).me).toMatchObject(settled);
  const hostile = { ...settled, name: "Nell‮" };
  expect((await browser.try(doors.settle, { input: hostile })).status).toBe(422);
  expect((await server.visit().try(doors.settle, { input: settled })).status).toBe(401);
});

test("the session's cookie is out of reach of scripts and of other sites, and a changed one is nobody's", async () => {
  const { browser, input } = await member();
  const { headers } = await server.visit().try(doors.signIn, { input: credentials(input) });
  expect(headers["set-cookie"]).toHaveLength(1);
  expect(headers["set-cookie"]?.[0]).toMatch(
    /^throughline=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  const forger = server.visit();
  forger.cookie = browser.cookie.replace(/.$/, (last) => (last === "A" ? "B" : "A"));
  expect((await forger.do(doors.site, {})).me).toBeNull();
});

test("the outbox is there for this machine alone, and a cast only in a demonstration", async () => {
  const browser = server.visit();
  expect(await browser.do(doors.site, {})).toMatchObject({ hasOutbox: true, cast: [] });
  const elsewhere = { headers: { host: "line.example.edu" } };
  expect((await browser.raw(doors.outbox.path, elsewhere)).status).toBe(404);
  expect((await browser.raw(doors.site.path, elsewhere)).body).toMatchObject({ hasOutbox: false });
  expect((await browser.try(doors.enter, { input: { key: "fay" } })).status).toBe(404);
});

test("a sign-up for another program's campus, or none, is refused", async () => {
  const { programs, campuses } = server.world;
  for (const wrong of [
    newcomer({ programId: programs.southern }),
    newcomer({ campusId: campuses.dogwood }),
    newcomer({ campusId: newId() }),
  ]) {
    const { address: _, ...input } = wrong;
    const { status, body } = await server.visit().try(doors.signUp, { input });
    expect({ status, path: body.fields?.[0]?.path }).toEqual({ status: 422, path: "campusId" });
  }
});

test.each(["//evil.example", "https://evil.example", "/\\evil.example", "j/KITE42", "/a b"])(
  "the path %j to go on to is refused",
  async (next) => {
    const { address: _, ...input } = newcomer({ next });
    expect((await server.visit().try(doors.signUp, { input })).status).toBe(422);
  },
);
