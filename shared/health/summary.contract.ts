import * as z from "zod/mini";
import { canReadGroup } from "#shared/groups/groups.policy";
import { endpoint } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";

/** How many days a summary tells of. */
export const SUMMARY_DAYS = 7;

/** What happened in a group's own forum of late, of what the reader may read there. What is null fewer than five made up. */
export const summaryView = z.object({
  from: z.number(),
  /** Threads that were begun. */
  begun: z.number(),
  /** Replies that were written. */
  replies: z.number(),
  /** How many people wrote. */
  spoke: z.nullable(z.number()),
  /** How many came in and are members still. */
  came: z.nullable(z.number()),
  /** Where the most was said, at most three threads. */
  lively: z.array(z.object({ threadId: idSchema, title: z.string(), posts: z.number() })),
});
export type SummaryView = z.infer<typeof summaryView>;

export const summaryEndpoints = {
  ofGroup: endpoint({
    method: "GET",
    path: "/api/groups/:groupId/summary",
    summary: "What happened in a group’s own forum in the last seven days, for everybody in it.",
    input: z.strictObject({}),
    reply: summaryView,
    policy: canReadGroup,
    about: "group",
  }),
};
