import { findConvening } from "#server/convenings/convenings.reads";
import { notFound } from "#server/errors";
import { listProgramIdsOf, listProgramsByIds } from "#server/programs/programs.reads";
import { coordinates } from "#shared/campuses/roles.policy";
import {
  type CategorySubject,
  canReadCategory,
  canReadSpace,
  type SpaceSubject,
} from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type CategoryHead, listCategoryHeads } from "./categories.model";
import { keepCommons } from "./forums.load";
import { findSpaceOf, listSpaceHeads, listSpacesOf, type SpaceHead } from "./spaces.model";

/** A space with what its policies ask about. */
export interface KnownSpace {
  record: SpaceHead;
  subject: SpaceSubject;
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

/** One category, found from the viewer. */
export async function findCategory(viewer: Viewer, categoryId: Id): Promise<KnownCategory> {
  const [known] = await toKnownCategories(await listCategoryHeads([categoryId]));
  if (known === undefined || !canReadCategory(viewer, known.subject)) throw notFound();
  return known;
}

/** Every space that the viewer may read, in no order: a few for their programs and campus, one for each convening. */
export async function listOwnSpaces(viewer: Viewer): Promise<KnownSpace[]> {
  const { programIds, campusIds } = await findWhereabouts(viewer);
  const known = await toKnownSpaces(await listSpacesOf(programIds, campusIds));
  return known.filter(({ subject }) => canReadSpace(viewer, subject));
}

/** The circles in which the viewer may read something: their programs and campuses. */
export async function listOwnCircles(viewer: Viewer): Promise<Id[]> {
  const { programIds, campusIds } = await findWhereabouts(viewer);
  return [...programIds, ...campusIds];
}

async function findWhereabouts(viewer: Viewer): Promise<{ programIds: Id[]; campusIds: Id[] }> {
  const coordinated = viewer.roles.flatMap(({ scopeId }) =>
    scopeId !== null && coordinates(viewer, scopeId) ? [scopeId] : [],
  );
  const stewarded = viewer.roles.flatMap(({ role, scopeId }) =>
    role === "steward" && scopeId !== null ? [scopeId] : [],
  );
  const campusIds = [...new Set(viewer.campusId === null ? coordinated : [viewer.campusId, ...coordinated])];
  const ofCampuses = await Promise.all(campusIds.map(listProgramIdsOf));
  return { programIds: [...new Set([...stewarded, ...ofCampuses.flat()])], campusIds };
}

/** Spaces with what their policies ask about; one whose program is gone is left out. */
export async function toKnownSpaces(records: readonly SpaceHead[]): Promise<KnownSpace[]> {
  const programIds = [...new Set(records.flatMap(({ programId }) => programId ?? []))];
  const programs = await listProgramsByIds(programIds);
  return records.flatMap((record) => {
    const { _id: id, programId, campusId } = record;
    const program = programs.find((one) => one.id === programId);
    const campusIds = program?.campusIds ?? (campusId === null ? null : [campusId]);
    return campusIds === null ? [] : [{ record, subject: { id, programId, campusIds } }];
  });
}

/** Categories with what their policies ask about; one whose space is gone is left out. */
export async function toKnownCategories(records: readonly CategoryHead[]): Promise<KnownCategory[]> {
  const known = await toKnownSpaces(await listSpaceHeads(records.map(({ spaceId }) => spaceId)));
  const spaces = new Map(known.map((space) => [space.record._id, space]));
  return records.flatMap((record) => {
    const space = spaces.get(record.spaceId);
    if (space === undefined) return [];
    return [{ record, space: space.record, subject: toCategorySubject(record, space.subject) }];
  });
}

/** What the policies ask about a category. */
export function toCategorySubject(record: CategoryHead, space: SpaceSubject): CategorySubject {
  const { read, start, answer, isArchived } = record;
  return { space, read, start, answer, isArchived };
}
