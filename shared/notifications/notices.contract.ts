import * as z from "zod/mini";
import { authorMark } from "#shared/forums/threads.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { isMember } from "#shared/people/people.policy";
import { newsCounts } from "./notifications.contract";

/**
 * Why somebody was told of a post: they were mentioned, their words were quoted, their answer settled a question, their
 * post was taken out of sight, or what they marked is due.
 */
export const postNoticeKinds = ["mention", "quote", "accepted", "hidden", "reminder"] as const;
export type PostNoticeKind = (typeof postNoticeKinds)[number];

/**
 * Why somebody was told of a group: somebody asks to be let into one that they facilitate; they were let in or not, or
 * invited; they are its facilitator now, or a member again; they were paused, or speak again; they were removed.
 */
export const groupNoticeKinds = [
  "asked",
  "letIn",
  "declined",
  "invited",
  "facilitatorNamed",
  "memberAgain",
  "paused",
  "pauseEnded",
  "removed",
] as const;
export type GroupNoticeKind = (typeof groupNoticeKinds)[number];

const told = { id: z.string(), at: z.number(), isRead: z.boolean() };

/** What was told one person of a post. Its words are read when it is shown, by the rights they have then. */
export const postNotice = z.object({
  ...told,
  kind: z.enum(postNoticeKinds),
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
  /** The norm that the reason names; may be empty. */
  norm: z.string(),
});
export type PostNotice = z.infer<typeof postNotice>;

/** What was told one person of a group. */
export const groupNotice = z.object({
  ...told,
  kind: z.enum(groupNoticeKinds),
  groupId: idSchema,
  /** As it was called then: whoever is outside now learns no later name. */
  groupName: z.string(),
  /** Who asks, or who invites; null where the group's facilitators did it. */
  who: z.nullable(personMark),
  /** What whoever asks says, what the facilitators answer, or why they removed somebody; may be empty. */
  words: z.string(),
  /** The norm that the reason names; may be empty. */
  norm: z.string(),
});
export type GroupNotice = z.infer<typeof groupNotice>;

/** Something that was told one person. */
export const noticeView = z.union([postNotice, groupNotice]);
export type NoticeView = z.infer<typeof noticeView>;

export const noticeEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/notices",
    summary:
      "What was told the viewer, latest first: mentions, quotations, accepted answers, hidden posts, reminders, and what became of them in groups.",
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
