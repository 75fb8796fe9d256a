import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { isMember } from "#shared/people/people.policy";

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
};
