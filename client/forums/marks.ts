import type { PostView } from "#shared/forums/threads.contract";
import { postAt } from "./heldPosts";

/** Whether a moved post's mark is told of by the mark above it: both went to the same thread. */
export function isFolded(posts: readonly PostView[], place: number): boolean {
  const [mark, above] = [postAt(posts, place), postAt(posts, place - 1)];
  return isMark(mark) && isMark(above) && mark.movedTo?.threadId === above.movedTo?.threadId;
}

/** How many marks one after the other the one at that place tells of. */
export function countFolded(posts: readonly PostView[], place: number): number {
  let count = 1;
  while (isFolded(posts, place + count)) count++;
  return count;
}

/** The place to which a step leads: over what is folded away. */
export function stepTo(posts: readonly PostView[], from: number, by: 1 | -1): number {
  let place = from + by;
  while (isFolded(posts, place)) place += by;
  return place;
}

function isMark(post: PostView | undefined): post is PostView {
  return post?.state === "moved";
}
