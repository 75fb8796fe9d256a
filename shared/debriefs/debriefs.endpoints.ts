import * as z from "zod/mini";
import { type Endpoint, endpoint, type Schema } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import {
  attributions,
  contributionKinds,
  debriefSummary,
  debriefView,
  reactions,
  remarkText,
} from "./debriefs.contract";
import { debriefFact } from "./debriefs.events";
import { canAttendDebrief, canScheduleDebrief, canSeePhase, canSpeakInDebrief } from "./debriefs.policy";
import { deed, deedId } from "./deed";
import { facilitatingEndpoints } from "./facilitating.endpoints";
import { heldReply, ownHeldView } from "./heldRemarks.contract";
import { ownPauseView } from "./ownPause.contract";

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
    summary:
      "What in the room is the viewer's own: remarks, also unsigned and held ones, reactions, and a pause.",
    reply: z.object({
      contributionIds: z.array(idSchema),
      reactions: z.array(z.object({ contributionId: idSchema, reaction: z.enum(reactions) })),
      /** Those of the viewer's remarks that wait for a facilitator, or were declined. */
      held: z.array(ownHeldView),
      /** How the viewer is paused in the room, or null. */
      pause: z.nullable(ownPauseView),
    }),
    policy: canAttendDebrief,
    about: "debrief",
  }),

  contribute: orHeld(
    deed({
      path: "contributions",
      summary: "Says something in writing.",
      policy: canSpeakInDebrief,
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
      policy: canSpeakInDebrief,
      input: answerInput,
      event: "debriefs:answered",
    }),
  ),
  react: deed({
    path: "reactions",
    summary: "Adds or takes back one's own reaction.",
    policy: canSpeakInDebrief,
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
    policy: canSpeakInDebrief,
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
    logs: ["debriefs:floorTaken"],
  }),
  ...facilitatingEndpoints,
};

/** Where the prompt is held the room is told nothing, and the answer is that it waits. */
function orHeld<Path extends `/api/${string}`, Input extends Schema, Reply extends Schema>(
  door: Endpoint<Path, Input, Reply>,
) {
  return endpoint({ ...door, reply: z.union([door.reply, heldReply]) });
}
