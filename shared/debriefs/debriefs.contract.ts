import * as z from "zod/mini";
import { campusMark } from "#shared/campuses/campuses.contract";
import { segmentView } from "#shared/convenings/convenings.contract";
import { idSchema } from "#shared/ids";
import { personMark } from "#shared/people/people.contract";

export const stages = ["scheduled", "open", "live", "closing", "closed"] as const;
export type Stage = (typeof stages)[number];

/** How remarks are signed: by name unless the author chooses otherwise, or never by name. */
export const attributions = ["named", "unnamed"] as const;
export type Attribution = (typeof attributions)[number];

export const contributionKinds = ["insight", "question", "experience", "application", "concern"] as const;
export type ContributionKind = (typeof contributionKinds)[number];

export const reactions = ["resonates", "sayMore"] as const;
export type Reaction = (typeof reactions)[number];

export const handOrders = ["asRaised", "fewestSpokenFirst"] as const;
export type HandOrder = (typeof handOrders)[number];

/** What somebody says in writing. Kept as typed, save for the ends. */
export const remarkText = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, "Write something first."),
    z.maxLength(2_000, "A contribution has at most 2,000 characters."),
  );

/** What is said while the room takes a breath. Empty: each reads the same plain sentence in their own language. */
export const breathSentence = z
  .string()
  .check(z.trim(), z.maxLength(200, "A sentence for the breath has at most 200 characters."));

/** A countdown told by the server's clock, so that it reads the same on every screen. All in milliseconds. */
export const timerView = z.object({
  /** What the segment was given, with what was added. */
  duration: z.number(),
  /** When it runs out, since the epoch; null while it is paused. */
  endsAt: z.nullable(z.number()),
  /** What was left when it was paused; meaningless while it runs. May be negative when time was overrun. */
  remaining: z.number(),
});
export type TimerView = z.infer<typeof timerView>;

/** Where the stage is in the guide. */
export const positionView = z.object({
  /** The segment's place from 0; -1 before the first. */
  segment: z.number(),
  timer: timerView,
});
export type PositionView = z.infer<typeof positionView>;

/** The room takes a breath: nothing new is said, answered or reacted to until it goes on. */
export const breathView = z.object({
  sentence: breathSentence,
  /** The segment's time ran when it was taken, and runs again afterwards. */
  wasTimed: z.boolean(),
});
export type BreathView = z.infer<typeof breathView>;

export const answerView = z.object({
  id: idSchema,
  /** Null when the author speaks without a name: then no peer is told who it was. */
  author: z.nullable(personMark),
  text: z.string(),
  at: z.number(),
});
export type AnswerView = z.infer<typeof answerView>;

export const contributionView = z.object({
  id: idSchema,
  /** The segment's place from 0 in which it was said; -1 before the first. */
  segment: z.number(),
  kind: z.enum(contributionKinds),
  /** Null when the author speaks without a name: then no peer is told who it was. */
  author: z.nullable(personMark),
  /** Empty once withdrawn. */
  text: z.string(),
  at: z.number(),
  isWithdrawn: z.boolean(),
  /** The room agreed to keep it. */
  isTakeaway: z.boolean(),
  /** How many, never who. */
  reactions: z.object({ resonates: z.number(), sayMore: z.number() }),
  answers: z.array(answerView),
});
export type ContributionView = z.infer<typeof contributionView>;

export const handView = z.object({
  person: personMark,
  /** The seq at which it was raised: the order of asking. */
  raised: z.number(),
});
export type HandView = z.infer<typeof handView>;

/** What a room is about, and whose it is: a campus's that debriefs a convening, or a group's own. */
const whose = {
  /** The convening's, or the one that the group gave it. */
  title: z.string(),
  /** Null in a group's own room, as its campus is. */
  conveningId: z.nullable(idSchema),
  campus: z.nullable(campusMark),
  /** Null where a campus debriefs. */
  group: z.nullable(z.object({ id: idSchema, name: z.string() })),
};

/** The room as all its people see it: the fold of its log up to `seq`. */
export const debriefView = z.object({
  id: idSchema,
  seq: z.number(),
  ...whose,
  programId: z.nullable(idSchema),
  memberCampusIds: z.array(idSchema),
  startsAt: z.number(),
  minutes: z.number(),
  /** Where the cohort sits, in its own words. May be empty. */
  place: z.string(),
  attribution: z.enum(attributions),
  /** What is typed at `/j` to enter, such as `KITE 42`. */
  code: z.string(),
  segments: z.array(segmentView),
  stage: z.enum(stages),
  position: positionView,
  /** Where `undo` leads back to, until the next move. */
  before: z.nullable(positionView),
  breath: z.nullable(breathView),
  /** The segments whose contributions and answers wait for a facilitator before the room sees them. */
  heldSegments: z.array(z.number()),
  contributions: z.array(contributionView),
  /** The contribution shown to everyone and on the projector. */
  spotlight: z.nullable(idSchema),
  hands: z.array(handView),
  handOrder: z.enum(handOrders),
  /** Who has the floor. */
  floor: z.nullable(personMark),
  /** How often each person had the floor, by person id: what the fair queue goes by. */
  timesCalled: z.record(z.string(), z.number()),
  /** How many people came, counted when the room began to close; null before. */
  headcount: z.nullable(z.number()),
});
export type DebriefView = z.infer<typeof debriefView>;

/** A debrief in a list: what may be known of it without being in the room. */
export const debriefSummary = z.object({
  id: idSchema,
  ...whose,
  stage: z.enum(stages),
  startsAt: z.number(),
  minutes: z.number(),
  /** Where the cohort sits; null for those who are not of the room. */
  place: z.nullable(z.string()),
  /** How many are connected now; null for those who may not know. */
  here: z.nullable(z.number()),
  /** The viewer is of this room. */
  canAttend: z.boolean(),
  canFacilitate: z.boolean(),
});
export type DebriefSummary = z.infer<typeof debriefSummary>;
