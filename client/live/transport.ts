import type * as z from "zod/mini";
import type { Fact } from "#shared/live/event";
import type { LiveAnswer, LiveMessageName, liveMessages, PresenceFrame } from "#shared/live/live.contract";

export type MessageInput<Name extends LiveMessageName> = z.infer<(typeof liveMessages)[Name]["input"]>;

/** What a room needs of a connection: `socket.ts` is the one of the browser. */
export interface Transport {
  isConnected(): boolean;
  /**
   * Says something and waits for its answer, as many milliseconds as `within` says. Rejects when the connection is
   * lost or the answer is late.
   */
  ask<Name extends LiveMessageName>(
    name: Name,
    input: MessageInput<Name>,
    within?: number,
  ): Promise<LiveAnswer>;
  /** Listens; the function it returns ends that. */
  listen(ears: Partial<Ears>): () => void;
}

/** What can be heard on a connection, of all channels. */
export interface Ears {
  connected(): void;
  /** The connection was lost, or could not be made. */
  lost(): void;
  fact(channel: string, fact: Fact): void;
  presence(frame: PresenceFrame): void;
}

/** The channel of a fact: its feature is the first word of its name. */
export function channelOf(fact: Fact): string {
  return `${fact.name.slice(0, fact.name.indexOf(":"))}:${fact.roomId}`;
}
