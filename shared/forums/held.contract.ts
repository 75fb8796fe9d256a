import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { keptRichText } from "#shared/richText/richText.contract";
import { positions } from "./proposals.contract";
import { authorMark } from "./threads.contract";

export const heldKinds = ["thread", "reply", "post"] as const;
export const heldStates = ["waiting", "released", "refused", "withdrawn"] as const;
export type HeldState = (typeof heldStates)[number];
/** Why it waits: every reply of its thread does, it is its author's first there, or a rule of the space holds a word or link. */
export const heldCauses = ["thread", "first", "word", "link"] as const;
export type HeldCause = (typeof heldCauses)[number];

/** Something that waits for a moderator. Only its author and those who decide are shown it. */
export const heldView = z.object({
  id: idSchema,
  /** A new thread, a reply, or a post that was shown before and was taken back to be looked at. */
  kind: z.enum(heldKinds),
  postId: idSchema,
  threadId: idSchema,
  threadTitle: z.string(),
  spaceId: idSchema,
  author: authorMark,
  at: z.number(),
  /** Null once its author has taken it back. */
  body: z.nullable(keptRichText),
  state: z.enum(heldStates),
  /** Why it was held or not let through; empty where nobody has said. */
  reason: z.string(),
  /** The norm of the group that the reason names; may be empty. */
  norm: z.string(),
  /** What a reply is to say of the proposal. */
  position: z.optional(z.enum(positions)),
  /** Left out of what a moderator has taken back by hand. */
  cause: z.optional(z.enum(heldCauses)),
  /** The word that a rule of the space holds; told to those alone who look after it. */
  word: z.optional(z.string()),
});
export type HeldView = z.infer<typeof heldView>;
