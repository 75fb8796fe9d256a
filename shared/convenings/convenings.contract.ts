import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { localText } from "#shared/languages";
import { isMember } from "#shared/people/people.policy";
import { canSeeConvening } from "./convenings.policy";

/** What a segment of a debrief is for. */
export const segmentKinds = [
  "openingRound",
  "lastCommitments",
  "gleanedCards",
  "openDiscussion",
  "commitments",
  "closingRound",
] as const;
export type SegmentKind = (typeof segmentKinds)[number];

/** One timed part of a guide. */
export const segmentView = z.object({
  id: z.string(),
  kind: z.enum(segmentKinds),
  title: localText,
  prompt: localText,
  minutes: z.number(),
});
export type SegmentView = z.infer<typeof segmentView>;

/** The agenda that an alliance publishes for a convening's debriefs. */
export const guideView = z.object({ version: z.number(), segments: z.array(segmentView) });
export type GuideView = z.infer<typeof guideView>;

/** An expert session. */
export const conveningView = z.object({
  id: idSchema,
  programId: idSchema,
  programName: z.string(),
  seriesTitle: z.string(),
  /** The membership year, such as `2023-24`. */
  year: z.string(),
  /** Its place in the series, from 1. */
  place: z.number(),
  title: z.string(),
  /** Milliseconds since the epoch; null while no date is known. */
  startsAt: z.nullable(z.number()),
  minutes: z.number(),
  /** IANA zone in which the program tells its times. */
  timeZone: z.string(),
  /** Seats of each campus; null where the program names none. */
  seatsPerCampus: z.nullable(z.number()),
  debriefMinutes: z.number(),
});
export type ConveningView = z.infer<typeof conveningView>;

export const conveningEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/convenings",
    summary:
      "The convenings of the viewer's programs: the newest year first, within a year in the order of the series.",
    input: z.strictObject({ ...pageInput, programId: z.optional(idSchema) }),
    reply: pageOf(conveningView),
    policy: isMember,
    about: "nothing",
  }),
  show: endpoint({
    method: "GET",
    path: "/api/convenings/:conveningId",
    summary: "One convening with the guide of its debriefs.",
    reply: z.extend(conveningView, { guide: guideView }),
    policy: canSeeConvening,
    about: "convening",
  }),
};
