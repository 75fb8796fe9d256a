import type { Id } from "#shared/ids";
import { listSpaceRecords, type SpaceRecord } from "./spaces.model";

/** The circle of a space: all spaces of its program, or of its campus, in which the same things are looked for at once. */
export function circleOf({ programId, campusId, _id }: SpaceRecord): Id {
  return programId ?? campusId ?? _id;
}

/** The circles of some spaces, by the spaces' ids. */
export async function circlesOf(spaceIds: readonly Id[]): Promise<Map<Id, Id>> {
  const unknown = spaceIds.filter((id) => !known.has(id));
  if (unknown.length > 0)
    for (const space of await listSpaceRecords(unknown)) known.set(space._id, circleOf(space));
  return new Map(spaceIds.flatMap((id) => (known.has(id) ? [[id, known.get(id) as Id] as const] : [])));
}

/** Whose a space is never changes, and there are few of them: a program, a campus and a convening has one. */
const known = new Map<Id, Id>();
