import * as z from "zod/mini";
import type { Schema, Subject } from "#shared/http/endpoint";
import { personMark } from "#shared/people/people.contract";
import { isMember } from "#shared/people/people.policy";
import type { Policy } from "#shared/people/viewer";

/** Which room of which feature: `debriefs:01h…`. */
export const channelName = z.string().check(z.regex(/^[a-z]{1,20}:[0-9a-z]{26}$/, "That is not a channel."));

/** Something a connection may say to the server, and what it is answered. */
export interface LiveMessage<Input extends Schema = Schema, Reply extends Schema = Schema> {
  input: Input;
  reply: Reply;
  policy: Policy<never>;
  about: Subject;
}

function liveMessage<Input extends Schema, Reply extends Schema>(message: LiveMessage<Input, Reply>) {
  return message;
}

/**
 * Everything a browser may say over the socket. Deeds are not among it: they go over HTTP and are answered there.
 * Joining asks the policy of the channel's own feature besides.
 */
export const liveMessages = {
  /** Enters a channel. With `after`, answers the facts since that seq where they still fit in a frame; else a view. */
  "live:join": liveMessage({
    input: z.strictObject({ channel: channelName, after: z.nullable(z.number()) }),
    reply: z.object({
      /** The room's view, in the shape of its feature, or null when `facts` carries what was missed. */
      view: z.nullable(z.unknown()),
      facts: z.array(z.unknown()),
    }),
    policy: isMember,
    about: "nothing",
  }),
  "live:leave": liveMessage({
    input: z.strictObject({ channel: channelName }),
    reply: z.object({}),
    policy: isMember,
    about: "nothing",
  }),
  /** Says that this person is writing, or has stopped. Believed for six seconds. */
  "live:write": liveMessage({
    input: z.strictObject({ channel: channelName, isWriting: z.boolean() }),
    reply: z.object({}),
    policy: isMember,
    about: "nothing",
  }),
  /**
   * Says that this person looks at what the room is about, or no more. It holds until they say otherwise or the connection
   * ends, and is told only in rooms that tell who looks.
   */
  "live:look": liveMessage({
    input: z.strictObject({ channel: channelName, isLooking: z.boolean() }),
    reply: z.object({}),
    policy: isMember,
    about: "nothing",
  }),
  /** Tells the server's clock, in milliseconds since the epoch. */
  "live:clock": liveMessage({
    input: z.strictObject({}),
    reply: z.object({ now: z.number() }),
    policy: isMember,
    about: "nothing",
  }),
} as const;
export type LiveMessageName = keyof typeof liveMessages;

/** Who is in a room now. Volatile: the latest frame is the whole truth. */
export const presenceFrame = z.object({
  channel: channelName,
  /** How many people, however many windows each has open; in rooms that tell who looks, how many look. */
  here: z.number(),
  /** Who they are; null where only the count is told: in rooms that tell no names, and above 200 people. */
  people: z.nullable(z.array(personMark)),
  /** How many are writing. Never who: a name beside an unsigned remark would sign it. */
  writing: z.number(),
});
export type PresenceFrame = z.infer<typeof presenceFrame>;

/** What an acknowledgement carries: the reply, or a refusal in the same words as over HTTP. */
export const liveAnswer = z.union([
  z.object({ ok: z.literal(true), reply: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.object({ code: z.string(), message: z.string() }) }),
]);
export type LiveAnswer = z.infer<typeof liveAnswer>;
