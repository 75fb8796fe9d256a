import { listBlockedBy } from "#server/people/blocks.reads";
import { type FollowKind, followKey, followKeysOf, levelOf } from "#shared/forums/follows";
import type { FollowLevel } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { FollowRecord } from "./follows.model";
import { toFollowed } from "./follows.reads";
import { listReadings, type ReadingRecord } from "./readings.model";
import { listOwnCircles } from "./spaces.reads";
import { authorListName, listName, tagListName } from "./threadLists";
import { listThreadsIn, type ThreadOrder, type ThreadRecord } from "./threads.model";

/** How long a thread that was begun where one follows is new for somebody who has not opened it. */
const NEWS_FOR = 30 * 86_400_000;
/** Threads that are looked at: the latest begun where somebody follows, and the latest spoken in where they watch. */
const MOST_FRESH = 200;
/** The store merges so many lists by their order; of more at once it would read all of each and sort. */
const MOST_MERGED = 200;

/** A thread that nobody chose for itself, but that stands in a place which somebody follows. */
export interface FreshThread {
  record: ThreadRecord;
  readTo: number;
  level: FollowLevel;
}

/**
 * Threads that the viewer has made no choice about and that are new by the spaces, tags and people that they follow:
 * where it is `follow`, those that were begun since and that they have not opened; where it is `watch`, also those that
 * have grown. Whether they may read them is not asked here.
 */
export async function listFresh(viewer: Viewer, follows: readonly FollowRecord[]): Promise<FreshThread[]> {
  const heeded = follows.filter(({ level }) => level === "follow" || level === "watch");
  if (heeded.length === 0) return [];
  const isByCircle = heeded.some(({ kind }) => kind !== "space");
  const circles = isByCircle ? await listOwnCircles(viewer) : [];
  const records = await listLately(heeded, circles);
  const personId = viewer.personId as Id;
  const readings = await listReadings(
    personId,
    records.map(({ _id }) => _id),
  );
  const followed = toFollowed(follows, await listBlockedBy(personId));
  const sinceOf = sincesOf(heeded);
  return records.flatMap((record) => {
    const reading = readings.get(record._id);
    if (record.author.personId === personId) return [];
    const subject = toFollowable(record);
    const level = levelOf(reading?.level ?? "normal", subject, followed);
    const since = Math.min(
      ...followKeysOf(subject).flatMap((keys) => keys.flatMap((key) => sinceOf.get(key) ?? [])),
    );
    return isFresh(record, reading, level, since) ? [{ record, readTo: reading?.readTo ?? 0, level }] : [];
  });
}

/** What of a thread says by what it is followed. */
export function toFollowable({ author, tags, placements }: ThreadRecord) {
  const visible = placements.filter(({ isHidden }) => !isHidden);
  return { authorId: author.personId, tags, spaceIds: visible.map(({ spaceId }) => spaceId) };
}

/** What was chosen for the thread itself is told by the threads that one follows. */
function isFresh(
  record: ThreadRecord,
  reading: ReadingRecord | undefined,
  level: FollowLevel,
  since: number,
): boolean {
  if (reading !== undefined && reading.level !== "normal") return false;
  if (level === "follow") return reading === undefined && record.at >= since;
  return level === "watch" && record.lastAt >= since && record.posts > (reading?.readTo ?? 0);
}

/** Each thread once, by one stretch of an index for each list. */
async function listLately(follows: readonly FollowRecord[], circles: readonly Id[]): Promise<ThreadRecord[]> {
  const since = Math.max(Date.now() - NEWS_FOR, Math.min(...follows.map((one) => one.since)));
  const watched = follows.filter(({ level }) => level === "watch");
  const [begun, active] = await Promise.all(
    (
      [
        [follows, "begun"],
        [watched, "active"],
      ] as const
    ).map(async ([among, order]) => {
      const names = among.flatMap((one) => listNamesOf(one, circles));
      return await listLatestIn(names, order, since);
    }),
  );
  return [...new Map([...(begun ?? []), ...(active ?? [])].map((record) => [record._id, record])).values()];
}

/** The latest of any number of lists: whoever follows many tags and is in many groups has more than can be merged. */
async function listLatestIn(
  names: readonly string[],
  order: ThreadOrder,
  since: number,
): Promise<ThreadRecord[]> {
  const parts: string[][] = [];
  for (let from = 0; from < names.length; from += MOST_MERGED)
    parts.push(names.slice(from, from + MOST_MERGED));
  const found = await Promise.all(parts.map((part) => listThreadsIn(part, order, null, MOST_FRESH, since)));
  const atOf = ({ at, lastAt }: ThreadRecord) => (order === "begun" ? at : lastAt);
  return found
    .flat()
    .sort((one, other) => atOf(other) - atOf(one))
    .slice(0, MOST_FRESH);
}

function listNamesOf({ kind, targetId }: FollowRecord, circles: readonly Id[]): string[] {
  const nameIn: Record<FollowKind, () => string[]> = {
    space: () => (["listed", "pinned"] as const).map((standing) => listName(standing, targetId)),
    tag: () => circles.map((circleId) => tagListName(circleId, targetId)),
    person: () => circles.map((circleId) => authorListName(circleId, targetId)),
  };
  return nameIn[kind]();
}

function sincesOf(follows: readonly FollowRecord[]): Map<string, number> {
  return new Map(follows.map(({ kind, targetId, since }) => [followKey(kind, targetId), since]));
}
