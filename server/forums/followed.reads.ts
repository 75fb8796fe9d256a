import { PAGE_SIZE, pageOfAll } from "#server/database/cursor";
import type { ThreadSummary } from "#shared/forums/threads.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listFollowedReadings } from "./readings.model";
import { toSummaries } from "./threadPages.reads";
import { listThreadLengths, listThreadRecords } from "./threads.model";
import { type KnownThread, readablePlacements, toKnownThreads } from "./threads.reads";

/**
 * Followed threads that are looked at: those with which somebody last had to do. This bounds what it costs to know what
 * is new for them, whatever they have followed over the years.
 */
const MOST_FOLLOWED = 1_000;

/** The threads that the viewer follows and that hold something they have not read, those last spoken in first. */
export async function listFollowed(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<ThreadSummary>> {
  const page = pageOfAll(await listUnread(viewer), PAGE_SIZE, after, ({ record }) => [
    -record.lastAt,
    record._id,
  ]);
  const shown = page.items.flatMap(({ record, categories, placements: [placement] }) => {
    const category = placement && categories.get(placement.categoryId)?.record;
    return category ? [{ record, placement, category }] : [];
  });
  return { items: await toSummaries(viewer, shown), next: page.next };
}

/** In how many threads of each space there is something that the viewer follows and has not read. */
export async function countUnread(viewer: Viewer): Promise<Map<Id, number>> {
  const counts = new Map<Id, number>();
  for (const { placements } of await listUnread(viewer))
    for (const { spaceId } of placements) counts.set(spaceId, (counts.get(spaceId) ?? 0) + 1);
  return counts;
}

/** A thread with something new for somebody: where they may see it, and how far they have read. */
export interface UnreadThread extends KnownThread {
  placements: ReturnType<typeof readablePlacements>;
  readTo: number;
}

/** Where nothing is followed one reading tells so; else a second tells which threads have grown, and only those are read. */
export async function listUnread(viewer: Viewer): Promise<UnreadThread[]> {
  const readings = await listFollowedReadings(viewer.personId as Id, MOST_FOLLOWED);
  if (readings.length === 0) return [];
  const readTo = new Map(readings.map((reading) => [reading.threadId, reading.readTo]));
  const lengths = await listThreadLengths([...readTo.keys()]);
  const grown = lengths.filter(({ _id, posts }) => posts > (readTo.get(_id) ?? 0));
  if (grown.length === 0) return [];
  const known = await toKnownThreads(await listThreadRecords(grown.map(({ _id }) => _id)));
  return known
    .map((thread) => ({
      ...thread,
      placements: readablePlacements(viewer, thread),
      readTo: readTo.get(thread.record._id) ?? 0,
    }))
    .filter(({ placements }) => placements.length > 0);
}
