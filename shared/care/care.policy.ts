import { stewardsOneOf } from "#shared/campuses/roles.policy";
import { canFacilitateDebrief, type DebriefSubject } from "#shared/debriefs/debriefs.policy";
import { canModerateSpace, type SpaceSubject } from "#shared/forums/spaces.policy";
import { canReadPost, type PostSubject } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import { isAdministrator } from "#shared/people/people.policy";
import type { Viewer } from "#shared/people/viewer";

/**
 * Whose it is to look at a report or an appeal: a space's moderators, a debrief room's facilitators, a program's stewards,
 * or who administers the deployment.
 */
export type DeskSubject =
  | { kind: "space"; space: SpaceSubject }
  | { kind: "room"; room: DebriefSubject }
  | { kind: "program"; programId: Id }
  | { kind: "site" };

/** What every question about a report needs to know of it. */
export interface ReportSubject {
  desk: DeskSubject;
  /** Whose post it is about. */
  aboutId: Id;
}

/** Reports a post: whoever reads it and has not written it. */
export function canReportPost(viewer: Viewer, post: PostSubject): boolean {
  return canReadPost(viewer, post) && viewer.personId !== post.authorId;
}

/** Reads the report and settles it. Nobody does with one about themselves, whatever they look after. */
export function canSettleReport(viewer: Viewer, { desk, aboutId }: ReportSubject): boolean {
  return viewer.personId !== aboutId && canKeepDesk(viewer, desk);
}

/** Hands the report to somebody above: whoever may settle it, while there is somebody. */
export function canHandUpReport(viewer: Viewer, report: ReportSubject): boolean {
  return report.desk.kind !== "site" && canSettleReport(viewer, report);
}

/** Is one of those to whom such reports go. */
export function canKeepDesk(viewer: Viewer, desk: DeskSubject): boolean {
  if (desk.kind === "space") return canModerateSpace(viewer, desk.space);
  if (desk.kind === "room") return canFacilitateDebrief(viewer, desk.room);
  return desk.kind === "program" ? stewardsOneOf(viewer, [desk.programId]) : isAdministrator(viewer);
}
