import { coordinates, stewardsOneOf } from "#shared/campuses/roles.policy";
import { canSpeakInGroup, facilitatesGroup, isInGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import { isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

/** Who of a space's people something is for. Each of these includes the ones after it. */
export const audiences = ["everyone", "coordinators", "moderators"] as const;
export type Audience = (typeof audiences)[number];

/** What every question about a space needs to know of it. */
export interface SpaceSubject {
  id: Id;
  /** The alliance or academy to which it belongs; null for a campus's own and for a group's. */
  programId: Id | null;
  /** The campuses whose members are at home here; a campus's own space has that one, a group's has none. */
  campusIds: readonly Id[];
  /** The group whose own it is, whose people alone are at home here; or null. */
  groupId: Id | null;
}

/** What every question about a category needs to know of it. */
export interface CategorySubject {
  space: SpaceSubject;
  read: Audience;
  start: Audience;
  answer: Audience;
  /** Of a year that is over: read, and written no more. */
  isArchived: boolean;
}

/**
 * Reads the space: the members and coordinators of its campuses and its stewards, or whoever is in the group. Administering
 * does not open it.
 */
export function canReadSpace(viewer: Viewer, space: SpaceSubject): boolean {
  return isAmong(viewer, space, "everyone");
}

/** Looks after the space: an alliance's stewards, a campus's coordinators, a group's facilitators. */
export function canModerateSpace(viewer: Viewer, space: SpaceSubject): boolean {
  return isAmong(viewer, space, "moderators");
}

/** Takes everything of the space along, and brings a community into it: whoever looks after it. */
export function canMoveSpace(viewer: Viewer, space: SpaceSubject): boolean {
  return canModerateSpace(viewer, space);
}

/** Reads the threads of the category. */
export function canReadCategory(viewer: Viewer, category: CategorySubject): boolean {
  return isAmong(viewer, category.space, category.read);
}

/** Starts a thread there. */
export function canStartThread(viewer: Viewer, category: CategorySubject): boolean {
  return canReadCategory(viewer, category) && maySpeakIn(viewer, category, category.start);
}

/** Writes there, as one of that audience: nobody in what is archived, and not who is paused in the group whose own it is. */
export function maySpeakIn(
  viewer: Viewer,
  { space, isArchived }: CategorySubject,
  audience: Audience,
): boolean {
  if (isArchived || !isAmong(viewer, space, audience)) return false;
  return space.groupId === null || canSpeakInGroup(viewer, space.groupId);
}

/** Changes the category: its words, its audiences, its place, whether it is archived. */
export function canModerateCategory(viewer: Viewer, category: CategorySubject): boolean {
  return canModerateSpace(viewer, category.space);
}

/** Is of that audience of the space. */
export function isAmong(viewer: Viewer, space: SpaceSubject, audience: Audience): boolean {
  if (!isMember(viewer)) return false;
  if (space.groupId !== null)
    return (audience === "everyone" ? isInGroup : facilitatesGroup)(viewer, space.groupId);
  const moderates =
    space.programId === null
      ? coordinatesOneOf(viewer, space.campusIds)
      : stewardsOneOf(viewer, [space.programId]);
  if (moderates || audience === "moderators") return moderates;
  if (coordinatesOneOf(viewer, space.campusIds)) return true;
  return audience === "everyone" && viewer.campusId !== null && space.campusIds.includes(viewer.campusId);
}

function coordinatesOneOf(viewer: Viewer, campusIds: readonly Id[]): boolean {
  return campusIds.some((campusId) => coordinates(viewer, campusId));
}
