import { setTimeout as wait } from "node:timers/promises";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import type { Endpoint } from "#shared/http/endpoint";
import type { Id } from "#shared/ids";
import { type Answer, HttpClient } from "./httpClient";
import { LiveClient } from "./liveClient";
import { RoomReader } from "./roomReader";

/** What became of a deed once the server had answered it for good. */
export type Outcome =
  | { deedId: Id; fact: DebriefFact }
  | { deedId: Id; refused: string }
  /** It waits for a facilitator. */
  | { deedId: Id; isHeld: true };

/** Whether the server is there; deeds and sockets that found it gone wait for it to come back. */
export interface Power {
  isOn(): boolean;
  back(): Promise<void>;
}

/** A phone in a room: it sends until it is answered, comes back when it was cut, and folds what it hears. */
export class RoomPhone {
  readonly reader: RoomReader;
  readonly outcomes: Outcome[] = [];
  /** The held remarks that this phone has declined. */
  readonly declined: Id[] = [];
  /** What it has begun to do while its person was paused. */
  readonly begunPaused: Id[] = [];
  #isPaused = false;
  readonly #browser: HttpClient;
  readonly #deeds: Promise<void>[] = [];
  #socket: LiveClient | null = null;
  /** The person wants to be connected; the network has its own opinion. */
  #wants = false;

  constructor(
    readonly origin: string,
    readonly personId: Id,
    readonly debriefId: Id,
    cookie: string,
    readonly power: Power,
  ) {
    this.#browser = new HttpClient(origin);
    this.#browser.cookie = cookie;
    this.reader = new RoomReader(debriefId);
  }

  /** Does something, and goes on sending it, with the same id, until the server has said yes or no. */
  do(door: Endpoint, input: { deedId: Id } & Record<string, unknown>): void {
    if (this.#isPaused) this.begunPaused.push(input.deedId);
    this.#deeds.push(this.#deliver(door, input));
  }

  /** Settles a held remark, and goes on until the server has said yes or no; a no is nobody's outcome. */
  settleHeld(door: Endpoint, heldId: Id, input: Record<string, unknown> = {}): void {
    const settle = async () => {
      const { status, body } = await this.#send(door, { heldId }, input);
      if (status !== 200) return;
      if ("seq" in (body as object)) this.#enter(heldId, body as DebriefFact);
      else this.declined.push(heldId);
    };
    this.#deeds.push(settle());
  }

  /** Has another phone's person paused, and knows so once the server has said yes. */
  async pause(other: RoomPhone, pauseId: Id): Promise<void> {
    const input = { pauseId, minutes: null, reason: "We listen first." };
    const { status } = await this.#send(pauseEndpoints.pause, { personId: other.personId }, input);
    if (status === 200) other.#isPaused = true;
  }

  /** Lets that one speak again, once all that they tried meanwhile is answered. */
  async endPause(other: RoomPhone): Promise<void> {
    await other.settle();
    other.#isPaused = false;
    await this.#send(pauseEndpoints.end, { personId: other.personId }, {});
  }

  /** Every deed that was begun is answered. */
  async settle(): Promise<void> {
    for (let settled = 0; settled < this.#deeds.length; settled++) await this.#deeds[settled];
  }

  async connect(): Promise<void> {
    this.#wants = true;
    while (this.#wants && this.#socket === null) {
      await this.power.back();
      const socket = await LiveClient.connect(this.origin, this.#browser.cookie).catch(() => null);
      if (socket === null) continue;
      this.#socket = socket;
      void socket.cut.then(() => {
        if (this.#socket === socket) this.#socket = null;
      });
      // A join that the server's end interrupts is made again by the next connection.
      await this.reader.join(socket).catch(() => socket.close());
    }
  }

  disconnect(): void {
    this.#wants = false;
    this.#socket?.close();
    this.#socket = null;
  }

  get isOnline(): boolean {
    return this.#wants;
  }

  close(): void {
    this.disconnect();
    this.#browser.close();
  }

  async #deliver(door: Endpoint, input: { deedId: Id }): Promise<void> {
    const { deedId } = input;
    const { status, body } = await this.#send(door, {}, input);
    if (status !== 200) this.outcomes.push({ deedId, refused: (body as { code: string }).code });
    else if ("heldId" in (body as object)) this.outcomes.push({ deedId, isHeld: true });
    else this.#enter(deedId, body as DebriefFact);
  }

  #enter(deedId: Id, fact: DebriefFact): void {
    this.outcomes.push({ deedId, fact });
    this.reader.fold(fact);
  }

  /** Sends until there is an answer that is final. */
  async #send(door: Endpoint, params: Record<string, string>, input: object): Promise<Answer> {
    for (;;) {
      await this.power.back();
      const answer = await this.#browser
        .send(door, { debriefId: this.debriefId, ...params }, input)
        .catch((): Answer | null => null);
      if (answer === null || answer.status >= 500) continue;
      if (answer.status !== 429) return answer;
      await wait(Number(answer.headers["retry-after"]) * 1_000);
    }
  }
}
