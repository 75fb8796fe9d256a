import { listUnread } from "#server/forums/followed.reads";
import { listPostsOf } from "#server/forums/posts.reads";
import { nameSpaces } from "#server/forums/spaceNames.reads";
import { listBlockedBy } from "#server/people/blocks.reads";
import type { PostView } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listMailedThreads } from "./mailedThreads.model";
import type { MailedRange } from "./mailings.model";

/** What of a thread was not read and not mailed. */
export interface News extends MailedRange {
  lastAt: number;
}

/** Of one thread at most so many posts are read for a mail. */
const MOST_POSTS = 50;

/** What there is to mail to somebody now, from a moment on; the threads that were last spoken in first. */
export async function listNews(viewer: Viewer & { personId: Id }, since: number): Promise<News[]> {
  const unread = (await listUnread(viewer)).filter(({ record }) => record.lastAt > since);
  if (unread.length === 0) return [];
  const mailed = await listMailedThreads(
    viewer.personId,
    unread.map(({ record }) => record._id),
  );
  return unread
    .flatMap(({ record: { _id: threadId, posts: to, lastAt }, readTo }) => {
      const { mailedTo = 0, isOff = false } = mailed.get(threadId) ?? {};
      const from = Math.max(readTo, mailedTo);
      return isOff || from >= to ? [] : [{ threadId, from, to, lastAt }];
    })
    .sort((one, other) => other.lastAt - one.lastAt);
}

/** When the first of some news was said; for those that cannot wait. */
export async function firstAt({ threadId, from }: News): Promise<number> {
  const [first] = await listPostsOf(threadId, from, 1);
  return first?.at ?? 0;
}

/** What a mail tells of one thread. */
export interface Told {
  threadId: Id;
  spaceId: Id;
  title: string;
  spaceTitle: string;
  posts: PostView[];
  /** Posts beyond those that were read. */
  more: number;
}

/**
 * What of those ranges is still to be told, asked anew: nothing that was read meanwhile, that they may not read any more
 * or do not follow, that is not shown, or that they said themselves or somebody whom they have blocked.
 */
export async function listTold(
  viewer: Viewer & { personId: Id },
  ranges: readonly MailedRange[],
  since: number,
): Promise<Told[]> {
  const unread = new Map((await listUnread(viewer)).map((thread) => [thread.record._id, thread]));
  const mailed = await listMailedThreads(
    viewer.personId,
    ranges.map(({ threadId }) => threadId),
  );
  const blocked = await listBlockedBy(viewer.personId);
  const isOthers = ({ author: { personId } }: PostView) =>
    personId !== viewer.personId && !blocked.has(personId);
  const told = ranges.map(async ({ threadId, from, to }): Promise<Told | null> => {
    const thread = unread.get(threadId);
    const [placement] = thread?.placements ?? [];
    const space = placement && thread?.categories.get(placement.categoryId)?.space;
    if (thread === undefined || space === undefined || mailed.get(threadId)?.isOff) return null;
    const begin = Math.max(from, thread.readTo);
    const posts = begin >= to ? [] : await listPostsOf(threadId, begin, Math.min(to - begin, MOST_POSTS));
    // What was brought in from elsewhere is no news, whenever it was.
    const shown = posts.filter(
      (post) => post.state === "shown" && !post.imported && post.at > since && isOthers(post),
    );
    if (shown.length === 0) return null;
    const { title } = thread.record;
    const names = await nameSpaces([space]);
    return {
      ...{ threadId, spaceId: space._id, title, spaceTitle: names.get(space._id)?.title ?? "" },
      ...{ posts: shown, more: Math.max(0, to - begin - MOST_POSTS) },
    };
  });
  return (await Promise.all(told)).filter((one) => one !== null);
}
