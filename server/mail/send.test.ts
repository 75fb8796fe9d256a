import type { AddressInfo } from "node:net";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Letter } from "./letters";
import { type Mailer, makeMailer } from "./send";

interface Received {
  recipients: string[];
  raw: Buffer;
}

const received: Received[] = [];
let server: SMTPServer;
let mailer: Mailer;

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        received.push({
          recipients: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  mailer = makeMailer({
    smtpUrl: `smtp://127.0.0.1:${port}`,
    mailFrom: { name: "Throughline", address: "line@example.edu" },
  });
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(resolve));
});
beforeEach(() => {
  received.length = 0;
});

const letter = (overrides: Partial<Letter> = {}): Letter => ({
  kind: "verify",
  to: "max@alder.example",
  language: "en",
  values: { url: "http://localhost:3000/verify?token=abc", name: "Max", code: "123456" },
  ...overrides,
});

test("a letter reaches exactly its reader, in plain text and in HTML", async () => {
  await mailer.send(letter());
  expect(received).toHaveLength(1);
  expect(received[0]?.recipients).toEqual(["max@alder.example"]);
  const mail = await PostalMime.parse(received[0]!.raw);
  expect(mail.from).toEqual({ name: "Throughline", address: "line@example.edu" });
  expect(mail.to).toEqual([{ name: "", address: "max@alder.example" }]);
  expect(mail.subject).toBe("Throughline: Confirm your campus address");
  for (const body of [mail.text, mail.html]) {
    expect(body).toContain("http://localhost:3000/verify?token=abc");
    expect(body).toContain("123456");
  }
});

test("a letter speaks its reader's language", async () => {
  await mailer.send(letter({ language: "es", kind: "reset" }));
  const mail = await PostalMime.parse(received[0]!.raw);
  expect(mail.subject).toBe("Throughline: Elija una contraseña nueva");
  expect(mail.html).toContain('lang="es"');
});

test("a name cannot add a header, an element or a link", async () => {
  const name = 'Eve\r\nBcc: ola@birch.example <img src=x> "& http://evil.example evil.example/x Smith';
  await mailer.send(
    letter({ values: { url: "http://localhost:3000/verify?token=abc", name, code: "123456" } }),
  );
  expect(received[0]?.recipients).toEqual(["max@alder.example"]);
  const mail = await PostalMime.parse(received[0]!.raw);
  expect(mail.bcc).toBeUndefined();
  expect(mail.html).not.toContain("<img");
  expect(mail.text).not.toContain("evil.example");
  expect(mail.text).toContain("Smith");
});

test.each([
  "a@evil.example,b@smc.edu",
  "<a@evil.example>b@smc.edu",
  "b@smc.edu\r\nBcc: a@evil.example",
  "a@evil.example b@smc.edu",
  '"a@evil.example"@smc.edu',
  "b@smc.edu (a@evil.example)",
])("nothing is sent to %j, even by a caller who forgot to parse it", async (to) => {
  await expect(mailer.send(letter({ to }))).rejects.toThrow("not one plain address");
  expect(received).toHaveLength(0);
});
