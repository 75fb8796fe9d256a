import { fromCursor, toPage } from "#server/database/cursor";
import { conflict, notFound } from "#server/errors";
import { listCaredFor } from "#server/forums/caredFor.reads";
import type { OwnReportView, ReportView } from "#shared/care/care.contract";
import { canSettleReport, type ReportSubject } from "#shared/care/care.policy";
import { canModerateThread } from "#shared/forums/threads.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findDeskNamed, layWith, namesOfHigherDesks } from "./desks.reads";
import { homeSpaceOf, listHistory } from "./history.reads";
import { findReportRecord, listOpenReports, listReportsBy, type ReportRecord } from "./reports.model";

/** A writing may be 64 kB. */
const REPORTS_AT_ONCE = 20;

/** A report with what its policies ask about. */
export interface KnownReport {
  record: ReportRecord;
  subject: ReportSubject;
}

/**
 * One report, found from the viewer: for whoever may not settle it there is none. Those from whose desk it was handed up
 * are told so, since they may have been about to settle it.
 */
export async function findReport(viewer: Viewer, reportId: Id): Promise<KnownReport> {
  const record = await findReportRecord(reportId);
  if (record === null) throw notFound();
  const { aboutId, handed } = record;
  const desk = await findDeskNamed(record.desk);
  const subject = desk && { desk, aboutId };
  if (subject !== null && canSettleReport(viewer, subject)) return { record, subject };
  throw (await layWith(handed, (from) => canSettleReport(viewer, { desk: from, aboutId })))
    ? isSettled()
    : notFound();
}

/** Whoever comes second is told. */
export const isSettled = () =>
  conflict("settled", "Somebody else has settled this or handed it up meanwhile.");

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
  return await listOn(viewer, namesOfHigherDesks(viewer), after);
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
  const histories = await Promise.all(
    items.map(({ postId, aboutId }) => listHistory(aboutId, homeSpaceOf(posts.get(postId)?.thread))),
  );
  return {
    items: items.map(({ _id: id, postId, reason, note, at, desk, handed }, turn) => {
      const caredFor = posts.get(postId);
      return {
        ...{ id, reason, note, at },
        threadTitle: caredFor?.threadTitle ?? "",
        post: caredFor?.post ?? null,
        canOpen: caredFor !== undefined && canModerateThread(viewer, caredFor.thread),
        isAsked: caredFor?.isAsked ?? false,
        canHandUp: desk !== "site",
        handed: handed?.reason ?? "",
        history: histories[turn] ?? [],
      };
    }),
    next,
  };
}

function toOrder(after: string | undefined): string | null {
  return after === undefined ? null : String(fromCursor(after, 1)[0]);
}
