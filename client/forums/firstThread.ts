import type { FirstThread } from "#shared/forums/firstThread.contract";

/** A thread that came with the first answer, and how it stands on the screen. */
export interface Arrived extends FirstThread {
  /** The heights of the posts that are drawn, by their place. */
  heights: readonly (number | undefined)[];
  /** The reader has begun to scroll: where they are is theirs to choose. */
  hasMoved: boolean;
}

let arrived: Arrived | null = null;

/** Keeps what came with the first answer until its thread has taken it in. */
export function arrive(first: Arrived | null): void {
  arrived = first;
}

/** What came with the first answer of that thread; null for every other, and once the thread stands. */
export function arrivedWith(threadId: string): Arrived | null {
  return arrived?.show.thread.id === threadId ? arrived : null;
}

/** What is not held has this height, in pixels: see `.missing` of the list. */
export const HEIGHT_OF_MISSING = 190;

/** Sizes as the windowed list keeps them: those that are drawn, and one for all the others. */
export function sizesOf({ heights }: Arrived, count: number): [sizes: number[], other: number] {
  const unknown = -1;
  return [Array.from({ length: count }, (_, place) => heights[place] ?? unknown), HEIGHT_OF_MISSING];
}
