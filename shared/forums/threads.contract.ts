import * as z from "zod/mini";
import { campusMark } from "#shared/campuses/campuses.contract";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";
import { keptRichText } from "#shared/richText/richText.contract";
import { decisionView, outcomes, takenPosition } from "./proposals.contract";
import { audiences } from "./spaces.policy";

export const threadKinds = [
  "discussion",
  "question",
  "practice",
  "announcement",
  "poll",
  "proposal",
] as const;
export type ThreadKind = (typeof threadKinds)[number];

export const postReactions = ["resonates", "thanks", "sayMore"] as const;
export type PostReaction = (typeof postReactions)[number];

/**
 * How closely one follows a thread, or all threads of a space, with a tag, by a person: `watch` tells of every reply,
 * `follow` of what is new in batches, `mute` of nothing at all.
 */
export const followLevels = ["mute", "normal", "follow", "watch"] as const;
export type FollowLevel = (typeof followLevels)[number];

export const threadTitle = z.string().check(
  z.trim(),
  z.minLength(3, "Give the thread a title that others find it by."),
  z.maxLength(160, "A title has at most 160 characters."),
  z.refine((title) => !/[\p{Cc}\p{Bidi_C}]/u.test(title), "A title has no control characters."),
);

export const threadTag = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(
      /^[\p{L}\p{N}][\p{L}\p{N} -]{0,28}[\p{L}\p{N}]$/u,
      "A tag is 2 to 30 letters, digits, spaces or hyphens.",
    ),
  );
/** Words to find within a thread: "in quotes" together, with -minus not at all. */
export const findWords = z
  .string()
  .check(
    z.trim(),
    z.minLength(2, "Write at least two letters."),
    z.maxLength(200, "Search for at most 200 characters."),
  );

/** A post of a thread in which words were found. */
export const foundInThread = z.object({
  place: z.number(),
  /** The words as they stand in it, whatever their ending. */
  words: z.array(z.string()),
  /** The line in which the most of them stand. */
  line: z.string(),
});
export type FoundInThread = z.infer<typeof foundInThread>;

export const threadTags = z.array(threadTag).check(z.maxLength(5, "A thread has at most five tags."));

export const pollOption = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Say what can be chosen."),
    z.maxLength(120, "A choice has at most 120 characters."),
  );
export const pollInput = z.strictObject({
  options: z
    .array(pollOption)
    .check(
      z.minLength(2, "A poll has at least two choices."),
      z.maxLength(10, "A poll has at most ten choices."),
    ),
  /** More than one may be chosen. */
  isMultiple: z.boolean(),
});

/** How many chose what, never who. */
export const pollView = z.object({
  options: z.array(z.object({ label: z.string(), votes: z.number() })),
  isMultiple: z.boolean(),
  voters: z.number(),
});
export type PollView = z.infer<typeof pollView>;

/** How a person stands beside a post: with the campus that they speak from. */
export const authorMark = z.extend(personMark, {
  campus: z.nullable(campusMark),
  /** Not here: their words were brought in from elsewhere, and the name is all that is known. It may be empty. */
  isAway: z.optional(z.boolean()),
});
export type AuthorMark = z.infer<typeof authorMark>;

/**
 * `held` waits for a moderator; `hidden` was taken out of sight, with a reason; `withdrawn` was taken back; `moved` keeps
 * the place of a post that stands in another thread now.
 */
export const postStates = ["shown", "held", "hidden", "withdrawn", "moved"] as const;
export type PostState = (typeof postStates)[number];

/** Stands for the author where there is none: of the mark that a moved post leaves behind. Nobody has that id. */
export const NOBODY = "0".repeat(26);

/** One thing that was said in a thread. The opening is the post at place 0. */
export const postView = z.object({
  id: idSchema,
  threadId: idSchema,
  /** Its place in the thread, from 0 without holes. */
  place: z.number(),
  author: authorMark,
  /** Milliseconds since the epoch. */
  at: z.number(),
  state: z.enum(postStates),
  /** Null unless the post is shown. */
  body: z.nullable(keptRichText),
  /** Why it was hidden; empty otherwise. */
  reason: z.string(),
  /** The norm of the group that the reason names, in its words of then; left out where it names none. */
  norm: z.optional(z.string()),
  /** Tells what came of a practice at the author's campus. */
  isTried: z.boolean(),
  /** Left out where it takes none, and of what is not shown. */
  position: z.optional(takenPosition),
  /** How often it was written anew; who asks may read how it was before. */
  edits: z.number(),
  /** When it was last written anew; null if never. */
  editedAt: z.nullable(z.number()),
  /** How many, never who. */
  reactions: z.object({ resonates: z.number(), thanks: z.number(), sayMore: z.number() }),
  /** It was not said here: who brought it in from elsewhere, and when. The name may be empty. */
  imported: z.optional(z.object({ by: z.string(), at: z.number() })),
  /** Where the post went that stood here, if it was moved. */
  movedTo: z.nullable(z.object({ threadId: idSchema, postId: idSchema })),
});
export type PostView = z.infer<typeof postView>;

