import type { Session } from "#server/database/transaction";
import { NOBODY } from "#shared/forums/threads.contract";
import type { ForumFactOf } from "#shared/forums/threads.events";
import { type Id, newId } from "#shared/ids";
import { excerpt } from "#shared/richText/plainText";
import { moveAsked } from "./asked.model";
import { moveBookmarks } from "./bookmarks.model";
import { toEntries } from "./entries.commands";
import { replaceEntries } from "./entries.model";
import { leavePositions } from "./positions.commands";
import {
  findLastSaid,
  insertPosts,
  isHeardFrom,
  type PostRecord,
  relocatePosts,
  untouched,
} from "./posts.model";
import { moveReactions } from "./reactions.model";
import { insertMissingReadings, listReadingsAmong } from "./readings.model";
import { EXCERPT_LENGTH } from "./threads.commands";
import type { ThreadRecord } from "./threads.model";

/** A thread with the seq that the change in it has. */
interface Side {
  thread: ThreadRecord;
  seq: number;
}

/**
 * Puts posts in their order at the end of another thread, with their ids, and leaves a mark at each one's place, so that
 * places stay without holes on both sides. What is beside them follows: how they are found, reactions, bookmarks. Both heads
 * tell from then on what is true of what they hold.
 */
export async function movePosts(
  posts: readonly PostRecord[],
  from: Side,
  to: Side,
  session: Session,
): Promise<ForumFactOf<"forums:postsLeft">["data"]["moved"]> {
  const marks = posts.map((post) => toMark(post, from, to.thread._id));
  const moved = posts.map(({ position: _position, ...post }, at): PostRecord => {
    const saidIn = { threadId: post.threadId, seq: post.seq, markId: (marks[at] as PostRecord)._id };
    const where = { threadId: to.thread._id, place: to.thread.posts + at, seq: to.seq };
    return { ...post, ...where, saidIn: post.saidIn ?? saidIn };
  });
  await relocatePosts(moved, session);
  await insertPosts(marks, session);
  takeIn(to.thread, moved);
  await letGo(from.thread, posts, session);
  await leavePositions(from.thread, posts, session);

  const ids = posts.map(({ _id }) => _id);
  const entries = await Promise.all(moved.map((post) => toEntries(to.thread, post)));
  await replaceEntries(ids, entries.flat(), session);
  await moveBookmarks(ids, to.thread._id, session);
  await moveReactions(ids, to.thread._id, session);
  await moveAsked(ids, to.thread._id, session);
  return marks.map(({ _id: id, place, movedTo }) => ({ place, id, postId: movedTo?.postId as Id }));
}

/** Where posts were moved to, their authors have read them, and follow as they did; what is noted of them there stays. */
export async function followMoved(
  posts: readonly PostRecord[],
  from: Id,
  to: { threadId: Id; isNew: boolean },
): Promise<void> {
  // Who only was said to have written elsewhere reads nothing here.
  const here = posts.filter(({ author }) => author.name === undefined);
  const authors = [...new Set(here.map(({ author }) => author.personId))];
  const known = await listReadingsAmong(from, authors);
  const touchedAt = Date.now();
  await insertMissingReadings(
    authors.map((personId) => {
      const { readTo: before = 0, level = "follow" } = known.get(personId) ?? {};
      const readTo = to.isNew ? posts.filter(({ place }) => place < before).length : 0;
      return { personId, threadId: to.threadId, readTo, level, touchedAt };
    }),
  );
}

function toMark({ place, at, _id: postId }: PostRecord, from: Side, threadId: Id): PostRecord {
  return {
    ...untouched,
    ...{ _id: newId(), threadId: from.thread._id, place, at, seq: from.seq, state: "moved" },
    ...{ author: { personId: NOBODY, campusId: null }, body: null, isTried: false },
    movedTo: { threadId, postId },
  };
}

function takeIn(thread: ThreadRecord, posts: readonly PostRecord[]): void {
  thread.posts += posts.length;
  thread.tried += posts.filter(isTriedFor).length;
  const campusIds = posts.flatMap(({ author }) => author.campusId ?? []);
  thread.campusIds = [...new Set([...thread.campusIds, ...campusIds])];
  for (const { at, author } of posts) {
    if (at < thread.lastAt) continue;
    thread.lastAt = at;
    thread.last = author;
  }
}

async function letGo(thread: ThreadRecord, posts: readonly PostRecord[], session: Session): Promise<void> {
  thread.tried -= posts.filter(isTriedFor).length;
  if (posts.some(({ _id }) => _id === thread.acceptedId)) thread.acceptedId = null;
  if (posts.some(({ place }) => place === 0)) thread.excerpt = "";
  for (const campusId of new Set(posts.flatMap(({ author }) => author.campusId ?? [])))
    if (!(await isHeardFrom(thread._id, campusId, session)))
      thread.campusIds = thread.campusIds.filter((id) => id !== campusId);
  const last = await findLastSaid(thread._id, session);
  // Where nothing is left it stands in lists where it stood.
  if (last !== null) [thread.last, thread.lastAt] = [last.author, last.at];
}

function isTriedFor({ isTried, state }: PostRecord): boolean {
  return isTried && state === "shown";
}

/** How a list shows the beginning of a thread that begins with that post. */
export function excerptOf({ state, body }: PostRecord): string {
  return state === "shown" && body !== null ? excerpt(body, EXCERPT_LENGTH) : "";
}
