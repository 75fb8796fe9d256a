import { fromCursor, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import { listBlockedBy } from "#server/people/blocks.reads";
import { levelOf } from "#shared/forums/follows";
import { canModerateSpace, canReadCategory } from "#shared/forums/spaces.policy";
import type { ThreadKind, ThreadSummary } from "#shared/forums/threads.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { markSpeakers } from "./authors.reads";
import { type CategoryHead, listCategoryHeadsOf } from "./categories.model";
import { listFollowsOf } from "./follows.model";
import { toFollowed } from "./follows.reads";
import { toFollowable } from "./fresh.reads";
import { listReadings } from "./readings.model";
import { findSpace, type KnownSpace, toCategorySubject } from "./spaces.reads";
import { listName, type PlacementRecord, type Standing } from "./threadLists";
import { keyOf, listThreadsIn, type ThreadOrder, type ThreadRecord } from "./threads.model";

/** Threads on one page. */
export const THREADS_AT_ONCE = 30;
/** Pinned threads that are shown above a list; who pins more has pinned none. */
const MOST_PINNED = 10;

/** What is asked of the threads of a space. */
export interface ThreadsAsked {
  after?: string | undefined;
  categoryId?: Id | undefined;
  tag?: string | undefined;
  kind?: ThreadKind | undefined;
  order?: "active" | "new" | undefined;
}

/** A thread, and where it stands as far as a list is concerned. */
export interface Shown {
  record: ThreadRecord;
  placement: PlacementRecord;
  category: CategoryHead;
}

/** A page of the threads of a space or category that the viewer may see, those pinned apart with the first page. */
export async function listThreads(
  viewer: Viewer,
  spaceId: Id,
  { after, categoryId, tag, kind, order }: ThreadsAsked,
): Promise<Page<ThreadSummary> & { pinned: ThreadSummary[] }> {
  const space = await findSpace(viewer, spaceId);
  const all = await listCategoryHeadsOf([spaceId]);
  const readable = all.filter((record) => canReadCategory(viewer, toCategorySubject(record, space)));
  if (categoryId !== undefined && !readable.some(({ _id }) => _id === categoryId)) throw notFound();
  // Who reads every category reads the space as one list; else the lists of those that they read are merged.
  const placeIds = categoryId ? [categoryId] : all.length === readable.length ? [spaceId] : idsOf(readable);
  const namesOf = (standings: readonly Standing[]) =>
    standings.flatMap((standing) => placeIds.map((id) => listName(standing, id, { kind, tag })));

  const by: ThreadOrder = order === "new" ? "begun" : "active";
  const before = after === undefined ? null : String(fromCursor(after, 1)[0]);
  const [records, pinned] = await Promise.all([
    listThreadsIn(namesOf(standingsFor(viewer, space)), by, before, THREADS_AT_ONCE + 1),
    before === null ? listThreadsIn(namesOf(["pinned"]), by, null, MOST_PINNED) : [],
  ]);
  const page = toPage(records, THREADS_AT_ONCE, (record) => [keyOf(by, record)]);
  const summaries = await toSummaries(viewer, [
    ...toShown(pinned, spaceId, readable),
    ...toShown(page.items, spaceId, readable),
  ]);
  return {
    pinned: summaries.filter(({ isPinned, isHidden }) => isPinned && !isHidden),
    items: summaries.filter(({ isPinned, isHidden }) => !isPinned || isHidden),
    next: page.next,
  };
}

/** Threads as a list shows them to that viewer, in five readings however many they are. */
export async function toSummaries(viewer: Viewer, shown: readonly Shown[]): Promise<ThreadSummary[]> {
  const personId = viewer.personId as Id;
  const [markOf, readings, follows, blocked] = await Promise.all([
    markSpeakers(shown.flatMap(({ record }) => [record.author, record.last])),
    listReadings(
      personId,
      shown.map(({ record }) => record._id),
    ),
    listFollowsOf(personId),
    listBlockedBy(personId),
  ]);
  const followed = toFollowed(follows, blocked);
  // Written out field by field: gathered from parts, a page of these takes as long as reading it from the store.
  return shown.map(({ record, placement, category }): ThreadSummary => {
    const reading = readings.get(record._id);
    const level = reading?.level ?? "normal";
    const outcome = record.decision?.outcome;
    const summary: ThreadSummary = {
      id: record._id,
      kind: record.kind,
      title: record.title,
      tags: record.tags,
      author: markOf(record.author),
      lastAuthor: markOf(record.last),
      at: record.at,
      lastAt: record.lastAt,
      posts: record.posts,
      campuses: record.campusIds.length,
      isClosed: record.isClosed,
      isAccepted: record.acceptedId !== null,
      isPinned: placement.isPinned,
      isHidden: placement.isHidden,
      spaceId: placement.spaceId,
      categoryId: category._id,
      categoryTitle: category.title,
      excerpt: blocked.has(record.author.personId) ? "" : record.excerpt,
      readTo: reading?.readTo ?? 0,
      level,
      isQuiet: levelOf(level, toFollowable(record), followed) === "mute",
    };
    if (outcome) summary.outcome = outcome.result;
    return summary;
  });
}

/** Leaves out what has come into a category since the categories were read: whether the viewer may read that is not known. */
function toShown(
  records: readonly ThreadRecord[],
  spaceId: Id,
  categories: readonly CategoryHead[],
): Shown[] {
  return records.flatMap((record) => {
    const placement = record.placements.find((one) => one.spaceId === spaceId);
    const category = categories.find(({ _id }) => _id === placement?.categoryId);
    return placement && category ? [{ record, placement, category }] : [];
  });
}

function standingsFor(viewer: Viewer, { subject }: KnownSpace): Standing[] {
  return canModerateSpace(viewer, subject) ? ["listed", "hidden"] : ["listed"];
}

function idsOf(categories: readonly CategoryHead[]): Id[] {
  return categories.map(({ _id }) => _id);
}
