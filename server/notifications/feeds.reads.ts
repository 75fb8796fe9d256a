import { findReader } from "#server/accounts/readers.reads";
import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import { listPostsOf } from "#server/forums/posts.reads";
import { nameSpaces } from "#server/forums/spaceNames.reads";
import { findSpace, listOwnSpaces } from "#server/forums/spaces.reads";
import { listThreads } from "#server/forums/threadPages.reads";
import { listBlockedBy } from "#server/people/blocks.reads";
import type { PostView, ThreadSummary } from "#shared/forums/threads.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { FeedView } from "#shared/notifications/feeds.contract";
import type { Viewer } from "#shared/people/viewer";
import { findFeedRecord, listFeedRecords } from "./feeds.model";
import { hashToken } from "./feedToken";

/** Entries of a feed. */
export const ENTRIES = 30;
/** Of one thread at most so many, so that a lively one does not push out all others. */
export const ENTRIES_OF_THREAD = 10;

/** What was last said in a space, newest first. */
export interface Feed {
  spaceId: Id;
  title: string;
  madeAt: number;
  entries: { thread: ThreadSummary; post: PostView }[];
}

/** A page of the viewer's own feeds. */
export async function listFeeds(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<FeedView>> {
  const from = after === undefined ? "" : String(fromCursor(after, 1)[0]);
  const records = await listFeedRecords(viewer.personId as Id, from, PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ spaceId }) => [spaceId]);
  if (items.length === 0) return { items: [], next };
  const names = await nameSpaces((await listOwnSpaces(viewer)).map(({ record }) => record));
  const views = items.map(({ spaceId, madeAt }) => ({
    spaceId,
    spaceTitle: names.get(spaceId)?.title ?? "",
    madeAt,
  }));
  return { items: views, next };
}

/** The feed of a space for whoever has that token: what its owner may read now. Everything else is notFound. */
export async function readFeed(spaceId: Id, token: string): Promise<Feed> {
  const feed = await findFeedRecord(hashToken(token));
  if (feed === null || feed.spaceId !== spaceId) throw notFound();
  const reader = await findReader(feed.personId);
  if (reader === null) throw notFound();
  const { record } = await findSpace(reader.viewer, spaceId);
  const [names, entries] = await Promise.all([nameSpaces([record]), listEntries(reader.viewer, spaceId)]);
  return { spaceId, title: names.get(spaceId)?.title ?? "", madeAt: feed.madeAt, entries };
}

/** Nothing that was said last in a space is older than what was last said in the threads that were last spoken in. */
async function listEntries(viewer: Viewer, spaceId: Id): Promise<Feed["entries"]> {
  const { pinned, items } = await listThreads(viewer, spaceId, {});
  const threads = [...pinned, ...items]
    .filter(({ isHidden }) => !isHidden)
    .sort((one, other) => other.lastAt - one.lastAt);
  const blocked = await listBlockedBy(viewer.personId as Id);
  let entries: Feed["entries"] = [];
  for (const thread of threads) {
    const oldest = entries[ENTRIES - 1];
    if (oldest !== undefined && oldest.post.at >= thread.lastAt) break;
    const from = Math.max(0, thread.posts - ENTRIES_OF_THREAD);
    const posts = await listPostsOf(thread.id, from, ENTRIES_OF_THREAD);
    const shown = posts
      .filter(({ state, author }) => state === "shown" && !blocked.has(author.personId))
      .map((post) => ({ thread, post }));
    entries = [...entries, ...shown].sort(byTime).slice(0, ENTRIES);
  }
  return entries;
}

function byTime(one: Feed["entries"][number], other: Feed["entries"][number]): number {
  return other.post.at - one.post.at || (one.post.id < other.post.id ? 1 : -1);
}
