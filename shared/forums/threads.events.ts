import * as z from "zod/mini";
import { idSchema } from "#shared/ids";
import { type FactOf, liveEvent } from "#shared/live/event";
import { pollView, postReactions, postView, slowMode } from "./threads.contract";
import { canReadThread } from "./threads.policy";

/** What can happen in a thread. Everybody who may read it hears all of it. */
export const forumEvents = {
  "forums:replied": inTheThread(z.object({ post: postView, campuses: z.number(), tried: z.number() })),
  /** A post is otherwise than it was: written anew, taken back, hidden or shown again. */
  "forums:postChanged": inTheThread(
    // An answer that is taken back or hidden settles nothing any more.
    z.object({ post: postView, tried: z.number(), acceptedId: z.nullable(idSchema) }),
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
    }),
  ),
  /** Posts of another thread stand at the end of this one now. They are read when they come into sight. */
  "forums:postsCame": inTheThread(
    z.object({ posts: z.number(), lastAt: z.number(), campuses: z.number(), tried: z.number() }),
  ),
  /** It stands elsewhere, or is pinned or hidden in a space. Where each reader sees it they ask for themselves. */
  "forums:placed": inTheThread(z.object({})),
};
export type ForumEventName = keyof typeof forumEvents;
export type ForumFact = FactOf<typeof forumEvents>;
export type ForumFactOf<Name extends ForumEventName> = Extract<ForumFact, { name: Name }>;

function inTheThread<Data extends z.ZodMiniType>(data: Data) {
  return liveEvent({ data, policy: canReadThread, about: "thread" });
}
