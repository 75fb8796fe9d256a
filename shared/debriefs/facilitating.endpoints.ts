import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { breathSentence, handOrders } from "./debriefs.contract";
import { canFacilitateDebrief } from "./debriefs.policy";
import { deed, deedId } from "./deed";

/** What whoever facilitates a room does there. */
export const facilitatingEndpoints = {
  lowerHands: deed({
    path: "hands/lower-all",
    summary: "Lowers every hand.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId }),
    event: "debriefs:handsLowered",
  }),
  call: deed({
    path: "hands/call",
    summary: "Gives somebody with a raised hand the floor.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId, personId: idSchema }),
    event: "debriefs:called",
  }),
  orderHands: deed({
    path: "hands/order",
    summary: "Chooses the order of the queue.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId, order: z.enum(handOrders) }),
    event: "debriefs:handOrderChosen",
  }),
  changeStage: deed({
    path: "stage",
    summary: "Opens, begins, starts closing, closes or reopens the room.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId, to: z.enum(["open", "live", "closing", "closed"]) }),
    event: "debriefs:stageChanged",
  }),
  move: deed({
    path: "moves",
    summary:
      "Moves the stage to a segment. Names the segment it moves from, so that two clicks at once move once.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId, from: z.int().check(z.gte(-1)), to: z.int().check(z.gte(0), z.lte(50)) }),
    event: "debriefs:moved",
  }),
  undoMove: deed({
    path: "moves/undo",
    summary: "Takes the last move back, with the timer as it was.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId }),
    event: "debriefs:moved",
  }),
  changeTimer: deed({
    path: "timer",
    summary: "Pauses, resumes or extends the timer.",
    policy: canFacilitateDebrief,
    input: z.strictObject({
      deedId,
      change: z.enum(["pause", "resume", "extend"]),
      /** Only for `extend`. */
      minutes: z.optional(z.int().check(z.gte(1), z.lte(60))),
    }),
    event: "debriefs:timerChanged",
  }),
  takeBreath: deed({
    path: "breath",
    summary:
      "Lets the room take a breath: nothing new is said, answered or reacted to, and its time stands still.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId, sentence: breathSentence }),
    event: "debriefs:breathTaken",
  }),
  goOn: deed({
    path: "breath/end",
    summary: "Ends the breath; the time goes on where it ran.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId }),
    event: "debriefs:wentOn",
  }),
  hold: deed({
    path: "holding",
    summary:
      "Has what is written to one prompt wait for a facilitator before the room sees it, or no longer.",
    policy: canFacilitateDebrief,
    input: z.strictObject({
      deedId,
      /** The segment's place from 0; -1 before the first. */
      segment: z.int().check(z.gte(-1)),
      isHolding: z.boolean(),
    }),
    event: "debriefs:holdingChanged",
  }),
  spotlight: deed({
    path: "spotlight",
    summary: "Shows one contribution to everyone and on the projector, or with null none.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId, contributionId: z.nullable(idSchema) }),
    event: "debriefs:spotlit",
  }),
  markTakeaway: deed({
    path: "takeaways",
    summary: "Keeps a contribution as a takeaway of the room, or no longer.",
    policy: canFacilitateDebrief,
    input: z.strictObject({ deedId, contributionId: idSchema, isTakeaway: z.boolean() }),
    event: "debriefs:takeawayMarked",
  }),
};
