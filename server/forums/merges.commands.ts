import { authorize, conflict } from "#server/errors";
import { MOST_MOVED } from "#shared/forums/moderation.endpoints";
import { isReadByNoMore } from "#shared/forums/readers.policy";
import { canModerateThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { isMerged } from "./heads.commands";
import { moveHeld } from "./held.model";
import { enterInThread } from "./log.commands";
import { followMoved, movePosts } from "./movedPosts.commands";
import { countsOf } from "./positions.commands";
import { deedOf, homeOf } from "./posts.commands";
import { listWholeThread, type PostRecord } from "./posts.model";
import { expectNoMoreReaders } from "./splits.commands";
import { changeThreads } from "./threadChanges.commands";
import type { ThreadRecord } from "./threads.model";
import { findThread } from "./threads.reads";

/**
 * Puts everything that was said in a thread at the end of another, in order, and closes the emptied one, which says from
 * then on where its words are. Who may do it looks after both.
 */
export async function mergeThread(
  viewer: Viewer,
  threadId: Id,
  { deedId, intoId }: { deedId: Id; intoId: Id },
) {
  const [known, into] = [await findThread(viewer, threadId), await findThread(viewer, intoId)];
  authorize(canModerateThread(viewer, known.subject) && canModerateThread(viewer, into.subject));
  if (threadId === intoId) throw conflict("sameThread", "A thread cannot be merged into itself.");
  let moved: PostRecord[] = [];
  const fact = await changeThreads(
    { known: [known, into], names: ["forums:postsLeft", "forums:postsCame"] },
    deedOf(viewer, { deedId }),
    async ([from, to]) => {
      authorize(canModerateThread(viewer, from.subject) && canModerateThread(viewer, to.subject));
      expectNoMoreReaders(isReadByNoMore(to.subject.placements, from.subject.placements));
      expectMergeable(from.thread, to.thread);
      const { session } = from;
      moved = (await listWholeThread(threadId, session)).filter(({ state }) => state !== "moved");
      const told = await movePosts(moved, from, to, session);
      await moveHeld(threadId, { threadId: intoId, spaceId: homeOf(to.thread) }, session);
      from.thread.isClosed = true;
      from.thread.movedTo = intoId;
      const logged = { about: { intoId }, alsoIn: [homeOf(to.thread)] };
      await enterInThread(viewer, "forums:merged", from, logged);
      return [
        {
          ...{ ...headOf(from.thread), to: intoId, isMerged: true, moved: told, acceptedId: null },
          ...countsOf(from.thread),
        },
        { ...headOf(to.thread), posts: to.thread.posts },
      ];
    },
  );
  await followMoved(moved, threadId, { threadId: intoId, isNew: false });
  return fact;
}

function headOf({ lastAt, campusIds, tried }: ThreadRecord) {
  return { lastAt, campuses: campusIds.length, tried };
}

function expectMergeable(from: ThreadRecord, to: ThreadRecord): void {
  if (from.movedTo !== undefined || to.movedTo !== undefined) throw isMerged();
  if (from.poll !== null)
    throw conflict("hasPoll", "The votes of a poll belong to its thread: it cannot be merged into another.");
  if (from.posts > MOST_MOVED)
    throw conflict("tooLong", "A thread of more than 500 posts is too long to be merged into another.");
}
