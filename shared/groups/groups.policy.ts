import { coordinates, stewardsOneOf } from "#shared/campuses/roles.policy";
import type { Id } from "#shared/ids";
import { holds, isMember } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

/** How one comes into a group. What is `hidden` is for everybody outside like what was never there. */
export const joinings = ["open", "request", "private", "hidden"] as const;
export type Joining = (typeof joinings)[number];

/** Where a group is at home: an alliance with all its campuses, or one campus. */
export interface HomeSubject {
  /** The alliance or academy; null for a campus's own group. */
  programId: Id | null;
  /** The campuses whose members it is for; a campus's own group has that one. */
  campusIds: readonly Id[];
}

/** What every question about a group needs to know of it. */
export interface GroupSubject extends HomeSubject {
  id: Id;
  joining: Joining;
  /** Read, and written no more. */
  isArchived: boolean;
}

/** What every question about somebody's wish to join needs to know of it. */
export interface RequestSubject {
  group: GroupSubject;
  /** Who wishes to join. */
  personId: Id;
}

/** What every question about an invitation needs to know of it. */
export interface InvitationSubject {
  group: GroupSubject;
  /** Whose confirmed address it is bound to; null while nobody has an account with it. */
  personId: Id | null;
}

/** What every question about somebody in a group needs to know. */
export interface MembershipSubject {
  group: GroupSubject;
  personId: Id;
}

/** Is in the group, as a member or facilitator. */
export function isInGroup(viewer: Viewer, groupId: Id): boolean {
  return holds(viewer, "member", "group", groupId) || facilitatesGroup(viewer, groupId);
}

/** Looks after the group. */
export function facilitatesGroup(viewer: Viewer, groupId: Id): boolean {
  return holds(viewer, "facilitator", "group", groupId);
}

/** Speaks in the group: whoever facilitates it, and whoever is in it and is not paused. */
export function canSpeakInGroup(viewer: Viewer, groupId: Id): boolean {
  if (facilitatesGroup(viewer, groupId)) return true;
  return isInGroup(viewer, groupId) && !holds(viewer, "paused", "group", groupId);
}

/** Is one of those for whom things with that home are: of its campuses, coordinating one, or stewarding the alliance. */
export function isAtHome(viewer: Viewer, { programId, campusIds }: HomeSubject): boolean {
  if (!isMember(viewer)) return false;
  if (viewer.campusId !== null && campusIds.includes(viewer.campusId)) return true;
  if (campusIds.some((campusId) => coordinates(viewer, campusId))) return true;
  return programId !== null && stewardsOneOf(viewer, [programId]);
}

/** Founds a group there, and becomes its first facilitator. */
export function canFoundGroup(viewer: Viewer, home: HomeSubject): boolean {
  return isAtHome(viewer, home);
}

/** Knows of the group: its purpose, its norms, who facilitates it. A hidden one is known inside alone. */
export function canSeeGroup(viewer: Viewer, group: GroupSubject): boolean {
  return isInGroup(viewer, group.id) || (group.joining !== "hidden" && isAtHome(viewer, group));
}

/** Reads what is said in the group and who is in it. */
export function canReadGroup(viewer: Viewer, group: GroupSubject): boolean {
  return isInGroup(viewer, group.id);
}

/** Comes in by oneself. */
export function canJoinGroup(viewer: Viewer, group: GroupSubject): boolean {
  return group.joining === "open" && canComeIn(viewer, group);
}

/** Is let in at the door: whoever may come in, and whoever is in already, so that coming in twice is answered the same. */
export function canEnterGroup(viewer: Viewer, group: GroupSubject): boolean {
  return isInGroup(viewer, group.id) || canJoinGroup(viewer, group);
}

/** Asks to be let in. */
export function canAskToJoin(viewer: Viewer, group: GroupSubject): boolean {
  return group.joining === "request" && canComeIn(viewer, group);
}

/** Goes out of the group again. The last facilitator is told to name another first. */
export function canLeaveGroup(viewer: Viewer, group: GroupSubject): boolean {
  return isInGroup(viewer, group.id);
}

/** Accepts the group's norms, as whoever is in it does when they have changed. */
export function canAcceptNorms(viewer: Viewer, group: GroupSubject): boolean {
  return isInGroup(viewer, group.id);
}

/** Changes the group's words, norms and joining, sees who asks to join, names facilitators, archives it. */
export function canFacilitateGroup(viewer: Viewer, group: GroupSubject): boolean {
  return facilitatesGroup(viewer, group.id);
}

/** Invites somebody: a facilitator, while the group is not archived. */
export function canInviteToGroup(viewer: Viewer, group: GroupSubject): boolean {
  return !group.isArchived && facilitatesGroup(viewer, group.id);
}

/** Says yes or no to somebody who asks to join. */
export function canAnswerRequest(viewer: Viewer, { group }: RequestSubject): boolean {
  return facilitatesGroup(viewer, group.id);
}

/** Takes one's own request back. */
export function canWithdrawRequest(viewer: Viewer, { personId }: RequestSubject): boolean {
  return isMember(viewer) && viewer.personId === personId;
}

/** Takes an invitation back. */
export function canWithdrawInvitation(viewer: Viewer, { group }: InvitationSubject): boolean {
  return facilitatesGroup(viewer, group.id);
}

/** Reads an invitation and says yes or no to it: whose address it is bound to, and nobody else. */
export function canAnswerInvitation(viewer: Viewer, { personId }: InvitationSubject): boolean {
  return isMember(viewer) && viewer.personId === personId;
}

/** Makes somebody a facilitator, or a member again. */
export function canNamePart(viewer: Viewer, { group }: MembershipSubject): boolean {
  return facilitatesGroup(viewer, group.id);
}

/** Removes somebody from the group, with a reason. Oneself one leaves. */
export function canRemoveFromGroup(viewer: Viewer, { group, personId }: MembershipSubject): boolean {
  return facilitatesGroup(viewer, group.id) && viewer.personId !== personId;
}

/** Lets somebody read and not speak for a while, with a reason; and ends that. Not themselves. */
export function canPauseInGroup(viewer: Viewer, { group, personId }: MembershipSubject): boolean {
  return facilitatesGroup(viewer, group.id) && viewer.personId !== personId;
}

function canComeIn(viewer: Viewer, group: GroupSubject): boolean {
  return !group.isArchived && !isInGroup(viewer, group.id) && isAtHome(viewer, group);
}
