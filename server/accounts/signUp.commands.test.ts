import { type AddressInfo, createServer, type Socket } from "node:net";
import fc from "fast-check";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { Outbox } from "#server/mail/outbox.model";
import { startServer, type TestServer } from "#server/testing/startServer";
import { accountEndpoints as doors, type SignUpInput } from "#shared/accounts/accounts.contract";
import { type Accounts, makeAccounts } from "./accounts.auth";
import { makeLimits } from "./limits";
import { requestReset, resend, signUp } from "./signUp.commands";

/** Everything that a real mail server was handed, as it arrived. */
const received: { recipients: string[]; raw: string }[] = [];
const waiting: (() => void)[] = [];
let server: TestServer;
let smtp: SMTPServer;
let accounts: Accounts;

beforeAll(async () => {
  server = await startServer();
  smtp = new SMTPServer({ authOptional: true, disabledCommands: ["STARTTLS"], onData: receive });
  await new Promise<void>((resolve) => smtp.listen(0, "127.0.0.1", () => resolve()));
  const { port } = smtp.server.address() as AddressInfo;
  accounts = makeAccounts({ ...server.config, smtpUrl: `smtp://127.0.0.1:${port}` });
});
afterAll(async () => {
  accounts.close();
  await new Promise<void>((resolve) => smtp.close(resolve));
  await server.close();
});
beforeEach(() => {
  received.length = 0;
  accounts.limits = makeLimits();
});

const receive: SMTPServer["options"]["onData"] = (stream, session, done) => {
  let raw = "";
  stream.on("data", (chunk: Buffer) => {
    raw += chunk.toString();
  });
  stream.on("end", () => {
    received.push({ recipients: session.envelope.rcptTo.map(({ address }) => address), raw });
    for (const look of waiting.splice(0)) look();
    done();
  });
};

async function nextMail() {
  if (received.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
  const { recipients, raw } = received.shift()!;
  return { recipients, ...(await PostalMime.parse(raw)) };
}

const source = { client: "10.0.0.1", origin: "https://line.example.edu" };

function input(overrides: Partial<SignUpInput> = {}): SignUpInput {
  return {
    programId: server.world.programs.northern,
    campusId: server.world.campuses.alder,
    mailbox: "nell",
    domain: "alder.example",
    name: "Nell",
    unit: "",
    password: "a password of length",
    language: "es",
    ...overrides,
  };
}

test("with a mail server, the message leads to the public address in the person's language", async () => {
  await signUp(accounts, input(), source);
  const mail = await nextMail();
  expect(mail.recipients).toEqual(["nell@alder.example"]);
  expect(mail.subject).toBe("Throughline: Confirme su dirección del campus");
  expect(mail.text).toMatch(/https:\/\/line\.example\.edu\/verify\?token=[\w-]{43}\n/);
  expect(await Outbox.countDocuments()).toBe(0);
});

test("a message that is asked for again holds new proofs, and goes to nobody else", async () => {
  await signUp(accounts, input({ mailbox: "again" }), source);
  const first = await nextMail();
  await resend(accounts, "again@alder.example", source);
  const second = await nextMail();
  expect(second.recipients).toEqual(["again@alder.example"]);
  expect(second.text).not.toBe(first.text);
});

test("the answer does not wait for the mail server, whose time would tell known from unknown addresses", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as AddressInfo;
  const patient = makeAccounts({ ...server.config, smtpUrl: `smtp://127.0.0.1:${port}` });
  expect(await signUp(patient, input({ mailbox: "patient" }), source)).toMatchObject({
    address: "patient@alder.example",
  });
  expect(await requestReset(patient, "patient@alder.example", source)).toEqual({});
  patient.close();
  for (const socket of sockets) socket.destroy();
  silent.close();
});

test("whatever is typed, a message goes only to one plain mailbox of that campus", async () => {
  const piece = fc.constantFrom(
    ..."nell evil.com alder.example a@evil.com @ , ; < > ( ) \" ' . - _ + % \r\n Bcc: ａ а K ﬁ \0 \u202e".split(
      " ",
    ),
    " ",
  );
  const typed = fc.oneof(
    fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join("")),
    fc.string(),
  );
  const domain = fc.oneof(
    fc.constantFrom(
      "alder.example",
      "ALDER.example",
      "alder.example.evil.com",
      "evil.com",
      "birch.example",
      "alder。example",
    ),
    typed,
  );
  const browser = server.visit();
  await fc.assert(
    fc.asyncProperty(typed, domain, async (mailbox, domain) => {
      await Outbox.deleteMany({});
      const { status } = await browser.try(doors.signUp, { input: input({ mailbox, domain }) });
      const kept = await Outbox.find().lean();
      for (const { to } of kept) expect(to).toMatch(/^[a-z0-9]+([._'-]+[a-z0-9]+)*@alder\.example$/);
      expect([200, 422, 429]).toContain(status);
      if (status !== 200) expect(kept).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test.each([
  ["a@evil.com,b", "alder.example"],
  ["<a@evil.com>b", "alder.example"],
  ["b", "alder.example.evil.com"],
  ["b", "evil.com"],
  ["b", "birch.example"],
  ["b\r\nBcc: a@evil.com\r\n", "alder.example"],
  ["пell", "alder.example"],
])("%j at %j is refused before anything is stored or sent", async (mailbox, domain) => {
  await Outbox.deleteMany({});
  expect((await server.visit().try(doors.signUp, { input: input({ mailbox, domain }) })).status).toBe(422);
  await expect(signUp(accounts, input({ mailbox, domain }), source)).rejects.toMatchObject({
    code: "invalid",
  });
  expect(await Outbox.countDocuments()).toBe(0);
  expect(received).toEqual([]);
});

test("one mailbox is not flooded, whoever asks", async () => {
  const browser = server.visit();
  const statuses: number[] = [];
  for (let time = 0; time < 8; time++) {
    const { status } = await browser.try(doors.signUp, { input: input({ mailbox: "flooded" }) });
    statuses.push(status);
  }
  expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
  const { headers } = await browser.try(doors.resend, { input: { address: "flooded@alder.example" } });
  expect(Number(headers["retry-after"])).toBeGreaterThan(0);
});
