import type { CategoryView, SpaceView } from "#shared/forums/spaces.contract";
import type { CategorySubject, SpaceSubject } from "#shared/forums/spaces.policy";
import type { ThreadMine } from "#shared/forums/threadMine.contract";
import type { PlacementView, ThreadView } from "#shared/forums/threads.contract";
import type { ThreadSubject } from "#shared/forums/threads.policy";

/** A space as policies ask about it. */
export function toSpaceSubject({ id, programId, campusIds, groupId }: SpaceView): SpaceSubject {
  return { id, programId, campusIds, groupId };
}

/** A category as policies ask about it. */
export function toCategorySubject(space: SpaceView, category: CategoryView): CategorySubject {
  const { read, start, answer, isArchived } = category;
  return { space: toSpaceSubject(space), read, start, answer, isArchived };
}

/** One of a thread's placements as policies ask about it. */
export function toPlacementSubject(placement: PlacementView): ThreadSubject["placements"][number] {
  const { spaceId, programId, campusIds, groupId, read, start, answer, isArchived, isHidden } = placement;
  return {
    category: { space: { id: spaceId, programId, campusIds, groupId }, read, start, answer, isArchived },
    isHidden,
  };
}

/** A thread as policies ask about it, with the placements that its reader may see. */
export function toThreadSubject(
  { id, author, isClosed }: ThreadView,
  { placements }: ThreadMine,
): ThreadSubject {
  return { id, authorId: author.personId, isClosed, placements: placements.map(toPlacementSubject) };
}
