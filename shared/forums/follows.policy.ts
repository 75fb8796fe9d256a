import type { Id } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import { canReadSpace, type SpaceSubject } from "./spaces.policy";

/** What every question about somebody else needs to know of them. */
export interface PersonSubject {
  personId: Id;
  /** The spaces where their campus is at home. */
  spaces: readonly SpaceSubject[];
}

/** Follows the threads that somebody else begins, or mutes them: whoever may read where that one's campus is at home. */
export function canFollowPerson(viewer: Viewer, { personId, spaces }: PersonSubject): boolean {
  return (
    isMember(viewer) && viewer.personId !== personId && spaces.some((space) => canReadSpace(viewer, space))
  );
}