/** Where a thread stands, with what the policies ask about it. */
export const placementView = z.object({
  spaceId: idSchema,
  spaceTitle: z.string(),
  programId: z.nullable(idSchema),
  groupId: z.nullable(idSchema),
  campusIds: z.array(idSchema),
  categoryId: idSchema,
  categoryTitle: z.string(),
  read: z.enum(audiences),
  start: z.enum(audiences),
  answer: z.enum(audiences),
  isArchived: z.boolean(),
  isPinned: z.boolean(),
  isHidden: z.boolean(),
});
export type PlacementView = z.infer<typeof placementView>;

/** Slows a thread down, for a while and for a reason that everybody may read. */
export const slowMode = z.object({
  /** Between two replies of one person. */
  seconds: z.number(),
  reason: z.string(),
  /** When it ends by itself. */
  until: z.number(),
});
export type SlowMode = z.infer<typeof slowMode>;

/** A thread's head, the same for all its readers. Where each of them sees it standing is in `threadMine`. */
export const threadView = z.object({
  id: idSchema,
  /** Grows by one with every change; the channel's order. */
  seq: z.number(),
  kind: z.enum(threadKinds),
  title: z.string(),
  tags: z.array(z.string()),
  author: authorMark,
  at: z.number(),
  /** When somebody last replied, or when it was started. */
  lastAt: z.number(),
  /** How many posts it has, the opening among them: places run from 0 to this less one. */
  posts: z.number(),
  /** From how many campuses. */
  campuses: z.number(),
  isClosed: z.boolean(),
  /** The answer that settled a question. */
  acceptedId: z.nullable(idSchema),
  /** How many reported to have tried a practice. */
  tried: z.number(),
  poll: z.nullable(pollView),
  /** Of a proposal; left out elsewhere. */
  decision: z.optional(decisionView),
  /** It carries on what was begun in a debrief: of that campus, or of one that is not named. */
  carriedFrom: z.optional(z.object({ campus: z.nullable(campusMark) })),
  /** How long people wait between their replies; null where they need not. */
  slow: z.nullable(slowMode),
  /** Every reply waits for a moderator before others see it. */
  isHolding: z.boolean(),
  /** The thread into which this one was merged. */
  movedTo: z.nullable(idSchema),
});
export type ThreadView = z.infer<typeof threadView>;

/** A thread in a list. */
export const threadSummary = z.object({
  id: idSchema,
  kind: z.enum(threadKinds),
  title: z.string(),
  tags: z.array(z.string()),
  author: authorMark,
  lastAuthor: authorMark,
  at: z.number(),
  lastAt: z.number(),
  posts: z.number(),
  campuses: z.number(),
  isClosed: z.boolean(),
  isAccepted: z.boolean(),
  /** What became of a proposal; left out until that is stated. */
  outcome: z.optional(z.enum(outcomes)),
  isPinned: z.boolean(),
  /** Taken out of sight in this space: only those who moderate it are shown such a thread. */
  isHidden: z.boolean(),
  spaceId: idSchema,
  categoryId: idSchema,
  categoryTitle: z.string(),
  /** The first words of the opening. */
  excerpt: z.string(),
  /** The first place that this person has not read; equals `posts` where nothing is new. */
  readTo: z.number(),
  /** What they chose for this thread. */
  level: z.enum(followLevels),
  /** Muted, all things considered: it stands back in lists and tells of nothing. */
  isQuiet: z.boolean(),
});
export type ThreadSummary = z.infer<typeof threadSummary>;

/** The live view of an open thread: its head, and of its posts those that were read, in order of place. */
export const threadRoomView = z.object({ seq: z.number(), thread: threadView, posts: z.array(postView) });
export type ThreadRoomView = z.infer<typeof threadRoomView>;
