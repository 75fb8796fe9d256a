import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

/** Is somebody to whom reports may go past a space's own moderators. Knows no forum, so that every page may ask it. */
export function canKeepHigherDesk(viewer: Viewer): boolean {
  return isMember(viewer) && viewer.roles.some(({ role }) => role === "steward" || role === "administrator");
}
