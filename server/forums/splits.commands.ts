import type { Session } from "#server/database/transaction";
import { authorize, conflict, forbidden } from "#server/errors";
import { isReadByNoMore, placeIn } from "#shared/forums/readers.policy";
import { canStartThread } from "#shared/forums/spaces.policy";
import type { ThreadKind } from "#shared/forums/threads.contract";
import { canModerateThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { countThread } from "./categories.model";
import { enterInThread } from "./log.commands";
import { excerptOf, followMoved, movePosts } from "./movedPosts.commands";
import { countsOf } from "./positions.commands";
import { deedOf } from "./posts.commands";
import { listPostRecordsNow, type PostRecord } from "./posts.model";
import { findCategory, type KnownCategory } from "./spaces.reads";
import { changeThreads } from "./threadChanges.commands";
import { findThreadRecord, insertThread, type ThreadRecord } from "./threads.model";
import { findThread } from "./threads.reads";

/** What a split is asked for. */
export interface SplitInput {
  deedId: Id;
  newThreadId: Id;
  categoryId: Id;
  title: string;
  postIds: Id[];
}

/**
 * Makes a new thread of some of a thread's replies, in their order. It is asked at both ends whether the viewer may, and
 * whether no more people read there than here.
 */
export async function splitThread(
  viewer: Viewer,
  threadId: Id,
  { deedId, newThreadId, categoryId, title, postIds }: SplitInput,
) {
  const known = await findThread(viewer, threadId);
  const category = await findCategory(viewer, categoryId);
  let moved: PostRecord[] = [];
  const fact = await changeThreads(
    { known: [known], names: ["forums:postsLeft"], beside: [categoryId] },
    deedOf(viewer, { deedId }),
    async ([now]) => {
      const { thread, subject, seq, session } = now;
      authorize(canModerateThread(viewer, subject));
      authorize(canStartThread(viewer, category.subject));
      expectNoMoreReaders(isReadByNoMore([placeIn(category.subject)], subject.placements));
      moved = expectReplies(thread, postIds, await listPostRecordsNow(postIds, session));
      if ((await findThreadRecord(newThreadId, session)) !== null) throw deedKnown();
      const made = toThread(newThreadId, title, thread, category, moved);
      const told = await movePosts(moved, { thread, seq }, { thread: made, seq: 1 }, session);
      await keepNew(made, session);
      const logged = { about: { newThreadId }, alsoIn: [category.space._id] };
      await enterInThread(viewer, "forums:split", now, logged);
      const { lastAt, campusIds, tried, acceptedId } = thread;
      const head = { lastAt, campuses: campusIds.length, tried, acceptedId, ...countsOf(thread) };
      return [{ to: newThreadId, isMerged: false, moved: told, ...head }];
    },
  );
  await followMoved(moved, threadId, { threadId: newThreadId, isNew: true });
  return fact;
}

async function keepNew(thread: ThreadRecord, session: Session): Promise<void> {
  await insertThread(thread, session);
  for (const { categoryId } of thread.placements) await countThread(categoryId, 1, session);
}

/** The replies in their order; every one of them must still be there. */
function expectReplies(
  thread: ThreadRecord,
  postIds: readonly Id[],
  found: readonly PostRecord[],
): PostRecord[] {
  const here = found.filter(({ threadId, state }) => threadId === thread._id && state !== "moved");
  if (here.length < new Set(postIds).size)
    throw conflict("changedMeanwhile", "Some of these replies are not here any more. Choose again.");
  if (here.some(({ place }) => place === 0))
    throw conflict("opening", "The opening stays with its thread: move or merge the whole thread instead.");
  return here.sort((one, other) => one.place - other.place);
}

const STAYING: readonly ThreadKind[] = ["poll", "announcement", "proposal"];

/** The new thread before anything stands in it. It is whoever's its first words are. */
function toThread(
  _id: Id,
  title: string,
  { kind, tags }: ThreadRecord,
  { record, space }: KnownCategory,
  posts: readonly PostRecord[],
): ThreadRecord {
  const opening = posts[0] as PostRecord;
  return {
    ...{ _id, seq: 1, title, tags, author: opening.author, last: opening.author },
    // Neither choices, nor being for everybody's notice, nor what is to be decided goes along with replies.
    kind: STAYING.includes(kind) ? "discussion" : kind,
    ...{ campusIds: [], at: opening.at, lastAt: opening.at, posts: 0 },
    ...{ isClosed: false, acceptedId: null, tried: 0, poll: null },
    excerpt: excerptOf(opening),
    placements: [{ spaceId: space._id, categoryId: record._id, isPinned: false, isHidden: false }],
  };
}

/** Words that were said to few are not shown to many. */
export function expectNoMoreReaders(isSo: boolean): void {
  if (!isSo)
    throw forbidden("More people read there than here. What was said to these is not shown to others.");
}

const deedKnown = () => conflict("deedKnown", "That was sent before as something else. Send it anew.");
