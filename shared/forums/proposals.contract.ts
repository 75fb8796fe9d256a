import * as z from "zod/mini";
import { idSchema } from "#shared/ids";

/** What a person says of a proposal; `block` says that they cannot live with it. */
export const positions = ["agree", "abstain", "disagree", "block"] as const;
export type Position = (typeof positions)[number];

/** What became of a proposal; `withdrawn` is one that is not proposed any more. */
export const outcomes = ["accepted", "rejected", "withdrawn"] as const;
export type Outcome = (typeof outcomes)[number];

/** How soon and how far ahead the taking of positions may end, in milliseconds. */
export const SHORTEST_DECIDING = 3_600_000;
export const LONGEST_DECIDING = 92 * 86_400_000;

/** How many people stand where. Who they are their posts say. */
export const positionCounts = z.object({
  agree: z.number(),
  abstain: z.number(),
  disagree: z.number(),
  block: z.number(),
});
export type PositionCounts = z.infer<typeof positionCounts>;

/** The position that a post takes, with its words as the reason. */
export const takenPosition = z.object({
  position: z.enum(positions),
  /** Its author has taken another one in a later post, so that this one is not counted. */
  isChanged: z.boolean(),
});
export type TakenPosition = z.infer<typeof takenPosition>;

/** How far a proposal is decided; the same for all its readers. Whether positions are taken now, `isDeciding` says. */
export const decisionView = z.object({
  /** Until when positions are taken, in milliseconds since the epoch. */
  decideBy: z.number(),
  counts: positionCounts,
  outcome: z.nullable(
    z.object({
      /** The post that tells it in words. It may be out of sight by now, or stand elsewhere. */
      postId: idSchema,
      result: z.enum(outcomes),
      at: z.number(),
    }),
  ),
});
export type DecisionView = z.infer<typeof decisionView>;
