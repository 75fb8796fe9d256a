import * as z from "zod/mini";

/** That the viewer reads in a room and does not speak. */
export const ownPauseView = z.object({
  /** When it ends by itself, in milliseconds since the epoch; null where that is when the room closes. */
  until: z.nullable(z.number()),
  reason: z.string(),
});
export type OwnPauseView = z.infer<typeof ownPauseView>;
