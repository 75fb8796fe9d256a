import * as z from "zod/mini";
import { authorMark } from "#shared/forums/threads.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { isMember } from "#shared/people/people.policy";
import { newsCounts } from "./notifications.contract";

/**
 * Why somebody was told of a post: they were mentioned, their words were quoted, it announces something to a group that
 * they are in, it states what became of a proposal, their answer settled a question, their post was taken out of sight, they
 * are asked to edit it, a post was edited as they had asked, or what they marked is due.
 */
export const postNoticeKinds = [
  "mention",
  "quote",
  "announced",
  "decided",
  "accepted",
  "hidden",
  "askedToEdit",
  "editedAsAsked",
  "reminder",
] as const;
export type PostNoticeKind = (typeof postNoticeKinds)[number];

/**
 * Why somebody was told of a group: somebody asks to be let into one that they facilitate; they were let in or not, or
 * invited; they are its facilitator now, or a member again; they were paused or slowed down, or speak freely again; they were removed.
 */
export const groupNoticeKinds = [
  "asked",
  "letIn",
  "declined",
  "invited",
  "facilitatorNamed",
  "memberAgain",
  "paused",
  "slowed",
  "pauseEnded",
  "removed",
] as const;
export type GroupNoticeKind = (typeof groupNoticeKinds)[number];

/**
 * Why somebody was told of what those who look after something decide: a post was reported to them, or somebody appeals
 * to them; what they appealed against stands, or was undone.
 */
export const careNoticeKinds = ["reported", "appealed", "appealStands", "appealUndone"] as const;
export type CareNoticeKind = (typeof careNoticeKinds)[number];

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
  /** Why a post was taken out of sight, or is to be edited; empty otherwise. */
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

/** What was told one person of what waits for a decision, or of one. */
export const careNotice = z.object({
  ...told,
  kind: z.enum(careNoticeKinds),
  /** The space whose desk it lies on; null elsewhere, and for whoever appealed. */
  deskSpaceId: z.nullable(idSchema),
  /** The debrief room on whose desk it lies; null elsewhere, and for whoever appealed. */
  deskRoomId: z.nullable(idSchema),
  /** The thread, group or room that it is about; may be empty. */
  title: z.string(),
  /** Who appeals; null otherwise: who reported is shown to nobody. */
  who: z.nullable(personMark),
  /** What whoever appeals says, or what they were answered; may be empty. */
  words: z.string(),
});
export type CareNotice = z.infer<typeof careNotice>;

/** Something that was told one person. */
export const noticeView = z.union([postNotice, groupNotice, careNotice]);
export type NoticeView = z.infer<typeof noticeView>;

export const noticeEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/notices",
    summary:
      "What was told the viewer, latest first: mentions, quotations, accepted answers, hidden posts, reminders, what became of them in groups, and what waits for them to decide.",
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
