import type { Id } from "#shared/ids";
import { listSpaceHeads, type SpaceHead } from "./spaces.model";

/**
 * The circle of a space: all spaces of its program, or of its campus, in which the same things are looked for at once. A
 * group's own is a circle by itself.
 */
export function circleOf({ kind, scopeId, programId, campusId, _id }: SpaceHead): Id {
  return kind === "group" ? scopeId : (programId ?? campusId ?? _id);
}

/** The circles of some spaces, by the spaces' ids. */
export async function circlesOf(spaceIds: readonly Id[]): Promise<Map<Id, Id>> {
  return new Map((await listSpaceHeads(spaceIds)).map((space) => [space._id, circleOf(space)]));
}
