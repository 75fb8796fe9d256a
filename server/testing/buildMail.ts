import { keptSecret } from "#server/config";
import { type KeptMessage, Outbox } from "#server/mail/outbox.model";
import { makeMailer } from "#server/mail/send";
import type { Mailings } from "#server/notifications/mailings";
import { wakeMailings } from "#server/notifications/mailings.commands";
import { Person } from "#server/people/people.model";
import type { Id } from "#shared/ids";
import type { TestServer } from "./startServer";

/** Mailings of a test's server, by a clock of the test's own that begins with the real time. */
export class Mail {
  #passed = 0;
  readonly mailings: Mailings;

  constructor({ config }: Pick<TestServer, "config">, given: Partial<Mailings> = {}) {
    this.mailings = {
      mailer: makeMailer(config),
      clock: () => Date.now() + this.#passed,
      origin: () => "https://line.example",
      secret: keptSecret(config),
      ...given,
    };
  }

  /** Lets time pass, and does what is due by then. */
  async after(milliseconds: number): Promise<void> {
    this.#passed += milliseconds;
    await this.wake();
  }

  async wake(): Promise<void> {
    await wakeMailings(this.mailings, async () => {});
  }
}

/** What was kept in the outbox for somebody, oldest first. */
export async function mailTo(personId: Id): Promise<KeptMessage[]> {
  const person = await Person.findById(personId).lean<{ email: string }>();
  return await Outbox.find({ to: person?.email }).sort({ _id: 1 }).lean<KeptMessage[]>();
}
