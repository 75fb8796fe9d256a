import type { Server } from "socket.io";
import { type EventName, events } from "#shared/events";
import type { Fact } from "#shared/live/event";
import { emitTogether } from "./wholeFrames";

let server: Server | null = null;

/** Says through which server facts are told from here on. */
export function publishThrough(io: Server | null): void {
  server = io;
}

/**
 * Tells everyone in the channel what has happened, after it has been saved: one emit for the room, encoded once. What
 * was saved together is told together, each fact as an event of its own. To tell it twice is harmless.
 */
export function publish(channel: string, ...facts: readonly Fact[]): void {
  if (server !== null) emitTogether(server, channel, facts);
}

/** Strips the data of a fact to what its event declares, so that nothing else can be stored or told. */
export function strip<Name extends EventName>(name: Name, data: unknown): unknown {
  const event = events[name];
  if (event === undefined) throw new Error(`The event ${name} is not declared.`);
  return event.data.parse(data);
}

/** Refuses to boot on an event without a schema, a policy or a subject. */
export function assertEventsDeclared(): void {
  for (const [name, event] of Object.entries(events)) {
    const isWhole = event.data && typeof event.policy === "function" && event.about;
    if (!isWhole) throw new Error(`The event ${name} lacks its data, policy or subject.`);
  }
}
