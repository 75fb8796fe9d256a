import { fromCursor, toPage } from "#server/database/cursor";
import { type EntryRecord, findEntries } from "#server/database/ledger";
import { notFound } from "#server/errors";
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
import { findDeskNamed, namesOfHigherDesks } from "./desks.reads";

/** A post may be of 64 kB. */
const APPEALS_AT_ONCE = 20;

/** An appeal with what its policies ask about. */
export interface KnownAppeal {
  record: AppealRecord;
  /** What was done, as the log tells. */
  entry: DecisionEntry;
  subject: AppealSubject;
}

/** One appeal, found from the viewer: for whoever may not decide about it there is none. */
export async function findAppeal(viewer: Viewer, appealId: Id): Promise<KnownAppeal> {
  const [record] = await findAppealRecords([appealId]);
  const known = record && (await toKnownAppeal(record));
  if (!known || !canDecideAppeal(viewer, known.subject)) throw notFound();
  return known;
}

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

/** The open appeals that went to the viewer past those who look after a space, the oldest first. */
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
  const [entries, posts, groupNames, markOf] = await Promise.all([
    findEntries(items.map(({ entryId }) => entryId)),
    listCaredFor(items.flatMap(({ about }) => about.postId ?? [])),
    nameGroups(items.flatMap(({ about }) => about.groupId ?? [])),
    markPersons(items.flatMap(({ personId, byId }) => [personId, byId])),
  ]);
  return {
    items: items.flatMap((record): AppealView[] => {
      const entry = entries.find(({ _id }) => _id === record.entryId);
      const { postId = "", groupId = "" } = record.about;
      const caredFor = posts.get(postId);
      if (entry === undefined) return [];
      return [
        {
          ...toAppealView(record, entry, markOf),
          groupName: groupNames.get(groupId) ?? "",
          threadTitle: caredFor?.threadTitle ?? "",
          post: caredFor?.post ?? null,
        },
      ];
    }),
    next,
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
