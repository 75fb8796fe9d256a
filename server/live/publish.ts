import type { Server } from "socket.io";
import type * as z from "zod/mini";
import { type Announcements, type EventName, type Events, events } from "#shared/events";
import type { Fact } from "#shared/live/event";
import { emitTogether } from "./wholeFrames";

let server: Server | null = null;

/** Says through which server facts are told from here on. */
export function publishThrough(io: Server | null): void {
  server = io;
}

/**
 * Tells everyone in the channel what has happened, after it has been saved: one emit for the room, encoded once. What
 * was saved together is told together, each fact as an event of its own. To tell it twice is harmless. The listeners of
 * other features are told after.
 */
export function publish(channel: string, ...facts: readonly Fact[]): void {
  if (server !== null) emitTogether(server, channel, facts);
  for (const fact of facts) tellListeners(fact.name, fact);
}

/** Tells the listeners of other features alone what is heard in no channel, after it has been saved. */
export function announce<Name extends keyof Announcements>(name: Name, told: Announcements[Name]): void {
  tellListeners(name, told);
}

/** What is told under a name: a fact, or what was announced. */
export type Told<Name> = Name extends EventName
  ? Fact<Name, z.infer<Events[Name]["data"]>>
  : Name extends keyof Announcements
    ? Announcements[Name]
    : never;

/**
 * Has a feature told what one to its right does; the answer ends that. It is told in this process alone, once the deed
 * is saved and answered or about to be. A process that dies in between has told nobody, and a listener that fails is
 * not told again: whoever must miss nothing makes up for it by reading the store from where they were sure last.
 */
export function on<Name extends EventName | keyof Announcements>(
  name: Name,
  listener: (told: Told<Name>) => void | Promise<void>,
): () => void {
  const hearing = listeners.get(name) ?? new Set();
  listeners.set(name, hearing.add(listener as Listener));
  return () => hearing.delete(listener as Listener);
}

/** Resolves once the listeners have done what they were told so far. */
export async function listenersAreDone(): Promise<void> {
  await Promise.all(underWay);
}

type Listener = (told: unknown) => void | Promise<void>;
const listeners = new Map<string, Set<Listener>>();
const underWay = new Set<Promise<void>>();

/** One that fails keeps neither the deed nor the others from going on. */
function tellListeners(name: string, told: unknown): void {
  for (const listener of listeners.get(name) ?? []) {
    const work = Promise.resolve()
      .then(() => listener(told))
      .catch((error) => process.emitWarning(error instanceof Error ? error : String(error)))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }
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
