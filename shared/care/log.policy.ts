import { stewardsOneOf } from "#shared/campuses/roles.policy";
import type { Id } from "#shared/ids";
import { isAdministrator } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

/** Reads what was done about what was handed up to a program's stewards: they themselves. */
export function canReadHigherLog(viewer: Viewer, { id }: { id: Id }): boolean {
  return stewardsOneOf(viewer, [id]);
}

/** Reads what was done about what was handed up to the deployment. It opens no other log. */
export function canReadSiteLog(viewer: Viewer): boolean {
  return isAdministrator(viewer);
}
