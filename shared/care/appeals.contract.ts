import * as z from "zod/mini";
import { canFacilitateDebrief } from "#shared/debriefs/debriefs.policy";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { postView } from "#shared/forums/threads.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { isMember } from "#shared/people/people.policy";
import { appealableDeeds, canAppeal, canDecideAppeal, canHandUpAppeal } from "./appeals.policy";
import { handingReason } from "./care.contract";
import { canKeepHigherDesk } from "./desks.policy";

/** How an appeal ended: what was done stands, or was undone. */
export const appealOutcomes = ["stands", "undone"] as const;
export type AppealOutcome = (typeof appealOutcomes)[number];

const words = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say what you ask somebody to look at."),
    z.maxLength(2_000, "An appeal has at most 2,000 characters."),
  );

const answer = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say why, so that they can understand it."),
    z.maxLength(1_000, "An answer has at most 1,000 characters."),
  );

const deed = z.enum(appealableDeeds);

/** What was done to somebody, as they themselves read it, and their appeal against it. */
export const decisionView = z.object({
  /** The entry of the log that tells of it. */
  id: idSchema,
  deed,
  at: z.number(),
  reason: z.string(),
  /** The norm that the reason names, as it was then; may be empty. */
  norm: z.string(),
  /** The group in which it was; empty elsewhere, and where they may know of it no more. */
  groupName: z.string(),
  /** The debrief room in which it was; empty elsewhere, and of a group's own room once they are not in the group. */
  roomName: z.string(),
  /** The post that was taken out of sight, where it stands; null for other deeds, and once they may not read it. */
  post: z.nullable(z.object({ id: idSchema, threadTitle: z.string() })),
  /** What was done holds still, so that there is something to be undone. */
  stands: z.boolean(),
  /** Somebody else can still be asked to look at it. */
  canAppeal: z.boolean(),
  appeal: z.nullable(
    z.object({
      id: idSchema,
      words: z.string(),
      at: z.number(),
      /** Null until somebody has decided. */
      outcome: z.nullable(z.enum(appealOutcomes)),
      answer: z.string(),
    }),
  ),
});
export type DecisionView = z.infer<typeof decisionView>;

/** An appeal as those see it who may decide about it. */
export const appealView = z.object({
  id: idSchema,
  words: z.string(),
  at: z.number(),
  deed,
  /** When it was done, by whom, and why. */
  doneAt: z.number(),
  by: personMark,
  reason: z.string(),
  norm: z.string(),
  /** Who appeals. */
  who: personMark,
  /** The group in which it was; empty elsewhere. */
  groupName: z.string(),
  /** The debrief room in which it was; empty elsewhere, and of a group's own room to whoever is not in the group. */
  roomName: z.string(),
  /** How long they are paused in it: `until` is null while that is until it closes. Null elsewhere, and once they were paused anew. */
  paused: z.nullable(z.object({ until: z.nullable(z.number()) })),
  threadTitle: z.string(),
  /** The post as it is now, with its words; null for other deeds, and once there is nothing left of it. */
  post: z.nullable(postView),
  /** Why it was handed up; empty where it was not. */
  handed: z.string(),
  /** It can be handed to somebody above whoever it lies with. */
  canHandUp: z.boolean(),
});
export type AppealView = z.infer<typeof appealView>;

export const appealEndpoints = {
  listDecisions: endpoint({
    method: "GET",
    path: "/api/decisions",
    summary:
      "What those who look after something did to the viewer and somebody else can look at again, the latest first, each with the viewer's appeal.",
    input: z.strictObject(pageInput),
    reply: pageOf(decisionView),
    policy: isMember,
    about: "nothing",
  }),
  appeal: endpoint({
    method: "POST",
    path: "/api/decisions/:entryId/appeal",
    summary:
      "Asks somebody else than whoever did it to look at a decision about the viewer again. Once for each decision.",
    input: z.strictObject({ appealId: idSchema, words }),
    reply: z.object({ appealId: idSchema }),
    policy: canAppeal,
    about: "decision",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/appeals",
    summary:
      "The open appeals of a space, the oldest first. Those of the viewer and against what they did are not among them.",
    input: z.strictObject(pageInput),
    reply: pageOf(appealView),
    policy: canModerateSpace,
    about: "space",
  }),
  listOfRoom: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/appeals",
    summary:
      "The open appeals of a debrief room, the oldest first. Those of the viewer and against what they did are not among them.",
    input: z.strictObject(pageInput),
    reply: pageOf(appealView),
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  listHigher: endpoint({
    method: "GET",
    path: "/api/appeals",
    summary: "The open appeals that went to the viewer as a steward or administrator, the oldest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(appealView),
    policy: canKeepHigherDesk,
    about: "nothing",
  }),
  decide: endpoint({
    method: "POST",
    path: "/api/appeals/:appealId/decide",
    summary:
      "Decides about an appeal: what was done stands, or is undone in the same moment. Who decides second is told that it is decided.",
    input: z.strictObject({ deedId: idSchema, outcome: z.enum(appealOutcomes), answer }),
    reply: z.object({ outcome: z.enum(appealOutcomes) }),
    policy: canDecideAppeal,
    about: "appeal",
    logs: ["care:appealStands", "care:appealUndone"],
  }),
  handUp: endpoint({
    method: "POST",
    path: "/api/appeals/:appealId/hand-up",
    summary:
      "Hands an appeal on, with a reason: from a space or room to the stewards of a program above it, else and from there to whoever administers the deployment. Whoever appealed is told how it ended, and not where it went.",
    input: z.strictObject({ deedId: idSchema, reason: handingReason }),
    reply: z.object({ appealId: idSchema }),
    policy: canHandUpAppeal,
    about: "appeal",
    logs: ["care:appealHandedUp"],
  }),
};
