import { Member } from "../room/member";
import { settled } from "../room/openLoop";
import type { Forum } from "./servers";

const REPLIED = Buffer.from('"forums:replied"');
/** How many come in at the same moment. */
const AT_ONCE = 25;

/** Everybody who has a thread open, each over a socket of their own. */
export class Watchers {
  readonly #members: Member[];
  #heard = 0;

  constructor({ origin, seeded }: Forum) {
    const channel = `forums:${seeded.lively}`;
    this.#members = seeded.cookies.map(
      (cookie) => new Member({ speaks: "socketIo", origin }, channel, cookie),
    );
    for (const member of this.#members) {
      member.onEvent = (frame) => {
        if (frame.includes(REPLIED)) this.#heard += 1;
      };
    }
  }

  async enter(): Promise<void> {
    for (let start = 0; start < this.#members.length; start += AT_ONCE)
      await Promise.all(this.#members.slice(start, start + AT_ONCE).map((member) => member.enter()));
  }

  /** Waits until all have heard so many replies since the last time; refuses where somebody misses one. */
  async hear(replies: number): Promise<void> {
    const meant = replies * this.#members.length;
    await settled(() => this.#heard >= meant);
    if (this.#heard !== meant) throw new Error(`${this.#heard} replies were heard of ${meant}`);
    this.#heard = 0;
  }

  leave(): void {
    for (const member of this.#members) member.cut();
  }
}
