import * as z from "zod/mini";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { postView } from "#shared/forums/threads.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { canReportPost, canSettleReport } from "./care.policy";
import { canKeepHigherDesk } from "./desks.policy";

/** What is wrong with a post. */
export const reportReasons = ["hurts", "private", "offTopic", "spam", "other"] as const;
export type ReportReason = (typeof reportReasons)[number];

/** How a report ended: the post stays as it is, or was taken out of sight. */
export const reportOutcomes = ["stays", "hidden"] as const;
export type ReportOutcome = (typeof reportOutcomes)[number];

export const reportNote = z
  .string()
  .check(z.trim(), z.maxLength(1_000, "A note has at most 1,000 characters."));

/** A report as those see it who settle it. Who reported is recorded, and shown to nobody. */
export const reportView = z.object({
  id: idSchema,
  reason: z.enum(reportReasons),
  note: z.string(),
  at: z.number(),
  threadTitle: z.string(),
  /** The post as it is now, with its words also where it is hidden; null once there is nothing left of it. */
  post: z.nullable(postView),
  /** The viewer may open the thread, and so hide the post there. */
  canOpen: z.boolean(),
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
    summary: "Settles a report. Who settles second is told that it is settled.",
    input: z.strictObject({ deedId: idSchema, outcome: z.enum(reportOutcomes) }),
    reply: z.object({ outcome: z.enum(reportOutcomes) }),
    policy: canSettleReport,
    about: "report",
    logs: ["care:settledHidden", "care:settledStays"],
  }),
};
