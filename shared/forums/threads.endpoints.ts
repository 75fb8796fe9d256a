import * as z from "zod/mini";
import { namedNorm } from "#shared/groups/norms.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import { keptRichText, richText } from "#shared/richText/richText.contract";
import { deedId, deedIn, deedOn, factSchema } from "./deeds.endpoints";
import { positions } from "./proposals.contract";
import { canReadSpace, canStartThread } from "./spaces.policy";
import { threadMine } from "./threadMine.contract";
import {
  findWords,
  followLevels,
  foundInThread,
  pollInput,
  postReactions,
  postView,
  threadKinds,
  threadSummary,
  threadTag,
  threadTags,
  threadTitle,
  threadView,
} from "./threads.contract";
import {
  canAnswerThread,
  canEditPost,
  canEditThread,
  canHidePost,
  canModeratePlacement,
  canModerateThread,
  canReactToPost,
  canReadPost,
  canReadThread,
  canWithdrawPost,
} from "./threads.policy";

const place = z.coerce.number().check(z.int(), z.gte(0), z.lte(1_000_000));

/** Posts in one answer. */
export const POSTS_AT_ONCE = 20;

export const startThreadInput = z.strictObject({
  /** Made by the device: the thread's id to be, and that of its opening. */
  threadId: idSchema,
  kind: z.enum(threadKinds),
  title: threadTitle,
  tags: threadTags,
  body: richText,
  /** Only for a poll, and then needed. */
  poll: z.nullable(pollInput),
  /** Only for a proposal, and then needed: until when positions are taken, from one hour to 92 days ahead. */
  decideBy: z.optional(z.int()),
  /** Further categories, in other spaces, in which it is to stand. */
  alsoIn: z.array(idSchema).check(z.maxLength(5, "A thread stands in at most six spaces.")),
  /** The closed debrief that is carried on in the commons of its convening, by somebody of its room. */
  carriedFrom: z.optional(idSchema),
});
export type StartThreadInput = z.infer<typeof startThreadInput>;

export const replyInput = z.strictObject({
  /** Also the post's id to be. */
  deedId,
  body: richText,
  /** Reports what came of a practice; only in a thread of that kind. */
  isTried: z.boolean(),
  /** What its author says of the proposal; the words are the reason. Only while positions are taken there. */
  position: z.optional(z.enum(positions)),
});
export type ReplyInput = z.infer<typeof replyInput>;

