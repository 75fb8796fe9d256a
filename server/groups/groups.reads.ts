import { campusMarksOf } from "#server/campuses/campuses.reads";
import { fromCursor, PAGE_SIZE, pageOfAll, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import { findHomes } from "#server/programs/homes.reads";
import { listProgramsByIds } from "#server/programs/programs.reads";
import type { CampusMark } from "#shared/campuses/campuses.contract";
import type { GroupSummary, GroupView, Standing } from "#shared/groups/groups.contract";
import { canSeeGroup, type GroupSubject, isInGroup } from "#shared/groups/groups.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { HeldRole, Viewer } from "#shared/people/viewer";
import {
  findGroupRecord,
  findListedRecord,
  type GroupHead,
  type GroupRecord,
  listGroupHeads,
  listGroupRecords,
  listGroupsAt,
} from "./groups.model";
import { findMembership, listMembershipsOf } from "./memberships.model";
import { listFacilitators } from "./memberships.reads";
import { findPause, listPausesOf, type PauseRecord } from "./pauses.model";
import { listOpenRequests, listOpenRequestsOf } from "./requests.model";

/** A group with what its policies ask about and where it is at home. */
export interface KnownGroup<Head extends GroupHead = GroupRecord> {
  record: Head;
  subject: GroupSubject;
  /** The name of its alliance or campus. */
  home: string;
  campus: CampusMark | null;
}

/** How many requests to join are counted. */
const MOST_COUNTED = 100;

/**
 * One group as it is now, found from the viewer: what they may not know of is notFound. Of a hidden one no more is asked of
 * the store than of one that there is not, or the time of an answer would tell them apart.
 */
export async function findGroup(viewer: Viewer, groupId: Id): Promise<KnownGroup> {
  const find = isInGroup(viewer, groupId) ? findGroupRecord : findListedRecord;
  const known = await toKnownGroup(await find(groupId));
  if (known === null || !canSeeGroup(viewer, known.subject)) throw notFound();
  return known;
}

/** One group as it is now, or null. Never answer a person with it unasked. */
export async function findKnownGroup(groupId: Id): Promise<KnownGroup | null> {
  return await toKnownGroup(await findGroupRecord(groupId));
}

async function toKnownGroup(record: GroupRecord | null): Promise<KnownGroup | null> {
  const [known] = record === null ? [] : await toKnownGroups([record]);
  return known ?? null;
}

/** Groups as they are now, by id. Never answer a person with them unasked. */
export async function listKnownGroups(ids: readonly Id[]): Promise<Map<Id, KnownGroup>> {
  const known = await toKnownGroups(await listGroupRecords([...new Set(ids)]));
  return new Map(known.map((one) => [one.record._id, one]));
}

/** What the policies ask about those of the groups that exist, by id. Never answer a person with it unasked. */
export async function listGroupSubjects(ids: readonly Id[]): Promise<Map<Id, GroupSubject>> {
  const known = await toKnownGroups(await listGroupHeads(ids));
  return new Map(known.map(({ record, subject }) => [record._id, subject]));
}

/** What those of the groups that exist are called, by id. */
export async function nameGroups(ids: readonly Id[]): Promise<Map<Id, string>> {
  return new Map((await listGroupHeads(ids)).map(({ _id, name }) => [_id, name]));
}

/** What those people are in groups, as roles in them: so every policy learns of it. */
export async function listGroupRoles(personIds: readonly Id[]): Promise<Map<Id, HeldRole[]>> {
  const held = new Map<Id, HeldRole[]>();
  const hold = (personId: Id, role: HeldRole["role"], scopeId: Id) =>
    held.set(personId, [...(held.get(personId) ?? []), { role, scopeKind: "group", scopeId }]);
  const [memberships, pauses] = await Promise.all([listMembershipsOf(personIds), listPausesOf(personIds)]);
  for (const { personId, groupId, part } of memberships) hold(personId, part, groupId);
  // Whoever has left is told nothing of the group by it, and is paused again if they come back.
  const isIn = new Set(memberships.map(({ personId, groupId }) => `${groupId}:${personId}`));
  for (const { _id, personId, groupId, pace } of pauses)
    if (isIn.has(_id) && !pace) hold(personId, "paused", groupId);
  return held;
}

/** The groups that the viewer may know of and is not in, in the order of their names. */
export async function listGroups(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<GroupSummary>> {
  const [{ programIds, campusIds }, own] = await Promise.all([
    findHomes(viewer),
    listMembershipsOf([viewer.personId as Id]),
  ]);
  const [nameKey, id] = after === undefined ? [] : fromCursor(after, 2);
  const records = await listGroupsAt(
    [...programIds, ...campusIds],
    {
      without: own.map(({ groupId }) => groupId),
      after: after === undefined ? null : { nameKey: String(nameKey), id: String(id) },
    },
    PAGE_SIZE + 1,
  );
  const { items, next } = toPage(records, PAGE_SIZE, ({ nameKey, _id }) => [nameKey, _id]);
  const known = (await toKnownGroups(items)).filter(({ subject }) => canSeeGroup(viewer, subject));
  return { items: await toSummaries(viewer, known), next };
}

/** The groups that the viewer is in, in the order of their names. */
export async function listOwnGroups(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<GroupSummary>> {
  const own = await listMembershipsOf([viewer.personId as Id]);
  // All of them are named before they are cut into pages: they are as many as a person has joined.
  const records = await listGroupRecords(own.map(({ groupId }) => groupId));
  const { items, next } = pageOfAll(records, PAGE_SIZE, after, ({ nameKey, _id }) => [nameKey, _id]);
  return { items: await toSummaries(viewer, await toKnownGroups(items)), next };
}

/** A group as that viewer sees it. What they are in it is read anew: it may just have changed. */
export async function toGroupView(
  viewer: Viewer,
  { record, subject, ...home }: KnownGroup,
): Promise<GroupView> {
  const { _id: groupId, norms, foundedAt } = record;
  const personId = viewer.personId as Id;
  const [membership, facilitators, [request], pause] = await Promise.all([
    findMembership(groupId, personId),
    listFacilitators(groupId),
    listOpenRequestsOf(personId, [groupId]),
    findPause(groupId, personId),
  ]);
  const standing = membership?.part ?? (request === undefined ? "outside" : "asked");
  const requests =
    standing === "facilitator" ? (await listOpenRequests(groupId, null, MOST_COUNTED)).length : null;
  return {
    ...toSummary({ record, subject, ...home }, standing),
    ...{ programId: subject.programId, campusIds: [...subject.campusIds] },
    ...{ norms, acceptedNorms: membership?.normsVersion ?? null, facilitators, foundedAt },
    pause: pause && membership ? toPauseView(pause) : null,
    ...{ requestId: request?._id ?? null, requests },
  };
}

/** The same after something of it has changed, as it is now. */
export async function showGroup(viewer: Viewer, groupId: Id): Promise<GroupView> {
  const known = await findKnownGroup(groupId);
  if (known === null) throw notFound();
  return await toGroupView(viewer, known);
}

async function toSummaries(viewer: Viewer, known: readonly KnownGroup[]): Promise<GroupSummary[]> {
  const ids = known.map(({ record }) => record._id);
  const personId = viewer.personId as Id;
  const [own, asked] = await Promise.all([listMembershipsOf([personId]), listOpenRequestsOf(personId, ids)]);
  const standings = new Map<Id, Standing>([
    ...asked.map(({ groupId }) => [groupId, "asked"] as const),
    ...own.map(({ groupId, part }) => [groupId, part] as const),
  ]);
  return known.map((group) => toSummary(group, standings.get(group.record._id) ?? "outside"));
}

function toSummary({ record, home, campus }: KnownGroup, standing: Standing): GroupSummary {
  const { _id: id, kind, name, purpose, joining, memberCount: members, isArchived } = record;
  return { id, kind, name, purpose, joining, home, campus, members, isArchived, standing };
}

/** Groups with what their policies ask about; one whose home is gone is left out. */
async function toKnownGroups<Head extends GroupHead>(records: readonly Head[]): Promise<KnownGroup<Head>[]> {
  const [programs, campuses] = await Promise.all([
    listProgramsByIds([...new Set(records.flatMap(({ programId }) => programId ?? []))]),
    campusMarksOf([...new Set(records.flatMap(({ campusId }) => campusId ?? []))]),
  ]);
  return records.flatMap((record) => {
    const { _id: id, joining, programId, campusId, isArchived } = record;
    const program = programs.find((one) => one.id === programId);
    const campus = campuses.get(campusId ?? "") ?? null;
    const home = program?.name ?? campus?.name;
    const campusIds = program?.campusIds ?? (campus === null ? [] : [campus.id]);
    if (home === undefined) return [];
    return [{ record, home, campus, subject: { id, joining, programId, campusIds, isArchived } }];
  });
}

function toPauseView({ until, pace = 0, reason, norm }: PauseRecord): NonNullable<GroupView["pause"]> {
  return { until, pace, reason, norm };
}

/** How slowly somebody speaks in a group for a while; null where they speak as they like, or not at all. */
export async function findTurn(groupId: Id, personId: Id) {
  const pause = await findPause(groupId, personId);
  if (pause === null || !pause.pace) return null;
  const { until, pace, spokeAt, reason } = pause;
  return { until, pace, spokeAt, reason };
}
