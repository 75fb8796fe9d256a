import * as z from "zod/mini";
import { authorMark } from "#shared/forums/threads.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";

/**
 * Why somebody was told: they were mentioned, their words were quoted, their answer settled a question, their post was
 * taken out of sight, or what they marked is due.
 */
export const noticeKinds = ["mention", "quote", "accepted", "hidden", "reminder"] as const;
export type NoticeKind = (typeof noticeKinds)[number];

/** Something that was told one person. Its words are read when it is shown, by the rights they have then. */
export const noticeView = z.object({
  id: z.string(),
  kind: z.enum(noticeKinds),
  at: z.number(),
  isRead: z.boolean(),
  postId: idSchema,
  threadId: idSchema,
  threadTitle: z.string(),
  place: z.number(),
  /** Who wrote the post; of an answer that was accepted and a post that was hidden that is oneself. */
  author: authorMark,
  /** How the post begins; empty where it is not shown. */
  excerpt: z.string(),
  /** Why a post was taken out of sight; empty otherwise. */
  reason: z.string(),
});
export type NoticeView = z.infer<typeof noticeView>;

/** How much is new. The same reading makes the counts and the lists, so they agree; at `MOST_COUNTED` they stop. */
export const newsCounts = z.object({
  /** Notices that were not read. */
  you: z.number(),
  /** Threads that one follows with something that one has not read. */
  followed: z.number(),
});
export type NewsCounts = z.infer<typeof newsCounts>;

/** Unread notices that are looked at, the latest: beyond them it is many. */
export const MOST_COUNTED = 100;

export const notificationEndpoints = {
  count: endpoint({
    method: "GET",
    path: "/api/new",
    summary: "How much is new for the viewer: what was told them, and the threads that they follow.",
    reply: newsCounts,
    policy: isMember,
    about: "nothing",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/notices",
    summary:
      "What was told the viewer, latest first: mentions, quotations, accepted answers, hidden posts, reminders.",
    input: z.strictObject(pageInput),
    reply: pageOf(noticeView),
    policy: isMember,
    about: "nothing",
  }),
  read: endpoint({
    method: "POST",
    path: "/api/notices/read-one",
    summary: "Marks one thing that was told the viewer as read.",
    input: z.strictObject({ id: z.string().check(z.maxLength(120)) }),
    reply: newsCounts,
    policy: isMember,
    about: "nothing",
  }),
  readAll: endpoint({
    method: "POST",
    path: "/api/notices/read",
    summary: "Marks what was told the viewer up to a moment as read.",
    input: z.strictObject({ upTo: z.int().check(z.gte(0)) }),
    reply: newsCounts,
    policy: isMember,
    about: "nothing",
  }),
};
