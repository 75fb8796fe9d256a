import type { PostView } from "#shared/forums/threads.contract";
import type { ThreadSubject } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import { markSpeakers } from "./authors.reads";
import { findPostRecord, listPostHeads, listPostRecords } from "./posts.model";
import { type KnownPost, toPostView } from "./posts.reads";
import { listThreadRecords, listThreadTitles } from "./threads.model";
import { toKnownThreads } from "./threads.reads";

/** A post as those see it who were asked to look after it. */
export interface CaredForPost {
  /** With its words also where they are out of sight for others. */
  post: PostView;
  threadTitle: string;
  thread: ThreadSubject;
  /** Its author is asked to edit it, and has not yet. */
  isAsked: boolean;
}

/**
 * Posts for those whom somebody has asked to look at them, by id, whatever their rights in the thread: who may see them is
 * to be asked by whoever answers a person with them. What its author took back is gone for them too.
 */
export async function listCaredFor(postIds: readonly Id[]): Promise<Map<Id, CaredForPost>> {
  const posts = await listPostRecords(postIds);
  const [markOf, known] = await Promise.all([
    markSpeakers(posts.map(({ author }) => author)),
    toKnownThreads(await listThreadRecords(posts.map(({ threadId }) => threadId))),
  ]);
  return new Map(
    posts.flatMap((record) => {
      const thread = known.find((one) => one.record._id === record.threadId);
      if (thread === undefined) return [];
      const post = { ...toPostView(record, markOf), body: record.body };
      const where = { threadTitle: thread.record.title, thread: thread.subject };
      return [[record._id, { post, ...where, isAsked: Boolean(record.asked) }] as const];
    }),
  );
}

/** What the threads of those posts are called, by post. The same is to be asked. */
export async function titlePosts(postIds: readonly Id[]): Promise<Map<Id, string>> {
  const posts = await listPostHeads(postIds);
  const threads = await listThreadTitles([...new Set(posts.map(({ threadId }) => threadId))]);
  const titles = new Map(threads.map(({ _id, title }) => [_id, title]));
  return new Map(posts.map(({ _id, threadId }) => [_id, titles.get(threadId) ?? ""]));
}

/** One post with its thread, whatever somebody's rights in it; null where there is none. The same is to be asked. */
export async function findCaredFor(postId: Id): Promise<KnownPost | null> {
  const post = await findPostRecord(postId);
  if (post === null) return null;
  const [thread] = await toKnownThreads(await listThreadRecords([post.threadId]));
  if (thread === undefined) return null;
  return { post, thread, subject: { authorId: post.author.personId, thread: thread.subject } };
}
