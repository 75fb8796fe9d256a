import { coordinates, stewardsOneOf } from "#shared/campuses/roles.policy";
import {
  canSpeakInGroup,
  facilitatesGroup,
  type GroupSubject,
  isInGroup,
} from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import { holds, isMember, isMemberOf } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import type { DebriefView, Stage } from "./debriefs.contract";

/** What every question about a debrief room needs to know of it. */
export interface DebriefSubject {
  id: Id;
  /** The campus that debriefs; null in a group's own room. */
  campusId: Id | null;
  /** The group whose own room it is; null where a campus debriefs. */
  groupId: Id | null;
  /** The alliance or academy whose convening is debriefed; null in a group's own room. */
  programId: Id | null;
  /** The member campuses of that program. */
  memberCampusIds: readonly Id[];
}

/** What the policies ask of a room that one is looking at. */
export function toDebriefSubject(
  view: Pick<DebriefView, "id" | "campus" | "group" | "programId" | "memberCampusIds">,
): DebriefSubject {
  return {
    id: view.id,
    campusId: view.campus?.id ?? null,
    groupId: view.group?.id ?? null,
    programId: view.programId,
    memberCampusIds: view.memberCampusIds,
  };
}

/** Is in the room: hears and reads there. The campus's own people, or the group's, and the room's facilitators; not staff. */
export function canAttendDebrief(viewer: Viewer, debrief: DebriefSubject): boolean {
  const { campusId, groupId } = debrief;
  if (groupId !== null) return isInGroup(viewer, groupId);
  return (campusId !== null && isMemberOf(viewer, campusId)) || canFacilitateDebrief(viewer, debrief);
}

/**
 * Says something in the room: writes, answers, reacts, asks for the floor. Whoever facilitates it, and is in it and not
 * paused, there or in the group whose own room it is.
 */
export function canSpeakInDebrief(viewer: Viewer, debrief: DebriefSubject): boolean {
  if (canFacilitateDebrief(viewer, debrief)) return true;
  const { id, groupId } = debrief;
  if (!canAttendDebrief(viewer, debrief) || holds(viewer, "paused", "room", id)) return false;
  return groupId === null || canSpeakInGroup(viewer, groupId);
}

/** Runs the room's guide: opens, moves, times, spotlights, lowers hands, closes, reopens. */
export function canFacilitateDebrief(viewer: Viewer, { id, groupId }: DebriefSubject): boolean {
  return groupId === null ? holds(viewer, "facilitator", "room", id) : facilitatesGroup(viewer, groupId);
}

/**
 * Knows that the room exists and in what stage it is: people of the program's campuses and its stewards. Never its content.
 * Of a group's own room its people alone know.
 */
export function canSeePhase(viewer: Viewer, debrief: DebriefSubject): boolean {
  if (canAttendDebrief(viewer, debrief) || stewards(viewer, debrief)) return true;
  return isMember(viewer) && viewer.campusId !== null && debrief.memberCampusIds.includes(viewer.campusId);
}

/** Knows how many are in the room: its own people, the campus's coordinator, the program's stewards. */
export function canSeeHeadcount(viewer: Viewer, debrief: DebriefSubject): boolean {
  const { campusId } = debrief;
  if (canAttendDebrief(viewer, debrief) || stewards(viewer, debrief)) return true;
  return campusId !== null && coordinates(viewer, campusId);
}

/** Schedules the campus's debrief of a convening. */
export function canScheduleDebrief(viewer: Viewer, campus: { campusId: Id }): boolean {
  return coordinates(viewer, campus.campusId);
}

/** Opens a room of the group's own, now or at a time to come: whoever facilitates it, while it is not archived. */
export function canOpenInGroup(viewer: Viewer, group: GroupSubject): boolean {
  return !group.isArchived && facilitatesGroup(viewer, group.id);
}

/** Hears that something of somebody's own in a room is otherwise, what is held of theirs, a pause or their private line: that one alone. */
export function canHearOfOwn(viewer: Viewer, { personId }: { personId: Id }): boolean {
  return isMember(viewer) && viewer.personId === personId;
}

/** Whether what is written now waits for a facilitator before the room sees it. */
export function isHolding({ heldSegments, position }: Pick<DebriefView, "heldSegments" | "position">) {
  return heldSegments.includes(position.segment);
}

/** Whether words, reactions and hands are taken in that stage. */
export function isTalking(stage: Stage): boolean {
  return stage === "open" || stage === "live" || stage === "closing";
}

/** Whether the room may go from one stage to the other; `closed` is left only by reopening. */
export function canFollow(from: Stage, to: Stage): boolean {
  return NEXT_STAGES[from].includes(to);
}

function stewards(viewer: Viewer, { programId }: DebriefSubject): boolean {
  return programId !== null && stewardsOneOf(viewer, [programId]);
}

const NEXT_STAGES: Record<Stage, readonly Stage[]> = {
  scheduled: ["open"],
  open: ["live", "closing"],
  live: ["closing"],
  closing: ["live", "closed"],
  closed: ["live"],
};
