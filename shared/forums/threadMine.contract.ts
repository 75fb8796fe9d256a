import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { heldView } from "./held.contract";
import { positions } from "./proposals.contract";
import { followLevels, placementView, postReactions } from "./threads.contract";

/** What of a thread is the reader's own; never part of what others see. */
export const threadMine = z.object({
  /** Where the reader may see it stand, its home first. Never empty. */
  placements: z.array(placementView),
  /** The first place that is not read yet. */
  readTo: z.number(),
  level: z.enum(followLevels),
  /** What was chosen in the poll, as places from 0. */
  votes: z.array(z.number()),
  /** Where the reader stands on a proposal, and by which post; left out where nothing of theirs counts. */
  position: z.optional(z.object({ position: z.enum(positions), postId: idSchema })),
  reactions: z.array(z.object({ postId: idSchema, reaction: z.enum(postReactions) })),
  bookmarks: z.array(idSchema),
  /** When which of them is to be called to mind; also those whose time has come. */
  reminders: z.array(z.object({ postId: idSchema, at: z.number() })),
  /** The debrief from which it was carried, for the people of that room alone. */
  carriedFromId: z.optional(idSchema),
  /** When the reader last said something here, as far as it is known. */
  spokeAt: z.nullable(z.number()),
  /** How slowly the reader speaks for a while in the group whose the thread is; null where they speak as they like. */
  turn: z.nullable(
    z.object({ until: z.number(), pace: z.number(), spokeAt: z.number(), reason: z.string() }),
  ),
  /** Whom the reader has blocked, here or elsewhere. */
  blockedIds: z.array(idSchema),
  /** What the reader said here that waits for a moderator, or was not let through; the oldest first. */
  held: z.array(heldView),
});
export type ThreadMine = z.infer<typeof threadMine>;
