import { PAGE_SIZE, pageOfAll } from "#server/database/cursor";
import type { FollowLevel, ThreadSummary } from "#shared/forums/threads.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listFollowsOf } from "./follows.model";
import { listFresh } from "./fresh.reads";
import { listFollowedReadings } from "./readings.model";
import { toSummaries } from "./threadPages.reads";
import { listThreadLengths, listThreadRecords } from "./threads.model";
import { type KnownThread, readablePlacements, toKnownThreads } from "./threads.reads";

/**
 * Followed threads that are looked at: those with which somebody last had to do. This bounds what it costs to know what
 * is new for them, whatever they have followed over the years.
 */
const MOST_FOLLOWED = 1_000;

/**
 * The threads that hold something the viewer has not read and that they follow, for themselves or by a space, tag or
 * person; those last spoken in first.
 */
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

/** How many threads `listFollowed` would show. */
export async function countFollowed(viewer: Viewer): Promise<number> {
  return (await listUnread(viewer)).length;
}

/** A thread with something new for somebody: where they may see it, how far they have read, how closely they follow. */
export interface UnreadThread extends KnownThread {
  placements: ReturnType<typeof readablePlacements>;
  readTo: number;
  level: FollowLevel;
}

/** Everything new for the viewer, in no order: counts and lists both come from here, so that they agree. */
export async function listUnread(viewer: Viewer): Promise<UnreadThread[]> {
  const follows = await listFollowsOf(viewer.personId as Id);
  const news = (await Promise.all([listGrown(viewer), listFresh(viewer, follows)])).flat();
  if (news.length === 0) return [];
  const known = await toKnownThreads(news.map(({ record }) => record));
  return known
    .map((thread, place) => {
      const { readTo, level } = news[place] as (typeof news)[number];
      return { ...thread, readTo, level, placements: readablePlacements(viewer, thread) };
    })
    .filter(({ placements }) => placements.length > 0);
}

/** Where nothing is followed one reading tells so; else a second tells which threads have grown, and only those are read. */
async function listGrown(viewer: Viewer): Promise<Pick<UnreadThread, "record" | "readTo" | "level">[]> {
  const readings = await listFollowedReadings(viewer.personId as Id, MOST_FOLLOWED);
  if (readings.length === 0) return [];
  const byThread = new Map(readings.map((reading) => [reading.threadId, reading]));
  const lengths = await listThreadLengths([...byThread.keys()]);
  const grown = lengths.filter(({ _id, posts }) => posts > (byThread.get(_id)?.readTo ?? 0));
  if (grown.length === 0) return [];
  const records = await listThreadRecords(grown.map(({ _id }) => _id));
  return records.map((record) => {
    const { readTo = 0, level = "follow" } = byThread.get(record._id) ?? {};
    return { record, readTo, level };
  });
}