export const threadEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/spaces/:spaceId/threads",
    summary:
      "The threads of a space, or of one of its categories, with that tag or of that kind: latest activity first, or newest first. Pinned ones come with the first page, apart.",
    input: z.strictObject({
      ...pageInput,
      categoryId: z.optional(idSchema),
      tag: z.optional(threadTag),
      kind: z.optional(z.enum(threadKinds)),
      order: z.optional(z.enum(["active", "new"])),
    }),
    reply: z.extend(pageOf(threadSummary), { pinned: z.array(threadSummary) }),
    policy: canReadSpace,
    about: "space",
  }),
  listFollowed: endpoint({
    method: "GET",
    path: "/api/threads",
    summary: "The threads that the viewer follows and that hold something they have not read, latest first.",
    input: z.strictObject(pageInput),
    reply: pageOf(threadSummary),
    policy: isMember,
    about: "nothing",
  }),
  start: endpoint({
    method: "POST",
    path: "/api/categories/:categoryId/threads",
    summary: "Starts a thread. Sending the same id again answers with the thread that is there.",
    input: startThreadInput,
    /** `isHeld`: it waits for a moderator, and nobody but them and its author sees it yet. */
    reply: z.object({ threadId: idSchema, isHeld: z.boolean() }),
    policy: canStartThread,
    about: "category",
  }),
  show: endpoint({
    method: "GET",
    path: "/api/threads/:threadId",
    summary:
      "A thread's head, what of it is the viewer's own, and at most 20 posts: around the place named, else around the first unread.",
    input: z.strictObject({ near: z.optional(place) }),
    reply: z.object({ thread: threadView, posts: z.array(postView), mine: threadMine }),
    policy: canReadThread,
    about: "thread",
  }),
  posts: endpoint({
    method: "GET",
    path: "/api/threads/:threadId/posts",
    summary: "At most 20 posts in order, from a place on.",
    input: z.strictObject({ from: place }),
    reply: z.object({ items: z.array(postView) }),
    policy: canReadThread,
    about: "thread",
  }),
  find: endpoint({
    method: "GET",
    path: "/api/threads/:threadId/found",
    summary:
      "The posts of a thread in which words stand, in their order: the first 300, and whether there are more.",
    input: z.strictObject({ words: findWords }),
    reply: z.object({ items: z.array(foundInThread), hasMore: z.boolean() }),
    policy: canReadThread,
    about: "thread",
  }),
  findPost: endpoint({
    method: "GET",
    path: "/api/posts/:postId",
    summary: "One post, with its place: where a quotation, a bookmark or an accepted answer leads.",
    reply: postView,
    policy: canReadPost,
    about: "post",
  }),
  revisions: endpoint({
    method: "GET",
    path: "/api/posts/:postId/revisions",
    summary: "How a post was before it was written anew, newest first. Of a post that is not shown, nothing.",
    input: z.strictObject(pageInput),
    reply: pageOf(z.object({ at: z.number(), body: keptRichText })),
    policy: canReadPost,
    about: "post",
  }),
  noteRead: endpoint({
    method: "POST",
    path: "/api/threads/:threadId/read",
    summary:
      "Notes how far the viewer has read: everything before that place. It never goes back, save with `isBack`.",
    input: z.strictObject({
      readTo: z.int().check(z.gte(0), z.lte(1_000_000)),
      isBack: z.optional(z.boolean()),
    }),
    reply: z.object({ readTo: z.number() }),
    policy: canReadThread,
    about: "thread",
  }),
  follow: endpoint({
    method: "POST",
    path: "/api/threads/:threadId/follow",
    summary: "Chooses how closely the viewer follows the thread.",
    input: z.strictObject({ level: z.enum(followLevels) }),
    reply: z.object({ level: z.enum(followLevels) }),
    policy: canReadThread,
    about: "thread",
  }),

  reply: deedIn(
    "replies",
    "Replies in the thread. What waits for a moderator first is answered with seq 0 and a post that is `held`: nothing has happened in the thread yet.",
    canAnswerThread,
    replyInput,
    "forums:replied",
  ),
  vote: deedIn(
    "votes",
    "Chooses in the thread's poll, as places from 0; an empty choice takes it back.",
    canAnswerThread,
    z.strictObject({ deedId, choices: z.array(z.int().check(z.gte(0), z.lte(9))).check(z.maxLength(10)) }),
    "forums:voted",
  ),
  retitle: deedIn(
    "title",
    "Gives the thread another title and other tags.",
    canEditThread,
    z.strictObject({ deedId, title: threadTitle, tags: threadTags }),
    "forums:retitled",
    ["forums:retitled"],
  ),
  accept: deedIn(
    "accepted",
    "Names the reply that settled a question, or with null none.",
    canEditThread,
    z.strictObject({ deedId, postId: z.nullable(idSchema) }),
    "forums:accepted",
    ["forums:accepted"],
  ),
  close: deedIn(
    "closed",
    "Closes the thread to new replies, or opens it again.",
    canModerateThread,
    z.strictObject({ deedId, isClosed: z.boolean() }),
    "forums:closed",
    ["forums:closed", "forums:reopened"],
  ),
  place: endpoint({
    method: "POST",
    path: "/api/threads/:threadId/placement",
    summary:
      "Moves the thread to another category of a space in which it stands, pins it there or hides it there.",
    input: z.strictObject({
      deedId,
      spaceId: idSchema,
      /** Where in that space it is to stand from now on. */
      categoryId: idSchema,
      isPinned: z.boolean(),
      isHidden: z.boolean(),
    }),
    reply: factSchema("forums:placed"),
    policy: canModeratePlacement,
    about: "placement",
    logs: ["forums:placed"],
  }),

  react: deedOn(
    "reactions",
    "Adds or takes back one's own reaction.",
    canReactToPost,
    z.strictObject({ deedId, reaction: z.enum(postReactions), isOn: z.boolean() }),
    "forums:reacted",
  ),
  edit: deedOn(
    "edits",
    "Writes one's own post anew. `edits` says which writing one has seen, so that no other is overwritten unseen.",
    canEditPost,
    z.strictObject({ deedId, body: richText, edits: z.int().check(z.gte(0)) }),
    "forums:postChanged",
  ),
  withdraw: deedOn(
    "withdrawal",
    "Takes one's own post back; its words and how they were before are gone for everyone.",
    canWithdrawPost,
    z.strictObject({ deedId }),
    "forums:postChanged",
  ),
  hide: deedOn(
    "hidden",
    "Takes a post out of sight with a reason that its author sees, or shows it again. In a group's forum the reason may name one of its norms.",
    canHidePost,
    z.strictObject({
      deedId,
      isHidden: z.boolean(),
      reason: z.string().check(z.trim(), z.maxLength(400)),
      norm: z.optional(namedNorm),
    }),
    "forums:postChanged",
    ["forums:hidden", "forums:shown"],
  ),
  bookmark: endpoint({
    method: "POST",
    path: "/api/posts/:postId/bookmark",
    summary:
      "Marks a post for oneself, or no longer; with `remindAt` to be told of it at that time, within two years. Without it no reminder stays.",
    input: z.strictObject({ isOn: z.boolean(), remindAt: z.optional(z.nullable(z.int())) }),
    reply: z.object({ isOn: z.boolean(), remindAt: z.nullable(z.number()) }),
    policy: canReadPost,
    about: "post",
  }),
  listBookmarks: endpoint({
    method: "GET",
    path: "/api/bookmarks",
    summary: "The posts that the viewer has marked and may still read, latest mark first.",
    input: z.strictObject(pageInput),
    reply: pageOf(
      z.object({
        post: postView,
        threadTitle: z.string(),
        markedAt: z.number(),
        remindAt: z.nullable(z.number()),
      }),
    ),
    policy: isMember,
    about: "nothing",
  }),
};
