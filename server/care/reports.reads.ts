import { listRolesOf } from "#server/campuses/roles.reads";
import { fromCursor, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import { listCaredFor } from "#server/forums/caredFor.reads";
import { findSpaceSubject } from "#server/forums/spaces.reads";
import { listGroupSubjects } from "#server/groups/groups.reads";
import { listProgramIdsOf } from "#server/programs/programs.reads";
import { stewardsOneOf } from "#shared/campuses/roles.policy";
import type { OwnReportView, ReportView } from "#shared/care/care.contract";
import { canSettleReport, type DeskSubject, type ReportSubject } from "#shared/care/care.policy";
import { canModerateSpace, type SpaceSubject } from "#shared/forums/spaces.policy";
import { canModerateThread } from "#shared/forums/threads.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import { isAdministrator } from "#shared/people/people.policy";
import { stranger, type Viewer } from "#shared/people/viewer";
import { findReportRecord, listOpenReports, listReportsBy, type ReportRecord } from "./reports.model";

/** A writing may be 64 kB. */
const REPORTS_AT_ONCE = 20;

/** A report with what its policies ask about. */
export interface KnownReport {
  record: ReportRecord;
  subject: ReportSubject;
}

/** One report, found from the viewer: for whoever may not settle it there is none. */
export async function findReport(viewer: Viewer, reportId: Id): Promise<KnownReport> {
  const record = await findReportRecord(reportId);
  if (record === null) throw notFound();
  const desk = await toDeskSubject(record.desk);
  const subject = desk && { desk, aboutId: record.aboutId };
  if (subject === null || !canSettleReport(viewer, subject)) throw notFound();
  return { record, subject };
}

/**
 * To whom a report of somebody's post in a space goes. About one of the space's own moderators it goes past them: from a
 * campus's or a group's space to the stewards of one of its programs, else to whoever administers the deployment.
 */
export async function findDesk(aboutId: Id, space: SpaceSubject): Promise<DeskSubject> {
  const about: Viewer = {
    ...stranger,
    personId: aboutId,
    isVerified: true,
    roles: await listRolesOf(aboutId),
  };
  if (!canModerateSpace(about, space)) return { kind: "space", space };
  const programId = (await listProgramsAbove(space)).sort().find((id) => !stewardsOneOf(about, [id]));
  return programId === undefined ? { kind: "site" } : { kind: "program", programId };
}

/** The programs that stand above a space and are not those of its own moderators. */
async function listProgramsAbove({ programId, campusIds, groupId }: SpaceSubject): Promise<Id[]> {
  if (programId !== null) return [];
  const group = groupId === null ? undefined : (await listGroupSubjects([groupId])).get(groupId);
  if (group?.programId) return [group.programId];
  return (await Promise.all((group?.campusIds ?? campusIds).map(listProgramIdsOf))).flat();
}

/** The name under which the reports of a desk are kept. */
export function deskName(desk: DeskSubject): string {
  if (desk.kind === "site") return "site";
  return desk.kind === "space" ? `space:${desk.space.id}` : `program:${desk.programId}`;
}

/** The open reports of a space, the oldest first. */
export async function listReports(
  viewer: Viewer,
  spaceId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<ReportView>> {
  return await listOn(viewer, [`space:${spaceId}`], after);
}

/** The open reports that went past a space's moderators to the viewer, the oldest first. */
export async function listHigherReports(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<ReportView>> {
  const programs = viewer.roles.flatMap(({ role, scopeId }) =>
    role === "steward" && scopeId !== null ? [`program:${scopeId}`] : [],
  );
  return await listOn(viewer, isAdministrator(viewer) ? [...programs, "site"] : programs, after);
}

/** What the viewer has reported, the newest first. */
export async function listOwnReports(
  { personId }: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<OwnReportView>> {
  const records = await listReportsBy(personId as Id, toOrder(after), REPORTS_AT_ONCE + 1);
  const { items, next } = toPage(records, REPORTS_AT_ONCE, ({ order }) => [order]);
  return {
    items: items.map(({ _id: id, postId, reason, at, isOpen }) => ({
      ...{ id, postId, reason, at },
      isSettled: !isOpen,
    })),
    next,
  };
}

async function listOn(
  viewer: Viewer,
  desks: readonly string[],
  after: string | undefined,
): Promise<Page<ReportView>> {
  const asked = { notAbout: viewer.personId as Id, after: toOrder(after) };
  const records = await listOpenReports(desks, asked, REPORTS_AT_ONCE + 1);
  const { items, next } = toPage(records, REPORTS_AT_ONCE, ({ order }) => [order]);
  const posts = await listCaredFor(items.map(({ postId }) => postId));
  return {
    items: items.map(({ _id: id, postId, reason, note, at }) => {
      const caredFor = posts.get(postId);
      return {
        ...{ id, reason, note, at },
        threadTitle: caredFor?.threadTitle ?? "",
        post: caredFor?.post ?? null,
        canOpen: caredFor !== undefined && canModerateThread(viewer, caredFor.thread),
      };
    }),
    next,
  };
}

async function toDeskSubject(desk: string): Promise<DeskSubject | null> {
  const [kind, id = ""] = desk.split(":");
  if (kind === "site") return { kind };
  if (kind === "program") return { kind, programId: id };
  const space = await findSpaceSubject(id);
  return space && { kind: "space", space };
}

function toOrder(after: string | undefined): string | null {
  return after === undefined ? null : String(fromCursor(after, 1)[0]);
}
