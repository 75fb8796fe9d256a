import type { FoundInThread } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { circlesOf } from "./circles.model";
import { listEntriesIn } from "./entries.model";
import { matchingLineOf, matchingWordsOf } from "./matchingLine";
import { findThread, readablePlacements } from "./threads.reads";
import { writtenLanguages } from "./writtenLanguage";

/** Nobody steps through more. */
const MOST_FOUND = 300;

/** The posts of a thread in which words stand, in their order. What is not shown is not found. */
export async function findInThread(
  viewer: Viewer,
  threadId: Id,
  { words }: { words: string },
): Promise<{ items: FoundInThread[]; hasMore: boolean }> {
  const known = await findThread(viewer, threadId);
  const placements = readablePlacements(viewer, known);
  const circles = await circlesOf(placements.map(({ spaceId }) => spaceId));
  // In every circle in which it stands it is found alike: one is enough.
  const circleId = circles.get(placements[0]?.spaceId ?? "") ?? "";
  const categoryIds = placements.map(({ categoryId }) => categoryId);
  const found = await Promise.all(
    writtenLanguages.map((language) =>
      listEntriesIn(threadId, { circleId, categoryIds, language, words }, MOST_FOUND + 1),
    ),
  );
  const entries = found.flat().sort((one, other) => one.place - other.place);
  const items = entries.slice(0, MOST_FOUND).map(({ place, words: { text, language } }) => ({
    ...{ place, words: matchingWordsOf(text, words, language) },
    line: matchingLineOf(text, words, language).text,
  }));
  return { items, hasMore: entries.length > MOST_FOUND };
}
