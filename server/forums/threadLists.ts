import type { ThreadKind } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";

/** How a thread stands in a list: among the others, above them, or only for moderators to see. */
export type Standing = "listed" | "pinned" | "hidden";

/** What a list is narrowed to. */
export interface Narrowing {
  kind?: ThreadKind | undefined;
  tag?: string | undefined;
}

/** One of the places where a thread stands. The first of a thread's placements is its home. */
export interface PlacementRecord {
  spaceId: Id;
  categoryId: Id;
  isPinned: boolean;
  isHidden: boolean;
}

/** The name of the list of a space or category, whole or narrowed. */
export function listName(standing: Standing, placeId: Id, { kind, tag }: Narrowing = {}): string {
  return `${standing}:${placeId}:${kind ?? ""}:${tag ?? ""}`;
}

/** The name of the list of a circle's threads with a tag, wherever in the circle they stand. */
export function tagListName(circleId: Id, tag: string): string {
  return `tag:${circleId}:${tag}`;
}

/** The name of the list of a circle's threads that somebody has begun. */
export function authorListName(circleId: Id, personId: Id): string {
  return `author:${circleId}:${personId}`;
}

/**
 * Every list in which a thread stands. They are kept with the thread, so that any list, however it is narrowed, is one
 * stretch of one index, and a page of it costs the same at any depth.
 */
export function listsOf(
  thread: {
    kind: ThreadKind;
    tags: readonly string[];
    author: { personId: Id };
    placements: readonly PlacementRecord[];
  },
  circles: ReadonlyMap<Id, Id>,
): string[] {
  const narrowings = [undefined, thread.kind].flatMap((kind) =>
    [undefined, ...thread.tags].map((tag): Narrowing => ({ kind, tag })),
  );
  const ofPlaces = thread.placements.flatMap((placement) =>
    [placement.spaceId, placement.categoryId].flatMap((placeId) =>
      narrowings.map((narrowing) => listName(standingOf(placement), placeId, narrowing)),
    ),
  );
  const visible = thread.placements.filter(({ isHidden }) => !isHidden);
  const ofCircles = [...new Set(visible.flatMap(({ spaceId }) => circles.get(spaceId) ?? []))].flatMap(
    (circleId) => [
      authorListName(circleId, thread.author.personId),
      ...thread.tags.map((tag) => tagListName(circleId, tag)),
    ],
  );
  return [...ofPlaces, ...ofCircles];
}

/** What is hidden is hidden also where it was pinned. */
export function standingOf({ isPinned, isHidden }: PlacementRecord): Standing {
  if (isHidden) return "hidden";
  return isPinned ? "pinned" : "listed";
}
