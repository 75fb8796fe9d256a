import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type CategorySubject, canModerateSpace, canReadCategory, maySpeakIn } from "./spaces.policy";

/** One of the places where a thread stands. The first of a thread's placements is its home. */
export interface PlacementSubject {
  category: CategorySubject;
  /** Taken out of sight in that space alone by whoever moderates it. */
  isHidden: boolean;
}

/** What every question about a thread needs to know of it. */
export interface ThreadSubject {
  id: Id;
  authorId: Id;
  isClosed: boolean;
  placements: readonly PlacementSubject[];
}

/** What every question about a single post needs to know of it. */
export interface PostSubject {
  authorId: Id;
  thread: ThreadSubject;
}

/** Reads the thread: whoever may read one of the categories in which it can be seen. */
export function canReadThread(viewer: Viewer, thread: ThreadSubject): boolean {
  return thread.placements.some((placement) => canReadPlacement(viewer, placement));
}

/** Replies, votes, reports what was tried: where they read it, while neither thread nor category is closed. */
export function canAnswerThread(viewer: Viewer, thread: ThreadSubject): boolean {
  return !thread.isClosed && maySpeakInThread(viewer, thread);
}

/** Speaks where the thread stands and they read it; whether it is closed is not asked. */
export function maySpeakInThread(viewer: Viewer, thread: ThreadSubject): boolean {
  return thread.placements.some((placement) => canAnswerAt(viewer, placement));
}

/** Looks after the whole thread: closes, moves, hides posts. Whoever moderates its home. */
export function canModerateThread(viewer: Viewer, thread: ThreadSubject): boolean {
  const [home] = thread.placements;
  return home !== undefined && canModerateSpace(viewer, home.category.space);
}

/** Renames and tags it, accepts an answer: its author while it is open, or whoever moderates it. */
export function canEditThread(viewer: Viewer, thread: ThreadSubject): boolean {
  if (canModerateThread(viewer, thread)) return true;
  return viewer.personId === thread.authorId && canAnswerThread(viewer, thread);
}

/** Pins it or takes it out of sight in one space: whoever moderates that space. */
export function canModeratePlacement(viewer: Viewer, placement: PlacementSubject): boolean {
  return canModerateSpace(viewer, placement.category.space);
}

/** Reads a post, also after its thread was closed. */
export function canReadPost(viewer: Viewer, post: PostSubject): boolean {
  return canReadThread(viewer, post.thread);
}

/** Answers in the post's thread: reacts. */
export function canReactToPost(viewer: Viewer, post: PostSubject): boolean {
  return canAnswerThread(viewer, post.thread);
}

/** Writes one's own post anew. */
export function canEditPost(viewer: Viewer, post: PostSubject): boolean {
  return viewer.personId === post.authorId && canAnswerThread(viewer, post.thread);
}

/** Takes one's own post back, also where nothing new may be written. */
export function canWithdrawPost(viewer: Viewer, post: PostSubject): boolean {
  return viewer.personId === post.authorId && canReadThread(viewer, post.thread);
}

/** Takes somebody's post out of sight, with a reason. */
export function canHidePost(viewer: Viewer, post: PostSubject): boolean {
  return canModerateThread(viewer, post.thread);
}

/** Asks somebody else to edit their post, or no longer: whoever may take it out of sight. */
export function canAskToEdit(viewer: Viewer, post: PostSubject): boolean {
  return viewer.personId !== post.authorId && canHidePost(viewer, post);
}

function canReadPlacement(viewer: Viewer, placement: PlacementSubject): boolean {
  const isVisible = !placement.isHidden || canModeratePlacement(viewer, placement);
  return isVisible && canReadCategory(viewer, placement.category);
}

function canAnswerAt(viewer: Viewer, placement: PlacementSubject): boolean {
  const { category } = placement;
  return canReadPlacement(viewer, placement) && maySpeakIn(viewer, category, category.answer);
}
