import { createTransport } from "nodemailer";
import type { Config } from "#server/config";
import { type Letter, type WrittenLetter, writeLetter } from "./letters";
import { type ListLetter, writeListLetter } from "./listLetters";
import { keepMessage } from "./outbox.model";

/** Carries letters to their readers. */
export interface Mailer {
  /** Letters are kept in the development outbox instead of being sent. */
  isKept: boolean;
  /**
   * Resolves once the letter has been taken over by the mail server, or kept. Fails with `RefusedLetter` where it will
   * never be taken, with anything else where that is not known.
   */
  send(letter: Letter | ListLetter): Promise<void>;
  close(): void;
}

/** The mail server will not take it, today or tomorrow: the mailbox, or what is written. */
export class RefusedLetter extends Error {
  override name = "RefusedLetter";

  constructor(
    readonly because: "mailbox" | "letter",
    /** Of SMTP. What the server says beside it may hold the address. */
    readonly status: number,
  ) {
    super(`The mail server refused the ${because} (${status}).`);
  }
}

/** Makes the deployment's mailer: over SMTP where that is configured, else into the outbox. */
export function makeMailer({ smtpUrl, mailFrom }: Pick<Config, "smtpUrl" | "mailFrom">): Mailer {
  return smtpUrl === null ? outboxMailer : smtpMailer(smtpUrl, mailFrom);
}

function smtpMailer(smtpUrl: string, from: Config["mailFrom"]): Mailer {
  const options = {
    ...{ url: smtpUrl, pool: true as const, disableFileAccess: true, disableUrlAccess: true },
    ...{ connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000 },
  };
  const transport = createTransport(options);
  // Of a connection that is lost nobody knows whether the server has the letter. Whoever sends one that can be ended
  // from within it keeps count, asks anew whether it still has something to say, and sends it again by themselves.
  const onceOnly = createTransport({ ...options, maxRequeues: 0 } as typeof options);
  return {
    isKept: false,
    async send(letter) {
      // Addresses go as objects, so that nothing in them is read as a list, a comment or a second header.
      const to = { name: "", address: assertPlain(letter.to) };
      const { headers, ...written } = write(letter);
      const through = written.messageId === undefined ? transport : onceOnly;
      try {
        await through.sendMail({
          ...{ from, to, ...written },
          headers: { "Auto-Submitted": "auto-generated", ...headers },
        });
      } catch (error) {
        throw toRefused(error) ?? error;
      }
    },
    close() {
      transport.close();
      onceOnly.close();
    },
  };
}

const outboxMailer: Mailer = {
  isKept: true,
  async send(letter) {
    const { subject, text, messageId } = write(letter);
    await keepMessage({ to: assertPlain(letter.to), subject, text, at: new Date() }, messageId);
  },
  close() {},
};

function write(letter: Letter | ListLetter): WrittenLetter {
  return "parts" in letter ? writeListLetter(letter) : writeLetter(letter);
}

/** Only what is said of the recipient or the letter is about them; a sender or a password that is refused is our fault. */
function toRefused(error: unknown): RefusedLetter | null {
  const { responseCode = 0, command = "" } = (error ?? {}) as { responseCode?: number; command?: string };
  if (responseCode < 500) return null;
  if (command === "RCPT TO") return new RefusedLetter("mailbox", responseCode);
  return command === "DATA" ? new RefusedLetter("letter", responseCode) : null;
}

/** The last guard before the wire: whoever calls has parsed the address already, and would be wrong to send another. */
function assertPlain(address: string): string {
  if (!/^[a-z0-9._'-]{1,64}@[a-z0-9.-]{4,253}$/.test(address))
    throw new Error("That is not one plain address.");
  return address;
}
