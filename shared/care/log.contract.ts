import * as z from "zod/mini";
import { canFacilitateDebrief } from "#shared/debriefs/debriefs.policy";
import { loggedInDebriefs } from "#shared/debriefs/logged";
import { loggedInForums } from "#shared/forums/logged";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import { loggedInGroups } from "#shared/groups/logged";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { canReadHigherLog, canReadSiteLog } from "./log.policy";

/** Everything that the log tells of. */
export const logDeeds = [
  ...loggedInForums,
  ...loggedInGroups,
  ...loggedInDebriefs,
  "care:settledAsked",
  "care:settledHidden",
  "care:settledStays",
  "care:handedUp",
  "care:appealStands",
  "care:appealUndone",
  "care:appealHandedUp",
] as const;
export type LogDeed = (typeof logDeeds)[number];

/** One entry of a log, as those read it who answer for the same. */
export const logEntryView = z.object({
  id: idSchema,
  /** Its place in its log, from 1, without holes. */
  seq: z.number(),
  at: z.number(),
  deed: z.enum(logDeeds),
  by: personMark,
  /** Whose words it was done to; null where that is nobody in particular. */
  whom: z.nullable(personMark),
  reason: z.string(),
  /** The norm that the reason names, as it was then; may be empty. */
  norm: z.string(),
  /** The thread that the reader may open, or null. */
  thread: z.nullable(z.object({ id: idSchema, title: z.string() })),
  /** The post in it, or null. */
  postId: z.nullable(idSchema),
});
export type LogEntryView = z.infer<typeof logEntryView>;

export const logEndpoints = {
  ofSpace: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/log",
    summary: "What those who look after a space have done there, the latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(logEntryView),
    policy: canModerateSpace,
    about: "space",
  }),
  ofGroup: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/log",
    summary: "What those who facilitate a group have done to it and to who is in it, the latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(logEntryView),
    policy: canFacilitateGroup,
    about: "group",
  }),
  ofRoom: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/log",
    summary: "What those who facilitate a debrief room have done there to somebody, the latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(logEntryView),
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  ofProgram: endpoint({
    method: "GET",
    path: "/api/programs/:programId/log",
    summary: "What was done about reports that went to a program's stewards, the latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(logEntryView),
    policy: canReadHigherLog,
    about: "program",
  }),
  ofSite: endpoint({
    method: "GET",
    path: "/api/log",
    summary: "What was done about reports that went to whoever administers the deployment, the latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(logEntryView),
    policy: canReadSiteLog,
    about: "nothing",
  }),
};
