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
  const within = Math.min(readTo, record.posts);
  return { readTo: await noteReading(viewer.personId as Id, threadId, within, isBack) };
}

/** Notes how closely the viewer follows a thread. */
export async function followThread(
  viewer: Viewer,
  threadId: Id,
  { level }: { level: FollowLevel },
): Promise<{ level: FollowLevel }> {
  await findThread(viewer, threadId);
  await setLevel(viewer.personId as Id, threadId, level);
  return { level };
}

/** Marks a post for the viewer alone, or no longer. */
export async function bookmarkPost(
  viewer: Viewer,
  postId: Id,
  { isOn }: { isOn: boolean },
): Promise<{ isOn: boolean }> {
  const { post } = await findPost(viewer, postId);
  await setBookmark({ personId: viewer.personId as Id, postId, threadId: post.threadId }, isOn);
  return { isOn };
}
