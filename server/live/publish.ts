import type { Server } from "socket.io";
import { type EventName, events } from "#shared/events";
import type { Fact } from "#shared/live/event";

type Listener = (fact: Fact) => Promise<void> | void;

let server: Server | null = null;
const listeners = new Map<string, Listener[]>();

/** Says through which server facts are told from here on. */
export function publishThrough(io: Server | null): void {
  server = io;
}

/**
 * Tells everyone in the channel what has happened, after it has been saved: one emit for the room, encoded once.
 * Then tells the listeners of other features, whose failures are their own.
 */
export function publish(channel: string, fact: Fact): void {
  tell(channel, fact);
  for (const listener of listeners.get(fact.name) ?? []) {
    queueMicrotask(() => void Promise.resolve(listener(fact)).catch(reportFailure));
  }
}

/** Tells those in the channel alone; to tell them twice is harmless. */
export function tell(channel: string, fact: Fact): void {
  server?.to(channel).emit(fact.name, fact);
}

/** Lets a feature on the left react to what one on its right announces. */
export function on(name: EventName, listener: Listener): void {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
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

function reportFailure(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error), { code: "LISTENER_FAILED" });
}
