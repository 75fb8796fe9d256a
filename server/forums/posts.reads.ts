import { fromCursor, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import type { ThreadMine } from "#shared/forums/threadMine.contract";
import type { PostView, ThreadView } from "#shared/forums/threads.contract";
import { POSTS_AT_ONCE } from "#shared/forums/threads.endpoints";
import type { PostSubject } from "#shared/forums/threads.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { type MarkOf, markSpeakers } from "./authors.reads";
import { findPostRecord, listPostsFrom, type PostRecord } from "./posts.model";
import { listRevisionRecords } from "./revisions.model";
import { findThread, type KnownThread, toThreadMine, toThreadView } from "./threads.reads";

/** How much of what was read before is shown above the place to which one comes. */
const BEFORE = 4;
/** A writing may be 64 kB. */
const REVISIONS_AT_ONCE = 10;

/** A post with its thread. */
export interface KnownPost {
  post: PostRecord;
  thread: KnownThread;
  subject: PostSubject;
}

/** One post, found from the viewer through its thread. */
export async function findPost(viewer: Viewer, postId: Id): Promise<KnownPost> {
  const post = await findPostRecord(postId);
  if (post === null) throw notFound();
  const thread = await findThread(viewer, post.threadId);
  return { post, thread, subject: { authorId: post.author.personId, thread: thread.subject } };
}

/** A thread's head, what of it is the viewer's own, and a window of its posts. */
export async function showThread(
  viewer: Viewer,
  threadId: Id,
  { near }: { near?: number | undefined },
): Promise<{ thread: ThreadView; posts: PostView[]; mine: ThreadMine }> {
  const known = await findThread(viewer, threadId);
  const mine = await toThreadMine(viewer, known);
  const last = known.record.posts - POSTS_AT_ONCE;
  const from = Math.max(0, Math.min((near ?? mine.readTo) - BEFORE, last));
  const posts = await listPostsFrom(threadId, from, POSTS_AT_ONCE);
  const markOf = await markSpeakers([known.record.author, ...posts.map(({ author }) => author)]);
  return {
    thread: await toThreadView(known.record, markOf),
    posts: posts.map((post) => toPostView(post, markOf)),
    mine,
  };
}

/** Where a post stands by now, and what the thread is called. */
export async function findWhereabouts(
  viewer: Viewer,
  postId: Id,
): Promise<{ threadId: Id; place: number; title: string }> {
  const { post, thread } = await findPost(viewer, postId);
  return { threadId: post.threadId, place: post.place, title: thread.record.title };
}

/** A window of a thread's posts, from a place on. */
export async function listPosts(
  viewer: Viewer,
  threadId: Id,
  { from }: { from: number },
): Promise<{ items: PostView[] }> {
  await findThread(viewer, threadId);
  return { items: await toPostViews(await listPostsFrom(threadId, from, POSTS_AT_ONCE)) };
}

/**
 * So many posts of a thread from a place on, for those that have found the thread from a viewer already. Never answer
 * a person with it unasked.
 */
export async function listPostsOf(threadId: Id, from: number, limit: number): Promise<PostView[]> {
  return await toPostViews(await listPostsFrom(threadId, from, limit));
}

/** How a post was before it was written anew, newest first; nothing of a post that is not shown. */
export async function listRevisions(
  viewer: Viewer,
  postId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<{ at: number; body: RichTextDocument }>> {
  const { post } = await findPost(viewer, postId);
  if (post.state !== "shown") return { items: [], next: null };
  const before = after === undefined ? null : Number(fromCursor(after, 1)[0]);
  const records = await listRevisionRecords(postId, before, REVISIONS_AT_ONCE + 1);
  const { items, next } = toPage(records, REVISIONS_AT_ONCE, ({ edits }) => [edits]);
  return { items: items.map(({ at, body }) => ({ at, body })), next };
}

/** Posts as everybody who may read their threads sees them. */
export async function toPostViews(records: readonly PostRecord[]): Promise<PostView[]> {
  const markOf = await markSpeakers(records.map(({ author }) => author));
  return records.map((record) => toPostView(record, markOf));
}

/** One post; its words only where it is shown. Written out field by field, which costs a fraction of gathering the rest. */
export function toPostView(record: PostRecord, markOf: MarkOf): PostView {
  const isShown = record.state === "shown";
  const view: PostView = {
    id: record._id,
    threadId: record.threadId,
    place: record.place,
    author: markOf(record.author),
    at: record.at,
    state: record.state,
    body: isShown ? record.body : null,
    reason: record.reason,
    isTried: record.isTried,
    edits: record.edits,
    editedAt: record.editedAt,
    reactions: record.reactions,
    movedTo: record.movedTo ?? null,
  };
  if (record.norm) view.norm = record.norm;
  if (record.position && isShown) view.position = record.position;
  if (record.imported) view.imported = { by: record.imported.byName, at: record.imported.at };
  return view;
}
