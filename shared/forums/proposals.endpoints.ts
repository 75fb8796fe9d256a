import * as z from "zod/mini";
import { richText } from "#shared/richText/richText.contract";
import { deedId, deedIn } from "./deeds.endpoints";
import { outcomes } from "./proposals.contract";
import { canStateOutcome } from "./proposals.policy";
import { canEditThread } from "./threads.policy";

/** How a proposal comes to its end. A position is taken by a reply. */
export const proposalEndpoints = {
  decide: deedIn(
    "outcome",
    "States what became of a proposal, in words that stand in the thread as a post. It ends the taking of positions and is done once.",
    canStateOutcome,
    z.strictObject({
      /** Also the id that the post is to have. */
      deedId,
      result: z.enum(outcomes),
      body: richText,
    }),
    "forums:decided",
    ["forums:decided"],
  ),
  decideBy: deedIn(
    "decide-by",
    "Moves the moment until which positions are taken, from one hour to 92 days ahead, while there is no outcome.",
    canEditThread,
    z.strictObject({ deedId, decideBy: z.int() }),
    "forums:decideByMoved",
    ["forums:decideByMoved"],
  ),
};
