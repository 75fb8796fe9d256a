import * as z from "zod/mini";
import { authorMark, threadKinds, threadTag } from "#shared/forums/threads.contract";
import { endpoint } from "#shared/http/endpoint";
import { pageInput, pageOf } from "#shared/http/page";
import { idSchema } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";

/** Words to look for: "in quotes" together, with -minus not at all. */
export const searchWords = z
  .string()
  .check(
    z.trim(),
    z.minLength(2, "Write at least two letters."),
    z.maxLength(200, "Search for at most 200 characters."),
  );

const moment = z.coerce.number().check(z.int(), z.gte(0));

/** What a search is narrowed to. All of it stands in the address bar. */
export const searchFilters = {
  spaceId: z.optional(idSchema),
  authorId: z.optional(idSchema),
  campusId: z.optional(idSchema),
  tag: z.optional(threadTag),
  kind: z.optional(z.enum(threadKinds)),
  /** Said at that moment or later, and before that one. Milliseconds since the epoch. */
  since: z.optional(moment),
  until: z.optional(moment),
};

/** The line of a text in which the words were found. */
export const matchingLine = z.object({
  text: z.string(),
  /** Where in it they stand: from and to, in UTF-16 units, in order and apart. */
  marks: z.array(z.tuple([z.number(), z.number()])),
});
export type MatchingLine = z.infer<typeof matchingLine>;

export const foundPost = z.object({
  postId: idSchema,
  threadId: idSchema,
  place: z.number(),
  threadTitle: z.string(),
  kind: z.enum(threadKinds),
  tags: z.array(z.string()),
  author: authorMark,
  at: z.number(),
  spaceId: idSchema,
  spaceTitle: z.string(),
  line: matchingLine,
});
export type FoundPost = z.infer<typeof foundPost>;

export const searchEndpoints = {
  posts: endpoint({
    method: "GET",
    path: "/api/search/posts",
    summary:
      "Threads and replies in what the viewer may read, by relevance or newest first. What they may not open is neither found nor counted.",
    input: z.strictObject({
      ...pageInput,
      ...searchFilters,
      words: searchWords,
      order: z.optional(z.enum(["relevance", "newest"])),
    }),
    reply: pageOf(foundPost),
    policy: isMember,
    about: "nothing",
  }),
};
