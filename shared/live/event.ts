import * as z from "zod/mini";
import type { Schema, Subject } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import type { Policy } from "#shared/people/viewer";

/** Something that has happened in a room: what it says, and who may hear it. */
export interface LiveEvent<Data extends Schema = Schema> {
  /** Says only what the least privileged hearer may know. */
  data: Data;
  /** Asked of everyone who joins the channel on which the event is published. */
  policy: Policy<never>;
  about: Subject;
}

/** Declares an event, keeping its schema as a type. */
export function liveEvent<Data extends Schema>(event: LiveEvent<Data>): LiveEvent<Data> {
  return event;
}

/**
 * An event as it stands in its room's log and travels on the wire. `seq` counts from 1 without holes within the
 * room; `at` is the server's clock in milliseconds since the epoch.
 */
export interface Fact<Name extends string = string, Data = unknown> {
  roomId: string;
  seq: number;
  at: number;
  name: Name;
  data: Data;
}

/** The schema of one event's fact, for a deed that answers with what it made happen. */
export function factOf<const Name extends string, Data extends Schema>(name: Name, event: LiveEvent<Data>) {
  return z.object({
    roomId: idSchema,
    seq: z.number(),
    at: z.number(),
    name: z.literal(name),
    data: event.data,
  });
}

/** The facts that a table of events can give rise to, as one union. */
export type FactOf<Events extends Record<string, LiveEvent>> = {
  [Name in keyof Events & string]: Fact<Name, z.infer<Events[Name]["data"]>>;
}[keyof Events & string];
