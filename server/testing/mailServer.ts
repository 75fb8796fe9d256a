import { once } from "node:events";
import type { AddressInfo } from "node:net";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";

/** What a mail server of a test took over. */
export interface TakenMail {
  to: string;
  mail: Email;
  raw: string;
}

/** What it does with mail: at most one of these at a time. */
export interface Behaviour {
  /** Asked of each recipient; an answer is the refusal. */
  refuse?: (address: string) => { status: number } | null;
  /** While a letter is being handed over: its end never comes. */
  duringData?: () => Promise<void>;
  /** Once a letter has been taken, before that is said. */
  beforeReply?: () => Promise<void>;
}

/** A mail server on this machine that keeps what it takes. */
export class MailServer {
  readonly taken: TakenMail[] = [];
  behaviour: Behaviour = {};
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      onRcptTo: ({ address }, _session, answer) => {
        const refusal = this.behaviour.refuse?.(address) ?? null;
        if (refusal === null) return answer();
        answer(Object.assign(new Error("Not here."), { responseCode: refusal.status }));
      },
      onData: (stream, session, answer) => {
        this.#take(stream, session.envelope.rcptTo[0]?.address ?? "").then(
          () => answer(),
          () => {
            // The other side is gone before the end of the letter: nothing was taken.
          },
        );
      },
    });
    // A peer that dies is what tests are about.
    this.#server.on("error", () => {});
  }

  static async start(): Promise<MailServer> {
    const server = new MailServer();
    server.#server.listen(0, "127.0.0.1");
    await once(server.#server.server, "listening");
    return server;
  }

  get url(): string {
    return `smtp://127.0.0.1:${(this.#server.server.address() as AddressInfo).port}`;
  }

  /** How often each letter to an address was taken, by its name. */
  takenBy(address: string): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { to, mail } of this.taken)
      if (to === address) counts.set(mail.messageId ?? "", (counts.get(mail.messageId ?? "") ?? 0) + 1);
    return counts;
  }

  async close(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #take(stream: AsyncIterable<Buffer>, to: string): Promise<void> {
    const { duringData, beforeReply } = this.behaviour;
    const chunks: Buffer[] = [];
    for await (const chunk of stream) {
      await duringData?.();
      if (duringData !== undefined) throw new Error("The line was cut before the end of the letter.");
      chunks.push(chunk);
    }
    const raw = Buffer.concat(chunks).toString();
    this.taken.push({ to, raw, mail: await PostalMime.parse(raw) });
    await beforeReply?.();
  }
}
