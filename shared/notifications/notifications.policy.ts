import type { Id } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

/** Hears what is new for somebody: that one alone. */
export function canHearNews(viewer: Viewer, { personId }: { personId: Id }): boolean {
  return isMember(viewer) && viewer.personId === personId;
}
