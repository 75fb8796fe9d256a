import * as z from "zod/mini";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { postView } from "#shared/forums/threads.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { canHandUpReport, canReportPost, canSettleReport } from "./care.policy";
import { canKeepHigherDesk } from "./desks.policy";

/** What is wrong with a post. */
export const reportReasons = ["hurts", "private", "offTopic", "spam", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

/** How a report ended: the post stays as it is, its author is asked to edit it, or it was taken out of sight. */
export const reportOutcomes = ["stays", "asked", "hidden"] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

export const reportNote = z
  .string()
  .check(z.trim(), z.maxLength(1_000, "A note has at most 1,000 characters."));

/** Why something is handed up: those read it who get it, and whoever reads the log. */
export const handingReason = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say why, so that they can go on with it."),
    z.maxLength(600, "A reason has at most 600 characters."),
  );

/** What may have been done to somebody that whoever decides about them again should know of. */
export const historyDeeds = [
  "forums:askedToEdit",
  "forums:hidden",
  "forums:heldBack",
  "forums:refused",
  "groups:paused",
  "groups:slowed",
  "groups:removed",
] as const;
export type HistoryDeed = (typeof historyDeeds)[number];

/** What was done to somebody in one place before: how often, and the last time. What was not done is left out. */
export const historyView = z.array(
  z.object({ deed: z.enum(historyDeeds), count: z.number(), lastAt: z.number() }),
);
export type HistoryView = z.infer<typeof historyView>;

/** A report as those see it who settle it. Who reported is recorded, and shown to nobody. */
export const reportView = z.object({
  id: idSchema,
  reason: z.enum(reportReasons),
  note: z.string(),
  at: z.number(),
  threadTitle: z.string(),
  /** The post as it is now, with its words also where it is hidden; null once there is nothing left of it. */
  post: z.nullable(postView),
  /** The viewer may open the thread, and so hide the post there or ask its author to edit it. */
  canOpen: z.boolean(),
  /** Its author is asked to edit it, and has not yet. */
  isAsked: z.boolean(),
  /** Why it was handed up; empty where it was not. */
  handed: z.string(),
  /** It can be handed to somebody above whoever it lies with. */
  canHandUp: z.boolean(),
  /** What was done to the author of the post before, in the space and group where it stands. */
  history: historyView,
});
export type ReportView = z.infer<typeof reportView>;

/** A report as whoever made it sees it. */
export const ownReportView = z.object({
  id: idSchema,
  postId: idSchema,
  reason: z.enum(reportReasons),
  at: z.number(),
  isSettled: z.boolean(),
});
export type OwnReportView = z.infer<typeof ownReportView>;

export const reportEndpoints = {
  report: endpoint({
    method: "POST",
    path: "/api/posts/:postId/reports",
    summary:
      "Tells those who look after the thread's home that something is wrong with a post; about one of them it goes past them. Once for each person and post.",
    input: z.strictObject({ reportId: idSchema, reason: z.enum(reportReasons), note: reportNote }),
    reply: z.object({ reportId: idSchema }),
    policy: canReportPost,
    about: "post",
  }),
  listOwn: endpoint({
    method: "GET",
    path: "/api/reports/own",
    summary: "What the viewer has reported, the newest first, and whether it is settled.",
    input: z.strictObject(pageInput),
    reply: pageOf(ownReportView),
    policy: isMember,
    about: "nothing",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/reports",
    summary: "The open reports of a space, the oldest first. Those about the viewer are not among them.",
    input: z.strictObject(pageInput),
    reply: pageOf(reportView),
    policy: canModerateSpace,
    about: "space",
  }),
  listHigher: endpoint({
    method: "GET",
    path: "/api/reports",
    summary:
      "The open reports that went past the moderators of a space to the viewer as a steward or administrator, the oldest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(reportView),
    policy: canKeepHigherDesk,
    about: "nothing",
  }),
  settle: endpoint({
    method: "POST",
    path: "/api/reports/:reportId/settle",
    summary:
      "Settles a report. `hidden` and `asked` are for a post that is hidden, or whose author is asked to edit it, by then. Who settles second is told that it is settled.",
    input: z.strictObject({ deedId: idSchema, outcome: z.enum(reportOutcomes) }),
    reply: z.object({ outcome: z.enum(reportOutcomes) }),
    policy: canSettleReport,
    about: "report",
    logs: ["care:settledAsked", "care:settledHidden", "care:settledStays"],
  }),
  handUp: endpoint({
    method: "POST",
    path: "/api/reports/:reportId/hand-up",
    summary:
      "Hands a report on, with a reason: from a space to the stewards of a program above it, else and from there to whoever administers the deployment.",
    input: z.strictObject({ deedId: idSchema, reason: handingReason }),
    reply: z.object({ reportId: idSchema }),
    policy: canHandUpReport,
    about: "report",
    logs: ["care:handedUp"],
  }),
};
