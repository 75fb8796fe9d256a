import { fromCursor, toPage } from "#server/database/cursor";
import { type EntryRecord, findEntries } from "#server/database/ledger";
import { findHowLong } from "#server/debriefs/pauses.reads";
import { conflict, notFound } from "#server/errors";
import { listCaredFor } from "#server/forums/caredFor.reads";
import { nameGroups } from "#server/groups/groups.reads";
import { markPersons } from "#server/people/people.reads";
import type { AppealView } from "#shared/care/appeals.contract";
import { type AppealSubject, canDecideAppeal } from "#shared/care/appeals.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import type { Viewer } from "#shared/people/viewer";
import { type AppealRecord, findAppealRecords, listOpenAppeals } from "./appeals.model";
import type { DecisionEntry } from "./decisions.reads";
import { findDeskNamed, layWith, namesOfHigherDesks } from "./desks.reads";
import { findToldRooms } from "./rooms.reads";

/** A post may be of 64 kB. */
const APPEALS_AT_ONCE = 20;

/** An appeal with what its policies ask about. */
export interface KnownAppeal {
  record: AppealRecord;
  /** What was done, as the log tells. */
  entry: DecisionEntry;
  subject: AppealSubject;
}

/**
 * One appeal, found from the viewer: for whoever may not decide about it there is none. Those from whose desk it was handed
 * up are told so, since they may have been about to decide.
 */
export async function findAppeal(viewer: Viewer, appealId: Id): Promise<KnownAppeal> {
  const [record] = await findAppealRecords([appealId]);
  const known = record && (await toKnownAppeal(record));
  if (!known) throw notFound();
  if (canDecideAppeal(viewer, known.subject)) return known;
  const lay = await layWith(record.handed, (desk) => canDecideAppeal(viewer, { ...known.subject, desk }));
  throw lay ? isDecided() : notFound();
}

/** Whoever comes second is told. */
export const isDecided = () =>
  conflict("decided", "Somebody else has decided about this or handed it up meanwhile.");

async function toKnownAppeal(record: AppealRecord): Promise<KnownAppeal | null> {
  const { personId: appellantId, byId } = record;
  const [desk, [entry]] = await Promise.all([findDeskNamed(record.desk), findEntries([record.entryId])]);
  if (desk === null || entry === undefined) return null;
  return { record, entry: entry as DecisionEntry, subject: { desk, appellantId, byId } };
}

/** The open appeals of a space, the oldest first. */
export async function listAppeals(
  viewer: Viewer,
  spaceId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<AppealView>> {
  return await listOn(viewer, [`space:${spaceId}`], after);
}

/** The open appeals of a debrief room, the oldest first. */
export async function listAppealsOfRoom(
  viewer: Viewer,
  debriefId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<AppealView>> {
  return await listOn(viewer, [`room:${debriefId}`], after);
}

/** The open appeals that went to the viewer past those who look after a space or room, the oldest first. */
export async function listHigherAppeals(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<AppealView>> {
  return await listOn(viewer, namesOfHigherDesks(viewer), after);
}

async function listOn(
  viewer: Viewer,
  desks: readonly string[],
  after: string | undefined,
): Promise<Page<AppealView>> {
  const asked = {
    not: viewer.personId as Id,
    after: after === undefined ? null : String(fromCursor(after, 1)[0]),
  };
  const records = await listOpenAppeals(desks, asked, APPEALS_AT_ONCE + 1);
  const { items, next } = toPage(records, APPEALS_AT_ONCE, ({ order }) => [order]);
  const [entries, whereOf, markOf] = await Promise.all([
    findEntries(items.map(({ entryId }) => entryId)),
    findWhere(viewer, items),
    markPersons(items.flatMap(({ personId, byId }) => [personId, byId])),
  ]);
  const pauses = await findHowLong(entries);
  return {
    items: items.flatMap((record): AppealView[] => {
      const entry = entries.find(({ _id }) => _id === record.entryId);
      if (entry === undefined) return [];
      const paused = pauses.get(entry._id) ?? null;
      return [{ ...toAppealView(record, entry, markOf), ...whereOf(record), paused }];
    }),
    next,
  };
}

/** What each is about: a post with its thread, a group, or a room and the group whose own it is. */
async function findWhere(viewer: Viewer, records: readonly AppealRecord[]) {
  const abouts = records.map(({ about }) => about);
  const [posts, rooms] = await Promise.all([
    listCaredFor(abouts.flatMap(({ postId }) => postId ?? [])),
    findToldRooms(viewer, abouts),
  ]);
  const groupOf = ({ groupId, debriefId = "" }: AppealRecord["about"]) =>
    groupId ?? rooms.get(debriefId)?.groupId ?? "";
  const groupNames = await nameGroups(abouts.map(groupOf));
  return ({ about }: AppealRecord) => {
    const caredFor = posts.get(about.postId ?? "");
    return {
      groupName: groupNames.get(groupOf(about)) ?? "",
      roomName: rooms.get(about.debriefId ?? "")?.name ?? "",
      threadTitle: caredFor?.threadTitle ?? "",
      post: caredFor?.post ?? null,
    };
  };
}

function toAppealView(
  { _id: id, words, at, deed, personId, byId, desk, handed }: AppealRecord,
  { at: doneAt, reason, norm = "" }: EntryRecord,
  markOf: (personId: Id) => PersonMark,
) {
  return {
    ...{ id, words, at, deed, doneAt, by: markOf(byId), reason, norm, who: markOf(personId) },
    handed: handed?.reason ?? "",
    canHandUp: desk !== "site",
  };
}
