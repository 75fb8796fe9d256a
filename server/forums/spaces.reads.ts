import { findConvening } from "#server/convenings/convenings.reads";
import { authorize, notFound } from "#server/errors";
import { findGroup, listGroupSubjects } from "#server/groups/groups.reads";
import { findHomes } from "#server/programs/homes.reads";
import { listProgramsByIds } from "#server/programs/programs.reads";
import {
  type CategorySubject,
  canReadCategory,
  canReadSpace,
  type SpaceSubject,
} from "#shared/forums/spaces.policy";
import { canReadGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type CategoryHead, listCategoryHeads } from "./categories.model";
import { keepCommons, keepGroupSpace } from "./forums.load";
import { findSpaceOf, listSpaceHeads, listSpacesOf, type SpaceHead } from "./spaces.model";

/** A space with what its policies ask about. */
export interface KnownSpace {
  record: SpaceHead;
  subject: SpaceSubject;
  /** Of a group that is over: read, and written no more. */
  isArchived: boolean;
}

/** A category with what its policies ask about. */
export interface KnownCategory {
  record: CategoryHead;
  space: SpaceHead;
  subject: CategorySubject;
}

/** One space, found from the viewer: what they may not read is notFound. */
export async function findSpace(viewer: Viewer, spaceId: Id): Promise<KnownSpace> {
  const [known] = await toKnownSpaces(await listSpaceHeads([spaceId]));
  if (known === undefined || !canReadSpace(viewer, known.subject)) throw notFound();
  return known;
}

/** What the policies ask about a space, or null. Never answer a person with it unasked. */
export async function findSpaceSubject(spaceId: Id): Promise<SpaceSubject | null> {
  const [known] = await toKnownSpaces(await listSpaceHeads([spaceId]));
  return known?.subject ?? null;
}

/** What the policies ask about those of the spaces that exist, by id. Never answer a person with it unasked. */
export async function listSpaceSubjects(ids: readonly Id[]): Promise<Map<Id, SpaceSubject>> {
  const known = await toKnownSpaces(await listSpaceHeads([...new Set(ids)]));
  return new Map(known.map(({ subject }) => [subject.id, subject]));
}

/** The commons of a convening, found from the viewer; made with the first look where the convening is new. */
export async function findCommons(viewer: Viewer, conveningId: Id): Promise<KnownSpace> {
  const record = (await findSpaceOf("convening", conveningId)) ?? (await makeCommons(viewer, conveningId));
  const [known] = await toKnownSpaces(record === null ? [] : [record]);
  if (known === undefined || !canReadSpace(viewer, known.subject)) throw notFound();
  return known;
}

async function makeCommons(viewer: Viewer, conveningId: Id): Promise<SpaceHead | null> {
  await keepCommons(await findConvening(viewer, conveningId));
  return await findSpaceOf("convening", conveningId);
}

/** A group's own space, found from the viewer; made with the first look. */
export async function findGroupSpace(viewer: Viewer, groupId: Id): Promise<KnownSpace> {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canReadGroup(viewer, subject));
  const known = await findSpaceOfGroup(groupId);
  if (known === null || !canReadSpace(viewer, known.subject)) throw notFound();
  return known;
}

/** The same without a viewer, or null. Never answer a person with it unasked. */
export async function findSpaceOfGroup(groupId: Id): Promise<KnownSpace | null> {
  const record = (await findSpaceOf("group", groupId)) ?? (await makeGroupSpace(groupId));
  const [known] = await toKnownSpaces(record === null ? [] : [record]);
  return known ?? null;
}

async function makeGroupSpace(groupId: Id): Promise<SpaceHead | null> {
  await keepGroupSpace(groupId);
  return await findSpaceOf("group", groupId);
}

/** One category, found from the viewer. */
export async function findCategory(viewer: Viewer, categoryId: Id): Promise<KnownCategory> {
  const [known] = await toKnownCategories(await listCategoryHeads([categoryId]));
  if (known === undefined || !canReadCategory(viewer, known.subject)) throw notFound();
  return known;
}

/**
 * Every space that the viewer may read, in no order: a few for their programs and campus, one for each convening and for
 * each of their groups.
 */
export async function listOwnSpaces(viewer: Viewer): Promise<KnownSpace[]> {
  const known = await toKnownSpaces(await listSpacesOf(await findWhereabouts(viewer)));
  return known.filter(({ subject }) => canReadSpace(viewer, subject));
}

/** The circles in which the viewer may read something: their programs, campuses and groups. */
export async function listOwnCircles(viewer: Viewer): Promise<Id[]> {
  const { programIds, campusIds, groupIds } = await findWhereabouts(viewer);
  return [...programIds, ...campusIds, ...groupIds];
}

async function findWhereabouts(viewer: Viewer) {
  const groupIds = viewer.roles.flatMap(({ scopeKind, scopeId }) =>
    scopeKind === "group" && scopeId !== null ? [scopeId] : [],
  );
  return { ...(await findHomes(viewer)), groupIds };
}

/** Spaces with what their policies ask about; one whose program or group is gone is left out. */
export async function toKnownSpaces(records: readonly SpaceHead[]): Promise<KnownSpace[]> {
  const [programs, groups] = await Promise.all([
    listProgramsByIds([...new Set(records.flatMap(({ programId }) => programId ?? []))]),
    listGroupSubjects(records.flatMap(({ kind, scopeId }) => (kind === "group" ? [scopeId] : []))),
  ]);
  return records.flatMap((record): KnownSpace[] => {
    const { _id: id, kind, scopeId, programId, campusId } = record;
    if (kind === "group") {
      const group = groups.get(scopeId);
      const subject = { id, programId: null, campusIds: [], groupId: scopeId };
      return group === undefined ? [] : [{ record, subject, isArchived: group.isArchived }];
    }
    const program = programs.find((one) => one.id === programId);
    const campusIds = program?.campusIds ?? (campusId === null ? null : [campusId]);
    if (campusIds === null) return [];
    return [{ record, subject: { id, programId, campusIds, groupId: null }, isArchived: false }];
  });
}

/** Categories with what their policies ask about; one whose space is gone is left out. */
export async function toKnownCategories(records: readonly CategoryHead[]): Promise<KnownCategory[]> {
  const known = await toKnownSpaces(await listSpaceHeads(records.map(({ spaceId }) => spaceId)));
  const spaces = new Map(known.map((space) => [space.record._id, space]));
  return records.flatMap((record) => {
    const space = spaces.get(record.spaceId);
    if (space === undefined) return [];
    return [{ record, space: space.record, subject: toCategorySubject(record, space) }];
  });
}

/** What the policies ask about a category. */
export function toCategorySubject(record: CategoryHead, space: KnownSpace): CategorySubject {
  const { read, start, answer, isArchived } = record;
  return { space: space.subject, read, start, answer, isArchived: isArchived || space.isArchived };
}
