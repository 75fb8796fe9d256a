import { openWire, type Wire } from "./frames";

/** Where a load is aimed, and which language is spoken there. */
export interface Target {
  speaks: "socketIo" | "ws";
  /** `http://127.0.0.1:…` */
  origin: string;
}

/** One socket of the load: somebody who sits in one room. */
export class Member {
  onEvent: (frame: Buffer) => void = () => {};
  /** The seq up to which this member knows the room. */
  seq: number | null = null;
  #wire: Wire | null = null;
  #answers = new Map<number, (answer: Answer) => void>();
  #asked = 0;

  constructor(
    readonly target: Target,
    readonly channel: string,
    readonly cookie: string | null,
  ) {}

  /** Comes in, or back with what it knows; resolves once it has caught up. */
  enter(): Promise<void> {
    return this.target.speaks === "ws" ? this.#enterPlainly() : this.#enterRoom();
  }

  /** Says a message of the live contract; resolves with its acknowledgement. */
  ask(name: string, input: object): Promise<Answer> {
    const id = this.#asked++;
    this.#wire?.say(`42${id}${JSON.stringify([name, input])}`);
    return new Promise((resolve) => this.#answers.set(id, resolve));
  }

  pause(): void {
    this.#wire?.pause();
  }

  cut(): void {
    this.#wire?.cut();
  }

  async #enterRoom(): Promise<void> {
    await this.#connect();
    const { ok, reply } = await this.ask("live:join", { channel: this.channel, after: this.seq });
    if (!ok) throw new Error(`${this.channel} was refused.`);
    this.seq = reply.view?.seq ?? reply.facts.at(-1)?.seq ?? this.seq;
  }

  #connect(): Promise<void> {
    const url = new URL("/socket.io/?EIO=4&transport=websocket", this.target.origin);
    return new Promise((resolve, reject) => {
      const onFrame = (frame: Buffer) => {
        if (frame[0] === OPEN) this.#wire?.say("40");
        else if (frame[0] === PING) this.#wire?.say("3");
        else if (frame[1] === EVENT) this.onEvent(frame);
        else if (frame[1] === ACKNOWLEDGEMENT) this.#settle(frame);
        else if (frame[1] === CONNECTED) resolve();
        else reject(new Error(`The server said ${frame}`));
      };
      const onClose = () => reject(new Error("The server hung up."));
      this.#wire = openWire(url, this.cookie, { onOpen() {}, onFrame, onClose });
    });
  }

  #enterPlainly(): Promise<void> {
    return new Promise((resolve, reject) => {
      const onFrame = (frame: Buffer) => {
        resolve();
        this.onEvent(frame);
      };
      this.#wire = openWire(new URL("/", this.target.origin), null, {
        onOpen: () => this.#wire?.say(this.channel),
        onFrame,
        onClose: () => reject(new Error("The server hung up.")),
      });
    });
  }

  #settle(frame: Buffer): void {
    const text = frame.toString();
    const start = text.indexOf("[");
    const id = Number(text.slice(2, start));
    const [answer] = JSON.parse(text.slice(start)) as [Answer];
    this.#answers.get(id)?.(answer);
    this.#answers.delete(id);
  }
}

export interface Answer {
  ok: boolean;
  reply: { view: { seq: number } | null; facts: { seq: number }[] };
}

/** The first characters of packets of Engine.IO 4, and the second ones of Socket.IO 5 within them. */
const [OPEN, PING, CONNECTED, EVENT, ACKNOWLEDGEMENT] = [..."02023"].map((digit) => digit.charCodeAt(0));
