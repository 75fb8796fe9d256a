import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { contributionKinds } from "./debriefs.contract";

/** What was written to a prompt whose remarks are held: not in the room, and known to nobody there. */
const heldRemark = {
  /** The id of the deed, and of the contribution or answer that it becomes once it is shown. */
  id: idSchema,
  /** Null for an answer. */
  kind: z.nullable(z.enum(contributionKinds)),
  /** What it answers; null for a contribution. */
  contributionId: z.nullable(idSchema),
  text: z.string(),
  /** The segment's place from 0 in which it was written; -1 before the first. */
  segment: z.number(),
};

/** One that waits, as the room's facilitators read it. */
export const heldRemarkView = z.object({
  ...heldRemark,
  /** Null when the author speaks without a name: the facilitator is not told either. */
  author: z.nullable(personMark),
  at: z.number(),
});
export type HeldRemarkView = z.infer<typeof heldRemarkView>;

/** One of the viewer's own that waits or was declined. */
export const ownHeldView = z.object({
  ...heldRemark,
  isUnnamed: z.boolean(),
  state: z.enum(["waiting", "declined"]),
  /** Why it was declined; empty while it waits. */
  reason: z.string(),
});
export type OwnHeldView = z.infer<typeof ownHeldView>;

/** What saying something is answered with where it waits for a facilitator: nothing has happened in the room. */
export const heldReply = z.object({ heldId: idSchema });
export type HeldReply = z.infer<typeof heldReply>;
