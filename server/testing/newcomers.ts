import { accountEndpoints as doors, type SignUpInput } from "#shared/accounts/accounts.contract";
import type { HttpClient } from "./httpClient";
import type { TestServer } from "./startServer";

/** A sign-up at Alder and the address that comes of it. */
export type Newcomer = SignUpInput & { address: string };

/** A message that was kept in the outbox, with what it proves. */
export interface Message {
  subject: string;
  text: string;
  token: string;
  code: string;
}

/** People who are only just coming to a test's server, by its own doors. */
export class Newcomers {
  #count = 0;

  constructor(readonly server: TestServer) {}

  /** Somebody new at Alder; each has a mailbox of their own, so that limits do not meet. */
  next(overrides: Partial<SignUpInput> = {}): Newcomer {
    this.#count += 1;
    const { programs, campuses } = this.server.world;
    const input: SignUpInput = {
      programId: programs.northern,
      campusId: campuses.alder,
      mailbox: `newcomer-${this.#count}`,
      domain: "alder.example",
      name: "Nell",
      unit: "Library",
      password: "a password of length",
      language: "en",
      ...overrides,
    };
    return { ...input, address: `${input.mailbox}@${input.domain}` };
  }

  async signUp({ address: _, ...input }: Newcomer, browser: HttpClient = this.server.visit()) {
    return await browser.do(doors.signUp, { input });
  }

  /** The messages to an address, newest first. */
  async mailTo(address: string): Promise<Message[]> {
    const { items } = await this.server.visit().do(doors.outbox, { input: {} });
    return items
      .filter(({ to }) => to === address)
      .map(({ subject, text }) => ({
        subject,
        text,
        token: /token=([\w-]{43})/.exec(text)?.[1] ?? "",
        code: /: (\d{6})\n/.exec(text)?.[1] ?? "",
      }));
  }

  async newestMailTo(address: string): Promise<Message> {
    const [newest] = await this.mailTo(address);
    if (newest === undefined) throw new Error(`There is no message to ${address}.`);
    return newest;
  }

  /** Somebody with a confirmed account, and the browser in which they confirmed it. */
  async member(): Promise<{ browser: HttpClient; input: Newcomer }> {
    const input = this.next();
    const browser = this.server.visit();
    await this.signUp(input, browser);
    const { token } = await this.newestMailTo(input.address);
    await browser.do(doors.verify, { input: { token } });
    return { browser, input };
  }
}

/** What somebody signs in with. */
export const credentials = ({ address, password }: { address: string; password: string }) => ({
  address,
  password,
});
