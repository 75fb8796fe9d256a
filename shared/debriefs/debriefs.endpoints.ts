import * as z from "zod/mini";
import { type Endpoint, endpoint, type Schema } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { factOf } from "#shared/live/event";
import { isMember } from "#shared/people/people.policy";
import {
  attributions,
  breathSentence,
  contributionKinds,
  debriefSummary,
  debriefView,
  handOrders,
  reactions,
  remarkText,
} from "./debriefs.contract";
import { type DebriefFactOf, debriefEvents, debriefFact } from "./debriefs.events";
import { canAttendDebrief, canFacilitateDebrief, canScheduleDebrief, canSeePhase } from "./debriefs.policy";
import { heldReply, ownHeldView } from "./heldRemarks.contract";

/** Made by the device, once for each deed: sending it again is the same deed, and is answered the same. */
const deedId = idSchema;

export const scheduleInput = z.strictObject({
  /** Made by the device: the debrief's id to be. */
  debriefId: idSchema,
  conveningId: idSchema,
  campusId: idSchema,
  startsAt: z.int().check(z.positive()),
  place: z.string().check(z.trim(), z.maxLength(200)),
  attribution: z.enum(attributions),
});
export type ScheduleInput = z.infer<typeof scheduleInput>;

export const contributeInput = z.strictObject({
  deedId,
  kind: z.enum(contributionKinds),
  text: remarkText,
  /** Speaks without a name: peers are not told who it was. */
  isUnnamed: z.boolean(),
});
export type ContributeInput = z.infer<typeof contributeInput>;

export const answerInput = z.strictObject({
  deedId,
  contributionId: idSchema,
  text: remarkText,
  isUnnamed: z.boolean(),
});
export type AnswerInput = z.infer<typeof answerInput>;

export const debriefEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/debriefs",
    summary: "Debriefs, latest first: those of a convening, or without one those of the viewer's own rooms.",
    input: z.strictObject({ ...pageInput, conveningId: z.optional(idSchema) }),
    reply: pageOf(debriefSummary),
    policy: isMember,
    about: "nothing",
  }),
  schedule: endpoint({
    method: "POST",
    path: "/api/debriefs",
    summary: "Schedules a campus's debrief of a convening. A campus has one debrief of each.",
    input: scheduleInput,
    reply: debriefSummary,
    policy: canScheduleDebrief,
    about: "campus",
  }),
  findByCode: endpoint({
    method: "POST",
    path: "/api/debriefs/find-by-code",
    summary: "Finds the room behind a join code among the viewer's own.",
    input: z.strictObject({ code: z.string().check(z.trim(), z.minLength(1), z.maxLength(20)) }),
    reply: z.object({ debriefId: idSchema }),
    policy: isMember,
    about: "nothing",
  }),
  summary: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/summary",
    summary: "One debrief's stage, without its content.",
    reply: debriefSummary,
    policy: canSeePhase,
    about: "debrief",
  }),
  show: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId",
    summary: "The room as all its people see it.",
    reply: debriefView,
    policy: canAttendDebrief,
    about: "debrief",
  }),
  facts: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/facts",
    summary: "What has happened in the room after a seq, in order, at most 500 facts at a time.",
    input: z.strictObject({ after: z.coerce.number().check(z.int(), z.gte(0)) }),
    reply: z.object({ items: z.array(debriefFact) }),
    policy: canAttendDebrief,
    about: "debrief",
  }),
  mine: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/mine",
    summary: "What in the room is the viewer's own: remarks, also unsigned and held ones, and reactions.",
    reply: z.object({
      contributionIds: z.array(idSchema),
      reactions: z.array(z.object({ contributionId: idSchema, reaction: z.enum(reactions) })),
      /** Those of the viewer's remarks that wait for a facilitator, or were declined. */
      held: z.array(ownHeldView),
    }),
    policy: canAttendDebrief,
    about: "debrief",
  }),

  contribute: orHeld(
    deed({
      path: "contributions",
      summary: "Says something in writing.",
      policy: canAttendDebrief,
      input: contributeInput,
      event: "debriefs:contributed",
    }),
  ),
  withdraw: deed({
    path: "withdrawals",
    summary: "Takes back one's own contribution; its text is gone for everyone.",
    policy: canAttendDebrief,
    input: z.strictObject({ deedId, contributionId: idSchema }),
    event: "debriefs:withdrawn",
  }),
  answer: orHeld(
    deed({
      path: "answers",
      summary: "Answers a contribution.",
      policy: canAttendDebrief,
      input: answerInput,
      event: "debriefs:answered",
    }),
  ),
  react: deed({
    path: "reactions",
    summary: "Adds or takes back one's own reaction.",
    policy: canAttendDebrief,
    input: z.strictObject({
      deedId,
      contributionId: idSchema,
      reaction: z.enum(reactions),
      isOn: z.boolean(),
    }),
    event: "debriefs:reacted",
  }),
  raiseHand: deed({
    path: "hands",
    summary: "Asks for the floor.",
    policy: canAttendDebrief,
    input: z.strictObject({ deedId }),
    event: "debriefs:handRaised",
  }),
  lowerHand: deed({
    path: "hands/lower",
    summary: "Lowers one's own hand; a facilitator lowers anyone's.",
    policy: canAttendDebrief,
    input: z.strictObject({ deedId, personId: idSchema }),
    event: "debriefs:handLowered",
  }),

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
  freeFloor: deed({
    path: "floor/free",
    summary: "Gives the floor back; a facilitator takes anyone off the stage.",
    policy: canAttendDebrief,
    input: z.strictObject({
      deedId,
      /** Who has the floor: of two at once, the second does not free it from who was called meanwhile. */
      personId: idSchema,
    }),
    event: "debriefs:floorFreed",
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

/** A deed in the room: it is answered with the fact that everyone in the room is told. */
function deed<
  const Path extends string,
  Input extends Schema,
  const Name extends keyof typeof debriefEvents,
>({
  path,
  event,
  ...door
}: {
  path: Path;
  summary: string;
  policy: typeof canAttendDebrief;
  input: Input;
  /** What it makes happen. */
  event: Name;
}) {
  return endpoint({
    ...door,
    method: "POST",
    path: `/api/debriefs/:debriefId/${path}` as const,
    reply: factOf(event, debriefEvents[event]) as unknown as z.ZodMiniType<DebriefFactOf<Name>>,
    about: "debrief",
  });
}

/** Where the prompt is held the room is told nothing, and the answer is that it waits. */
function orHeld<Path extends `/api/${string}`, Input extends Schema, Reply extends Schema>(
  door: Endpoint<Path, Input, Reply>,
) {
  return endpoint({ ...door, reply: z.union([door.reply, heldReply]) });
}
