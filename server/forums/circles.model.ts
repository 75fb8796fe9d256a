import type { Id } from "#shared/ids";
import { listSpaceHeads, type SpaceHead } from "./spaces.model";

/** The circle of a space: all spaces of its program, or of its campus, in which the same things are looked for at once. */
export function circleOf({ programId, campusId, _id }: SpaceHead): Id {
  return programId ?? campusId ?? _id;
}

/** The circles of some spaces, by the spaces' ids. */
export async function circlesOf(spaceIds: readonly Id[]): Promise<Map<Id, Id>> {
  return new Map((await listSpaceHeads(spaceIds)).map((space) => [space._id, circleOf(space)]));
}
