import { stewardsOneOf } from "#shared/campuses/roles.policy";
import type { Id } from "#shared/ids";
import { isAdministrator, isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

export interface ConveningSubject {
  programId: Id;
  /** The member campuses of its program. */
  campusIds: readonly Id[];
}

/** Sees a convening: members of its program's campuses, its stewards, administrators. */
export function canSeeConvening(viewer: Viewer, convening: ConveningSubject): boolean {
  if (!isMember(viewer)) return false;
  if (viewer.campusId !== null && convening.campusIds.includes(viewer.campusId)) return true;
  return stewardsOneOf(viewer, [convening.programId]) || isAdministrator(viewer);
}
