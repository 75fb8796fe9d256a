import { applyDebriefEvent } from "#shared/debriefs/debriefs.apply";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import type { Id } from "#shared/ids";
import type { LiveClient } from "./liveClient";

/** How long a test waits for what it says will be shown, in milliseconds. */
const PATIENCE = 15_000;

/** One screen: the view of a room, kept true by the rules by which a browser keeps it. */
export class RoomReader {
  view: DebriefView | null = null;
  readonly channel: string;
  /** Every fact as it was first folded, in the order of folding. */
  readonly folded: DebriefFact[] = [];
  readonly #early = new Map<number, DebriefFact>();
  #client: LiveClient | null = null;
  #asking: { client: LiveClient; answer: Promise<void> } | null = null;
  readonly #awaited = new Set<() => boolean>();

  constructor(debriefId: Id) {
    this.channel = `debriefs:${debriefId}`;
  }

  /** Enters the room over that connection, from where this screen was. */
  async join(client: LiveClient): Promise<void> {
    this.#client = client;
    client.socket.onAny((name: string, fact: DebriefFact) => {
      if (!name.startsWith("live:") && `debriefs:${fact.roomId}` === this.channel) this.fold(fact);
    });
    await this.#ask();
  }

  /** Takes in a fact, heard or answered; one that comes too early waits, and what it waits for is asked for. */
  fold(fact: DebriefFact): void {
    this.#early.set(fact.seq, fact);
    this.#drain();
    if (this.#early.size > 0 && this.view !== null) void this.#ask().catch(() => {});
  }

  /** Waits until this screen shows that much. */
  async reaches(seq: number): Promise<void> {
    const hasReached = () => (this.view?.seq ?? -1) >= seq;
    if (hasReached()) return;
    await new Promise<void>((resolve, reject) => {
      const giveUp = setTimeout(() => {
        reject(new Error(`The screen stopped at ${this.view?.seq} and never showed ${seq}.`));
      }, PATIENCE);
      this.#awaited.add(() => {
        if (!hasReached()) return false;
        clearTimeout(giveUp);
        resolve();
        return true;
      });
    });
  }

  /** Asks for what was missed: one question at a time on each connection. */
  #ask(): Promise<void> {
    const client = this.#client;
    if (client === null) return Promise.resolve();
    if (this.#asking?.client === client) return this.#asking.answer;
    const answer = this.#askOnce(client).finally(() => {
      if (this.#asking?.answer === answer) this.#asking = null;
    });
    this.#asking = { client, answer };
    return answer;
  }

  async #askOnce(client: LiveClient): Promise<void> {
    const after = this.view?.seq ?? null;
    const { view, facts } = await client.join<DebriefView, DebriefFact>(this.channel, after);
    if (view !== null && view.seq >= (this.view?.seq ?? -1)) this.view = view;
    for (const fact of facts) this.#early.set(fact.seq, fact);
    this.#drain();
  }

  #drain(): void {
    if (this.view === null) return;
    for (const seq of this.#early.keys()) if (seq <= this.view.seq) this.#early.delete(seq);
    for (let fact = this.#next(); fact !== undefined; fact = this.#next()) {
      this.#early.delete(fact.seq);
      this.view = applyDebriefEvent(this.view, fact);
      this.folded.push(fact);
    }
    for (const look of [...this.#awaited]) if (look()) this.#awaited.delete(look);
  }

  #next(): DebriefFact | undefined {
    return this.view === null ? undefined : this.#early.get(this.view.seq + 1);
  }
}
