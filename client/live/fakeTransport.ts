import type { Fact } from "#shared/live/event";
import type { LiveAnswer } from "#shared/live/live.contract";
import type { Ears, Transport } from "./transport";

export interface Said {
  seq: number;
  words: string[];
}

export type Word = Fact<"talk:said", { word: string }>;

export const CHANNEL = "talk:01h0000000000000000000room";

export function sayNext(view: Said, fact: Word): Said {
  if (fact.seq <= view.seq) return view;
  if (fact.seq !== view.seq + 1) throw new Error(`Fact ${fact.seq} was folded after ${view.seq}.`);
  return { seq: fact.seq, words: [...view.words, fact.data.word] };
}

/** A server of one room, whose connection a test cuts, delays and confuses as it likes. For tests only. */
export class FakeServer implements Transport {
  readonly log: Word[] = [];
  readonly asked: { name: string; input: unknown }[] = [];
  refusal: { code: string; message: string } | null = null;
  /** Answers joins with a whole view from this many missed facts on. */
  mostFacts = 5;
  private ears = new Set<Partial<Ears>>();
  private connected = false;

  isConnected = () => this.connected;

  listen = (ears: Partial<Ears>) => {
    this.ears.add(ears);
    return () => this.ears.delete(ears);
  };

  ask: Transport["ask"] = async (name, input) => {
    if (!this.connected) throw new Error("Not connected.");
    this.asked.push({ name, input });
    const answer = this.answerTo(name, input as { after?: number | null });
    await Promise.resolve();
    if (!this.connected) throw new Error("The connection was lost.");
    return answer;
  };

  connect(): void {
    if (this.connected) return;
    this.connected = true;
    for (const ear of this.ears) ear.connected?.();
  }

  cut(): void {
    if (!this.connected) return;
    this.connected = false;
    for (const ear of this.ears) ear.lost?.();
  }

  /** Writes into the log without telling anyone. */
  say(word: string): Word {
    const fact: Word = {
      roomId: CHANNEL.slice("talk:".length),
      seq: this.log.length + 1,
      at: 0,
      name: "talk:said",
      data: { word },
    };
    this.log.push(fact);
    return fact;
  }

  tell(fact: Word): void {
    if (!this.connected) return;
    for (const ear of this.ears) ear.fact?.(CHANNEL, fact);
  }

  presence(here: number): void {
    for (const ear of this.ears) ear.presence?.({ channel: CHANNEL, here, people: [], writing: 0 });
  }

  whole(): Said {
    return this.log.reduce(sayNext, { seq: 0, words: [] });
  }

  private answerTo(name: string, { after }: { after?: number | null }): LiveAnswer {
    if (name !== "live:join") return { ok: true, reply: {} };
    if (this.refusal !== null) return { ok: false, error: this.refusal };
    const missed = this.log.slice(after ?? 0);
    const fits = after !== null && after !== undefined && missed.length <= this.mostFacts;
    return { ok: true, reply: fits ? { view: null, facts: missed } : { view: this.whole(), facts: [] } };
  }
}
