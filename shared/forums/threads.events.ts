import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { type FactOf, liveEvent } from "#shared/live/event";
import { decisionView, positionCounts } from "./proposals.contract";
import { pollView, postReactions, postView, slowMode } from "./threads.contract";
import { canReadThread } from "./threads.policy";

/** Of a post that came, with what the head tells then. */
const said = { post: postView, campuses: z.number(), tried: z.number() };

/** How many people stand where now; only of a proposal. */
const counts = z.optional(positionCounts);

/** What can happen in a thread. Everybody who may read it hears all of it. */
export const forumEvents = {
  "forums:replied": inTheThread(z.object({ ...said, counts })),
  /** A post is otherwise than it was: written anew, taken back, hidden or shown again. */
  "forums:postChanged": inTheThread(
    // An answer that is taken back or hidden settles nothing any more.
    z.object({ post: postView, tried: z.number(), acceptedId: z.nullable(idSchema), counts }),
  ),
  "forums:reacted": inTheThread(
    z.object({ postId: idSchema, reaction: z.enum(postReactions), count: z.number() }),
  ),
  "forums:voted": inTheThread(z.object({ poll: pollView })),
  "forums:retitled": inTheThread(z.object({ title: z.string(), tags: z.array(z.string()) })),
  "forums:accepted": inTheThread(z.object({ postId: z.nullable(idSchema) })),
  "forums:closed": inTheThread(z.object({ isClosed: z.boolean() })),
  "forums:paced": inTheThread(z.object({ slow: z.nullable(slowMode), isHolding: z.boolean() })),
  /** Posts stand in another thread now; each has left a mark at its place. Of a thread that was merged, all of them. */
  "forums:postsLeft": inTheThread(
    z.object({
      to: idSchema,
      isMerged: z.boolean(),
      moved: z.array(z.object({ place: z.number(), id: idSchema, postId: idSchema })),
      lastAt: z.number(),
      campuses: z.number(),
      tried: z.number(),
      acceptedId: z.nullable(idSchema),
      counts,
    }),
  ),
  /** Posts of another thread stand at the end of this one now. They are read when they come into sight. */
  "forums:postsCame": inTheThread(
    z.object({ posts: z.number(), lastAt: z.number(), campuses: z.number(), tried: z.number() }),
  ),
  /** What became of a proposal was stated, in a post that says it in words. */
  "forums:decided": inTheThread(z.object({ ...said, decision: decisionView })),
  "forums:decideByMoved": inTheThread(z.object({ decideBy: z.number() })),
  /** It stands elsewhere, or is pinned or hidden in a space. Where each reader sees it they ask for themselves. */
  "forums:placed": inTheThread(z.object({})),
};
export type ForumEventName = keyof typeof forumEvents;
export type ForumFact = FactOf<typeof forumEvents>;
export type ForumFactOf<Name extends ForumEventName> = Extract<ForumFact, { name: Name }>;

function inTheThread<Data extends z.ZodMiniType>(data: Data) {
  return liveEvent({ data, policy: canReadThread, about: "thread" });
}
