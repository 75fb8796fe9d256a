import * as z from "zod/mini";
import { personName } from "#shared/people/people.contract";
import { outcomes, positionCounts, positions } from "./proposals.contract";
import { categoryDescription, categoryTitle } from "./spaces.contract";
import { audiences } from "./spaces.policy";
import { pollOption, postReactions, threadKinds, threadTags, threadTitle } from "./threads.contract";

/**
 * What a space is taken along as: JSON Lines in UTF-8, packed with gzip. The first line says what it is; then each thread
 * is followed by its posts in their order; the last line says how much there was. Read it to the end: a file without its
 * last line was cut short. Fields that a reader does not know are to be passed over.
 */
export const MOVED_FORMAT = "throughline.space";
export const MOVED_VERSION = 1;

/** What identified something where it comes from: no two in one file have the same. */
const sourceId = z.string().check(z.trim(), z.minLength(1), z.maxLength(300));

/** Milliseconds since the epoch, or as ISO 8601. */
const moment = z.pipe(
  z.union([z.number(), z.string()]),
  z.transform((given, context) => {
    const at = toMoment(given);
    if (at !== null) return at;
    const message = "That is not a time such as 2026-03-14T15:09:26Z.";
    context.issues.push({ code: "custom", message, input: given });
    return z.NEVER;
  }),
);

/** Who wrote it, as they are named; null where nobody signed. What is taken from here never has an address. */
const movedAuthor = z.nullable(
  z.object({
    /** Empty only where an address is given. */
    name: z.union([z.literal(""), personName]),
    campus: z.optional(z.nullable(z.string().check(z.maxLength(200)))),
    /** Only on the way in: whoever has confirmed that address is the author. */
    email: z.optional(z.nullable(z.string().check(z.maxLength(320)))),
  }),
);
export type MovedAuthor = z.infer<typeof movedAuthor>;

const count = z.int().check(z.gte(0), z.lte(1_000_000));

const movedCategory = z.object({
  title: categoryTitle,
  description: z._default(categoryDescription, ""),
  read: z._default(z.enum(audiences), "everyone"),
  start: z._default(z.enum(audiences), "everyone"),
  answer: z._default(z.enum(audiences), "everyone"),
  year: z._default(z.nullable(z.string().check(z.regex(/^\d{4}-\d{2}$/))), null),
  isArchived: z._default(z.boolean(), false),
});
export type MovedCategory = z.infer<typeof movedCategory>;

export const movedHead = z.object({
  format: z.literal(MOVED_FORMAT),
  version: z.int(),
  exportedAt: z.optional(z.string()),
  space: z.optional(z.object({ kind: z.string(), title: z.string() })),
  categories: z._default(z.array(movedCategory).check(z.maxLength(200)), []),
});
export type MovedHead = z.infer<typeof movedHead>;

export const movedThread = z.object({
  id: sourceId,
  /** The title of one of the categories; without one, where whoever brings it in says. */
  category: z._default(z.nullable(categoryTitle), null),
  kind: z._default(z.enum(threadKinds), "discussion"),
  title: threadTitle,
  tags: z._default(threadTags, []),
  author: movedAuthor,
  at: moment,
  isClosed: z._default(z.boolean(), false),
  isPinned: z._default(z.boolean(), false),
  /** Taken out of sight in that space: neither its title nor what is said in it goes along. */
  isHidden: z._default(z.boolean(), false),
  /** Which post settled the question. */
  acceptedId: z._default(z.nullable(sourceId), null),
  /** How many chose what, never who. */
  poll: z._default(
    z.nullable(
      z.object({
        options: z
          .array(z.object({ label: pollOption, votes: z._default(count, 0) }))
          .check(
            z.minLength(2, "A poll has at least two choices."),
            z.maxLength(10, "A poll has at most ten choices."),
          ),
        isMultiple: z._default(z.boolean(), false),
        voters: z._default(count, 0),
      }),
    ),
    null,
  ),
  /** How far a proposal was decided. Not read back: a proposal comes in as a discussion that tells of it. */
  decision: z.optional(
    z.object({
      decideBy: moment,
      counts: positionCounts,
      outcome: z.nullable(z.object({ postId: z.nullable(sourceId), result: z.enum(outcomes), at: moment })),
    }),
  ),
});
export type MovedThread = z.infer<typeof movedThread>;

const noReactions = Object.fromEntries(postReactions.map((reaction) => [reaction, 0]));

export const movedPost = z.object({
  /** The opening has its thread's. */
  id: sourceId,
  threadId: sourceId,
  author: movedAuthor,
  at: moment,
  /** Of what was taken out of sight only this goes along, with the reason. What was taken back does not at all. */
  state: z._default(z.enum(["shown", "hidden"]), "shown"),
  reason: z._default(z.string().check(z.maxLength(400)), ""),
  isTried: z._default(z.boolean(), false),
  /** The position that it takes on its proposal, unless another one is taken since. Not read back. */
  position: z.optional(z.enum(positions)),
  editedAt: z._default(z.nullable(moment), null),
  /** How many, never who. */
  reactions: z._default(
    z.record(z.enum(postReactions), count),
    noReactions as Record<(typeof postReactions)[number], number>,
  ),
  /** The text for reading elsewhere. Read back only where there is no `body`. */
  markdown: z.optional(z.nullable(z.string())),
  /** Plain words, where there is neither. */
  text: z.optional(z.nullable(z.string())),
  /** The text as it is kept: the JSON of ProseMirror. */
  body: z.optional(z.nullable(z.unknown())),
});
export type MovedPost = z.infer<typeof movedPost>;

export const movedEnd = z.object({ threads: count, posts: z.int().check(z.gte(0)) });

/** The moment that somebody wrote down, in milliseconds since the epoch; null where that cannot be one. */
export function toMoment(given: number | string): number | null {
  const text = String(given).trim();
  const at = /^\d{9,10}$/.test(text)
    ? Number(text) * 1_000
    : /^\d{12,14}$/.test(text)
      ? Number(text)
      : Date.parse(inIso(text));
  return Number.isFinite(at) && at >= EARLIEST && at <= LATEST ? at : null;
}

/** `2026-03-14 15:09:26 UTC` is how databases write it; without a zone it is UTC. */
function inIso(text: string): string {
  const [, day, clock, zone = ""] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    ) ?? [];
  if (day === undefined) return "";
  const at = zone === "UTC" || zone === "" ? "Z" : zone.replace(/^([+-]\d{2})(\d{2})$/, "$1:$2");
  return `${day}T${clock ?? "00:00"}${at}`;
}

/** Before that nobody wrote in a forum; after that a clock is wrong. */
const EARLIEST = Date.UTC(1980, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);
