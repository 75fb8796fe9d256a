import { coordinates, stewardsOneOf } from "#shared/campuses/roles.policy";
import type { Id } from "#shared/ids";
import { holds, isMember, isMemberOf } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";
import type { DebriefView, Stage } from "./debriefs.contract";

/** What every question about a debrief room needs to know of it. */
export interface DebriefSubject {
  id: Id;
  campusId: Id;
  /** The alliance or academy whose convening is debriefed. */
  programId: Id;
  /** The member campuses of that program. */
  memberCampusIds: readonly Id[];
}

/** What the policies ask of a room that one is looking at. */
export function toDebriefSubject(
  view: Pick<DebriefView, "id" | "campus" | "programId" | "memberCampusIds">,
): DebriefSubject {
  return {
    id: view.id,
    campusId: view.campus.id,
    programId: view.programId,
    memberCampusIds: view.memberCampusIds,
  };
}

/** Is in the room: hears, reads and writes there. The campus's own people and the room's facilitators; not staff. */
export function canAttendDebrief(viewer: Viewer, debrief: DebriefSubject): boolean {
  return isMemberOf(viewer, debrief.campusId) || canFacilitateDebrief(viewer, debrief);
}

/** Says something in the room: writes, answers, reacts, asks for the floor. */
export function canSpeakInDebrief(viewer: Viewer, debrief: DebriefSubject): boolean {
  return canAttendDebrief(viewer, debrief);
}

/** Runs the room's guide: opens, moves, times, spotlights, lowers hands, closes, reopens. */
export function canFacilitateDebrief(viewer: Viewer, debrief: DebriefSubject): boolean {
  return holds(viewer, "facilitator", "room", debrief.id);
}

/** Knows that the room exists and in what stage it is: people of the program's campuses and its stewards. Never its content. */
export function canSeePhase(viewer: Viewer, debrief: DebriefSubject): boolean {
  if (canAttendDebrief(viewer, debrief) || stewardsOneOf(viewer, [debrief.programId])) return true;
  return isMember(viewer) && viewer.campusId !== null && debrief.memberCampusIds.includes(viewer.campusId);
}

/** Knows how many are in the room: its own people, the campus's coordinator, the program's stewards. */
export function canSeeHeadcount(viewer: Viewer, debrief: DebriefSubject): boolean {
  return (
    canAttendDebrief(viewer, debrief) ||
    coordinates(viewer, debrief.campusId) ||
    stewardsOneOf(viewer, [debrief.programId])
  );
}

/** Schedules the campus's debrief of a convening. */
export function canScheduleDebrief(viewer: Viewer, campus: { campusId: Id }): boolean {
  return coordinates(viewer, campus.campusId);
}

/** Hears that something is otherwise with words of somebody's own that are held: that one alone. */
export function canHearOfOwnWords(viewer: Viewer, { personId }: { personId: Id }): boolean {
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

const NEXT_STAGES: Record<Stage, readonly Stage[]> = {
  scheduled: ["open"],
  open: ["live", "closing"],
  live: ["closing"],
  closing: ["live", "closed"],
  closed: ["live"],
};
