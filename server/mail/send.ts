import { createTransport } from "nodemailer";
import type { Config } from "#server/config";
import { type Letter, writeLetter } from "./letters";
import { Outbox } from "./outbox.model";

/** Carries letters to their readers. */
export interface Mailer {
  /** Letters are kept in the development outbox instead of being sent. */
  isKept: boolean;
  /** Resolves once the letter has been taken over by the mail server, or kept. */
  send(letter: Letter): Promise<void>;
  close(): void;
}

/** Makes the deployment's mailer: over SMTP where that is configured, else into the outbox. */
export function makeMailer({ smtpUrl, mailFrom }: Pick<Config, "smtpUrl" | "mailFrom">): Mailer {
  return smtpUrl === null ? outboxMailer : smtpMailer(smtpUrl, mailFrom);
}

function smtpMailer(smtpUrl: string, from: Config["mailFrom"]): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    isKept: false,
    async send(letter) {
      // Addresses go as objects, so that nothing in them is read as a list, a comment or a second header.
      const to = { name: "", address: assertPlain(letter.to) };
      await transport.sendMail({
        from,
        to,
        ...writeLetter(letter),
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
    close: () => transport.close(),
  };
}

const outboxMailer: Mailer = {
  isKept: true,
  async send(letter) {
    const { subject, text } = writeLetter(letter);
    await Outbox.create({ to: assertPlain(letter.to), subject, text, at: new Date() });
  },
  close() {},
};

/** The last guard before the wire: whoever calls has parsed the address already, and would be wrong to send another. */
function assertPlain(address: string): string {
  if (!/^[a-z0-9._'-]{1,64}@[a-z0-9.-]{4,253}$/.test(address))
    throw new Error("That is not one plain address.");
  return address;
}
