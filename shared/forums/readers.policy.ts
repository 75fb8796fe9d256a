import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type Audience, type CategorySubject, canModerateSpace, canStartThread } from "./spaces.policy";
import {
  canModerateThread,
  canReadThread,
  type PlacementSubject,
  type ThreadSubject,
} from "./threads.policy";

/**
 * Whether whoever may read in the new places may read in the old ones too. Words that were said to few are not shown to
 * many: where this is false nothing that others said may be moved there or be shown there as well.
 */
export function isReadByNoMore(
  newPlaces: readonly PlacementSubject[],
  oldPlaces: readonly PlacementSubject[],
): boolean {
  const readers = new Set(oldPlaces.flatMap(readersOf));
  return newPlaces.flatMap(readersOf).every((group) => readers.has(group));
}

/** Lets a thread stand elsewhere: its author while they may read it, or whoever looks after it. */
export function canSpreadThread(viewer: Viewer, thread: ThreadSubject): boolean {
  if (canModerateThread(viewer, thread)) return true;
  return viewer.personId === thread.authorId && canReadThread(viewer, thread);
}

/** Takes a thread away from one of its spaces: whoever may spread it, or looks after that space. */
export function canTakeThreadAway(viewer: Viewer, thread: ThreadSubject): boolean {
  return (
    canSpreadThread(viewer, thread) ||
    thread.placements.some(({ category }) => canModerateSpace(viewer, category.space))
  );
}

/** Lets the thread stand in that category too, as far as the two of them are concerned. */
export function canSpreadTo(viewer: Viewer, thread: ThreadSubject, category: CategorySubject): boolean {
  return canSpreadThread(viewer, thread) && canStartThread(viewer, category);
}

/** A category as a place where a thread would stand for all its readers to see. */
export function placeIn(category: CategorySubject): PlacementSubject {
  return { category, isHidden: false };
}

/** The groups of people that read there, each by a name of its own. No group holds a part of another. */
function readersOf({ category, isHidden }: PlacementSubject): string[] {
  const { space, read } = category;
  const audience: Audience = isHidden ? "moderators" : read;
  if (space.groupId !== null) {
    const facilitators = groupOf("facilitators", space.groupId);
    return audience === "everyone" ? [facilitators, groupOf("members", space.groupId)] : [facilitators];
  }
  const coordinators = space.campusIds.map((campusId) => groupOf("coordinators", campusId));
  const moderators = space.programId === null ? coordinators : [groupOf("stewards", space.programId)];
  if (audience === "moderators") return moderators;
  const members = space.campusIds.map((campusId) => groupOf("members", campusId));
  return [...moderators, ...coordinators, ...(audience === "everyone" ? members : [])];
}

function groupOf(kind: "members" | "coordinators" | "stewards" | "facilitators", scopeId: Id): string {
  return `${kind} of ${scopeId}`;
}
