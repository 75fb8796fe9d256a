import { invalid } from "#server/errors";
import { announce } from "#server/live/publish";
import type { FollowLevel } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { setBookmark } from "./bookmarks.model";
import { findPost } from "./posts.reads";
import { noteReading, setLevel } from "./readings.model";
import { findThread } from "./threads.reads";

/** Notes how far the viewer has read a thread, on whichever device; it only goes back where that is asked for. */
export async function noteRead(
  viewer: Viewer,
  threadId: Id,
  { readTo, isBack = false }: { readTo: number; isBack?: boolean | undefined },
): Promise<{ readTo: number }> {
  const { record } = await findThread(viewer, threadId);
  const personId = viewer.personId as Id;
  const kept = await noteReading(personId, threadId, Math.min(readTo, record.posts), isBack);
  announce("forums:read", { personId, threadId, readTo: kept, posts: record.posts });
  return { readTo: kept };
}

/** Notes how closely the viewer follows a thread. */
export async function followThread(
  viewer: Viewer,
  threadId: Id,
  { level }: { level: FollowLevel },
): Promise<{ level: FollowLevel }> {
  await findThread(viewer, threadId);
  await setLevel(viewer.personId as Id, threadId, level);
  announce("forums:followed", { personId: viewer.personId as Id });
  return { level };
}

/** How far ahead somebody may ask to be reminded. */
const FURTHEST = 2 * 366 * 86_400_000;

/** Marks a post for the viewer alone, or no longer, and notes when they want to be told of it. */
export async function bookmarkPost(
  viewer: Viewer,
  postId: Id,
  { isOn, remindAt = null }: { isOn: boolean; remindAt?: number | null | undefined },
): Promise<{ isOn: boolean; remindAt: number | null }> {
  const { post } = await findPost(viewer, postId);
  if (isOn && remindAt !== null) expectAhead(remindAt);
  await setBookmark({ personId: viewer.personId as Id, postId, threadId: post.threadId }, isOn, remindAt);
  return { isOn, remindAt: isOn ? remindAt : null };
}

function expectAhead(remindAt: number): void {
  const ahead = remindAt - Date.now();
  if (ahead > 0 && ahead <= FURTHEST) return;
  const message = "A reminder comes at a time that is still to come, within two years.";
  throw invalid(message, [{ path: "remindAt", message }]);
}
