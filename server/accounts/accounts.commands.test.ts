import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { credentials, type Newcomer, Newcomers } from "#server/testing/newcomers";
import { startServer, type TestServer } from "#server/testing/startServer";
import { buildPerson } from "#server/testing/world";
import { accountEndpoints as doors } from "#shared/accounts/accounts.contract";
import { newId } from "#shared/ids";
import { Challenge, MOST_ATTEMPTS } from "./challenges.model";

let server: TestServer;
let newcomers: Newcomers;

beforeAll(async () => {
  server = await startServer();
  newcomers = new Newcomers(server);
});
afterAll(async () => await server.close());

test("somebody signs up, is refused with the reason until they confirm, and is then signed in", async () => {
  const browser = server.visit();
  const input = newcomers.next({ next: "/j/KITE42" });
  expect(await newcomers.signUp(input, browser)).toEqual({ address: input.address });

  expect(await browser.try(doors.signIn, { input: credentials(input) })).toMatchObject({
    status: 403,
    body: { code: "unverified" },
  });
  const { token, subject } = await newcomers.newestMailTo(input.address);
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
  const input = newcomers.next();
  const browser = server.visit();
  await newcomers.signUp(input, browser);
  const { token } = await newcomers.newestMailTo(input.address);
  const scanner = server.visit();
  for (const path of [`/verify?token=${token}`, `/api/accounts/verify?token=${token}`]) {
    expect((await scanner.raw(path)).status).toBe(404);
  }
  expect(scanner.cookie).toBe("");

  const answers = await Promise.all(
    [1, 2, 3, 4, 5].map(() => browser.try(doors.verify, { input: { token } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 422, 422, 422, 422]);
  expect(answers.find(({ status }) => status === 422)?.body.code).toBe("wrongProof");
});

test("the code confirms as well as the link", async () => {
  const input = newcomers.next();
  const browser = server.visit();
  await newcomers.signUp(input, browser);
  const { code } = await newcomers.newestMailTo(input.address);
  const address = ` ${input.address.toUpperCase()} `;
  const { me } = await browser.do(doors.verify, { input: { address, code } });
  expect(me.address).toBe(input.address);
});

test("after five wrong codes the right one is refused and the link still works", async () => {
  const input = newcomers.next();
  const browser = server.visit();
  await newcomers.signUp(input, browser);
  const { token, code } = await newcomers.newestMailTo(input.address);
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
  const input = newcomers.next();
  await newcomers.signUp(input);
  await server.visit().do(doors.resend, { input: { address: input.address } });
  const [newer, older] = await newcomers.mailTo(input.address);
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
  const { input } = await newcomers.member();
  const again = { ...input, name: "Somebody Else", password: "another password" };
  expect(await newcomers.signUp(again)).toEqual({ address: input.address });
  const { subject, token, code } = await newcomers.newestMailTo(input.address);
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

describe("a password that somebody else chose", () => {
  const status = async (who: Newcomer) =>
    (await server.visit().try(doors.signIn, { input: credentials(who) })).status;

  test("never opens the account of whoever confirms the address", async () => {
    const attack = newcomers.next({ password: "the attacker's password" });
    const attacker = server.visit();
    await newcomers.signUp(attack, attacker);
    const { token, code } = await newcomers.newestMailTo(attack.address);
    const owner = server.visit();
    const password = "the owner's password";
    for (const proof of [{ token }, { address: attack.address, code }]) {
      const { status, body } = await owner.try(doors.verify, { input: proof });
      expect([status, body.code]).toEqual([409, "passwordNeeded"]);
    }
    const short = await owner.try(doors.verify, { input: { token, password: "short" } });
    expect(short.status).toBe(422);
    expect(owner.cookie, "nobody is signed in by that").toBe("");
    expect(await status(attack), "nor confirmed").toBe(403);

    const { me } = await owner.do(doors.verify, { input: { token, password } });
    expect(me).toMatchObject({ address: attack.address, isVerified: true });
    expect(await status(attack)).toBe(401);
    expect(await status({ ...attack, password })).toBe(200);
    expect((await attacker.do(doors.site, {})).me).toBeNull();
  });

  test("is not asked for in the browser that asked, whose mark goes with it", async () => {
    const input = newcomers.next();
    const browser = server.visit();
    await newcomers.signUp(input, browser);
    expect(browser.cookie).toMatch(/^throughline-sign-up=[\w-]{43}$/);
    const { token } = await newcomers.newestMailTo(input.address);
    await browser.do(doors.verify, { input: { token } });
    expect(browser.cookie).not.toContain("sign-up");
    expect(await status(input)).toBe(200);
  });

  test("is not made good by the mark of another sign-up", async () => {
    const own = newcomers.next();
    const owner = server.visit();
    await newcomers.signUp(own, owner);
    const attack = { ...own, password: "the attacker's password" };
    await newcomers.signUp(attack);
    const { token } = await newcomers.newestMailTo(own.address);
    expect((await owner.try(doors.verify, { input: { token } })).body.code).toBe("passwordNeeded");
    await owner.do(doors.verify, { input: { token, password: own.password } });
    expect([await status(attack), await status(own)]).toEqual([401, 200]);
  });

  test("costs no attempt at the code, and a right code confirms once", async () => {
    const input = newcomers.next();
    await newcomers.signUp(input);
    const { code } = await newcomers.newestMailTo(input.address);
    const phone = server.visit();
    const proof = { address: input.address, code };
    for (let time = 0; time < MOST_ATTEMPTS + 2; time++) {
      expect((await phone.try(doors.verify, { input: proof })).body.code).toBe("passwordNeeded");
    }
    const answers = await Promise.all(
      ["first", "second"].map((word) =>
        phone.try(doors.verify, { input: { ...proof, password: `the ${word} of two passwords` } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
  });
});

test("nobody can register somebody else beforehand and keep the password", async () => {
  const attack = newcomers.next({ name: "Attacker", password: "the attacker's password" });
  const input = { ...attack, name: "Nell", password: "the owner's password" };
  await newcomers.signUp(attack);
  const planted = await newcomers.newestMailTo(input.address);
  const browser = server.visit();
  await newcomers.signUp(input, browser);
  const { token } = await newcomers.newestMailTo(input.address);
  expect((await server.visit().try(doors.verify, { input: { token: planted.token } })).status).toBe(422);

  const { me } = await browser.do(doors.verify, { input: { token } });
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

  const input = newcomers.next({ mailbox: address.split("@")[0], name: "Una Again" });
  const browser = server.visit();
  await newcomers.signUp(input, browser);
  const { token } = await newcomers.newestMailTo(address);
  const { me } = await browser.do(doors.verify, { input: { token } });
  expect(me).toMatchObject({ personId, name: "Una Again", isVerified: true });
  expect((await before.do(doors.site, {})).me).toBeNull();
  expect((await server.visit().try(doors.signIn, { input: credentials(input) })).status).toBe(200);
});

test("a wrong password, an unknown address and no address are refused in one sentence", async () => {
  const { input } = await newcomers.member();
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
  const { input } = await newcomers.member();
  for (const door of [doors.resend, doors.requestReset]) {
    const known = await server.visit().try(door, { input: { address: input.address } });
    const unknown = await server.visit().try(door, { input: { address: "nobody@alder.example" } });
    expect(unknown.text).toBe(known.text);
    expect(unknown.status).toBe(known.status);
  }
  expect(await newcomers.mailTo("nobody@alder.example")).toEqual([]);
  expect((await newcomers.mailTo(input.address)).map(({ subject }) => subject)).toEqual([
    "Throughline: Choose a new password",
    "Throughline: You already have an account",
    "Throughline: Confirm your campus address",
  ]);
});

test("a sign-up for another program's campus, or none, is refused", async () => {
  const { programs, campuses } = server.world;
  for (const wrong of [
    newcomers.next({ programId: programs.southern }),
    newcomers.next({ campusId: campuses.dogwood }),
    newcomers.next({ campusId: newId() }),
  ]) {
    const { address: _, ...input } = wrong;
    const { status, body } = await server.visit().try(doors.signUp, { input });
    expect({ status, path: body.fields?.[0]?.path }).toEqual({ status: 422, path: "campusId" });
  }
});

test.each(["//evil.example", "https://evil.example", "/\\evil.example", "j/KITE42", "/a b"])(
  "the path %j to go on to is refused",
  async (next) => {
    const { address: _, ...input } = newcomers.next({ next });
    expect((await server.visit().try(doors.signUp, { input })).status).toBe(422);
  },
);
