import { fromCursor, toPage } from "#server/database/cursor";
import type { PostView } from "#shared/forums/threads.contract";
import { canReadThread } from "#shared/forums/threads.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listBookmarkRecords } from "./bookmarks.model";
import { listPostRecords } from "./posts.model";
import { toPostViews } from "./posts.reads";
import { listThreadRecords } from "./threads.model";
import { toKnownThreads } from "./threads.reads";

/** A writing may be 64 kB. */
const BOOKMARKS_AT_ONCE = 20;

/** The posts that the viewer has marked, the latest mark first. Those that they may not read any more are left out. */
export async function listBookmarks(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<{ post: PostView; threadTitle: string; markedAt: number; remindAt: number | null }>> {
  const before = after === undefined ? null : toBefore(after);
  const marks = await listBookmarkRecords(viewer.personId as Id, before, BOOKMARKS_AT_ONCE + 1);
  const { items, next } = toPage(marks, BOOKMARKS_AT_ONCE, ({ markedAt, _id }) => [markedAt, _id]);
  // A post may have been moved since it was marked: who may read it is asked of the thread in which it stands now.
  const records = await listPostRecords(items.map(({ postId }) => postId));
  const known = await toKnownThreads(await listThreadRecords(records.map(({ threadId }) => threadId)));
  const readable = known.filter(({ subject }) => canReadThread(viewer, subject));
  const titles = new Map(readable.map(({ record }) => [record._id, record.title]));
  const posts = await toPostViews(records.filter(({ threadId }) => titles.has(threadId)));
  return {
    items: items.flatMap(({ postId, markedAt, remindAt = null }) => {
      const post = posts.find(({ id }) => id === postId);
      return post ? [{ post, threadTitle: titles.get(post.threadId) ?? "", markedAt, remindAt }] : [];
    }),
    next,
  };
}

function toBefore(cursor: string): { markedAt: number; id: string } {
  const [markedAt, id] = fromCursor(cursor, 2);
  return { markedAt: Number(markedAt), id: String(id) };
}
