import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";

/** Words between one participant and whoever facilitates, plain. */
export const lineWords = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Write a few words."),
    z.maxLength(2_000, "A message has at most 2,000 characters."),
  );

/** One message of a private line. Its author's name is told to both ends. */
export const lineMessageView = z.object({
  id: idSchema,
  by: personMark,
  words: z.string(),
  /** Later than that of every message before it in the line. */
  at: z.number(),
});
export type LineMessageView = z.infer<typeof lineMessageView>;

/** A private line as its participant reads it, the earliest message first. */
export const ownLineView = z.object({
  messages: z.array(lineMessageView),
  /** The latest message that its participant has had before them; 0 before the first. */
  readAt: z.number(),
});
export type OwnLineView = z.infer<typeof ownLineView>;

/** A private line as the room's facilitators find it among the others, without its words. */
export const lineView = z.object({
  person: personMark,
  /** When the latest message was written. */
  latestAt: z.number(),
  /** Since when something of its participant's is unanswered; null where nothing is. */
  waitsSince: z.nullable(z.number()),
  /** The facilitator who wrote last, or said that no answer is needed; null before either. */
  settledBy: z.nullable(personMark),
  /** Whether that one wrote. */
  isAnswered: z.boolean(),
});
export type LineView = z.infer<typeof lineView>;

/** A private line as a facilitator reads it. */
export const lineTalkView = z.object({ line: z.nullable(lineView), messages: z.array(lineMessageView) });
export type LineTalkView = z.infer<typeof lineTalkView>;

/** What writing is answered with: the message is kept. */
export const messageReply = z.object({ messageId: idSchema });
export type MessageReply = z.infer<typeof messageReply>;
