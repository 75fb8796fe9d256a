import { campusMarksOf } from "#server/campuses/campuses.reads";
import { notFound } from "#server/errors";
import { findTurn } from "#server/groups/groups.reads";
import { listBlockedBy } from "#server/people/blocks.reads";
import type { ThreadMine } from "#shared/forums/threadMine.contract";
import type { PlacementView, ThreadView } from "#shared/forums/threads.contract";
import { canReadThread, type PlacementSubject, type ThreadSubject } from "#shared/forums/threads.policy";
import { facilitatesGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type MarkOf, markSpeakers } from "./authors.reads";
import { listMarkedPosts } from "./bookmarks.model";
import { listCategoryHeads } from "./categories.model";
import { listOwnHeldIn } from "./held.model";
import { toHeldViews } from "./held.reads";
import { isOriginOpen } from "./origins.reads";
import { findPosition } from "./positions.model";
import { listOwnReactions } from "./reactions.model";
import { listReadings } from "./readings.model";
import { nameSpaces } from "./spaceNames.reads";
import { type KnownCategory, toKnownCategories } from "./spaces.reads";
import type { PlacementRecord } from "./threadLists";
import { findThreadRecord, type ThreadRecord } from "./threads.model";
import { findChoices } from "./votes.model";

/** A thread with the categories in which it stands. */
export interface KnownThread {
  record: ThreadRecord;
  categories: Map<Id, KnownCategory>;
  subject: ThreadSubject;
}

/** One thread, found from the viewer: what they may not read is notFound. */
export async function findThread(viewer: Viewer, threadId: Id): Promise<KnownThread> {
  const record = await findThreadRecord(threadId);
  if (record === null) throw notFound();
  const [known] = await toKnownThreads([record]);
  if (known === undefined || !canReadThread(viewer, known.subject)) throw notFound();
  return known;
}

/** One thread, for those that act for nobody in particular. Never answer a person with it unasked. */
export async function getThread(threadId: Id): Promise<ThreadRecord> {
  const record = await findThreadRecord(threadId);
  if (record === null) throw notFound();
  return record;
}

/** Threads with what their policies ask about, in their order. */
export async function toKnownThreads(records: readonly ThreadRecord[]): Promise<KnownThread[]> {
  const ids = records.flatMap(({ placements }) => placements.map(({ categoryId }) => categoryId));
  const known = await toKnownCategories(await listCategoryHeads(ids));
  const categories = new Map(known.map((category) => [category.record._id, category]));
  return records.map((record) => ({ record, categories, subject: toThreadSubject(record, categories) }));
}

/** What the policies ask about a thread that stands in those categories. */
export function toThreadSubject(
  { _id: id, author, isClosed, placements }: ThreadRecord,
  categories: ReadonlyMap<Id, KnownCategory>,
): ThreadSubject {
  return {
    id,
    authorId: author.personId,
    isClosed,
    placements: placements.map((placement) => toPlacementSubject(placement, categories)),
  };
}

/** What the policies ask about one of a thread's places. A category that is gone is one that nobody reads. */
export function toPlacementSubject(
  { categoryId, isHidden }: PlacementRecord,
  categories: ReadonlyMap<Id, KnownCategory>,
): PlacementSubject {
  return { category: categories.get(categoryId)?.subject ?? nobodys, isHidden };
}

const nobodys: PlacementSubject["category"] = {
  space: { id: "", programId: null, campusIds: [], groupId: null },
  ...{ read: "moderators", start: "moderators", answer: "moderators" },
  isArchived: true,
};

/** Those of a thread's places where the viewer may see it, its home first. */
export function readablePlacements(viewer: Viewer, { record, categories }: KnownThread): PlacementRecord[] {
  return record.placements.filter((placement) => {
    const subject = toPlacementSubject(placement, categories);
    return canReadThread(viewer, { ...ofNobody, placements: [subject] });
  });
}

const ofNobody = { id: "", authorId: "", isClosed: false };

/** A thread's head, the same for all its readers. */
export async function toThreadView(record: ThreadRecord, markOf?: MarkOf): Promise<ThreadView> {
  const mark = markOf ?? (await markSpeakers([record.author]));
  const { _id, seq, kind, title, tags, at, lastAt, posts, isClosed, acceptedId, tried, poll } = record;
  const { slow = null, isHolding = false, movedTo = null, decision } = record;
  const origin = record.carriedFrom;
  const campusId = origin?.campusId ?? null;
  const campus = campusId === null ? null : ((await campusMarksOf([campusId])).get(campusId) ?? null);
  return {
    ...{ id: _id, seq, kind, title, tags, at, lastAt, posts, isClosed, acceptedId, tried, poll },
    ...{ author: mark(record.author), campuses: record.campusIds.length, slow, isHolding, movedTo },
    ...(decision && { decision }),
    ...(origin && { carriedFrom: { campus } }),
  };
}

/** The group in whose own forum a thread is at home, or null. */
export function homeGroupOf({ placements }: ThreadSubject): Id | null {
  return placements[0]?.category.space.groupId ?? null;
}

/** What of a thread is the viewer's own. */
export async function toThreadMine(viewer: Viewer, thread: KnownThread): Promise<ThreadMine> {
  const personId = viewer.personId as Id;
  const { _id: threadId, poll, carriedFrom, decision } = thread.record;
  const groupId = homeGroupOf(thread.subject);
  const [placements, readings, votes, reactions, bookmarks, isOpen, turn, stands, blocked] =
    await Promise.all([
      toPlacementViews(viewer, thread),
      listReadings(personId, [threadId]),
      poll === null ? [] : findChoices(threadId, personId),
      listOwnReactions(threadId, personId),
      listMarkedPosts(threadId, personId),
      carriedFrom !== undefined && isOriginOpen(viewer, carriedFrom.debriefId),
      groupId && !facilitatesGroup(viewer, groupId) ? findTurn(groupId, personId) : null,
      decision === undefined ? null : findPosition(threadId, personId),
      listBlockedBy(personId),
    ]);
  const { readTo = 0, level = "normal", spokeAt = null, hasHeld } = readings.get(threadId) ?? {};
  const held = hasHeld ? await toHeldViews(await listOwnHeldIn(threadId, personId)) : [];
  const reminders = bookmarks.flatMap(({ postId, remindAt }) => (remindAt ? [{ postId, at: remindAt }] : []));
  const marked = bookmarks.map(({ postId }) => postId);
  const own = { readTo, level, votes, reactions, bookmarks: marked, reminders, spokeAt, turn };
  const position = stands?.isCounted && { position: stands.position, postId: stands.postId };
  return {
    ...{ placements, ...own, held, blockedIds: [...blocked] },
    ...(position && { position }),
    ...(isOpen && { carriedFromId: carriedFrom?.debriefId }),
  };
}

async function toPlacementViews(viewer: Viewer, thread: KnownThread): Promise<PlacementView[]> {
  const readable = readablePlacements(viewer, thread).flatMap((placement) => {
    const category = thread.categories.get(placement.categoryId);
    return category === undefined ? [] : [{ placement, category }];
  });
  const names = await nameSpaces(readable.map(({ category }) => category.space));
  return readable.map(({ placement, category: { record, subject } }) => ({
    ...placement,
    spaceTitle: names.get(placement.spaceId)?.title ?? "",
    programId: subject.space.programId,
    groupId: subject.space.groupId,
    campusIds: [...subject.space.campusIds],
    categoryTitle: record.title,
    read: record.read,
    start: record.start,
    answer: record.answer,
    isArchived: subject.isArchived,
  }));
}
