import { notFound } from "#server/errors";
import { canLookInto, type MatterSubject } from "#shared/care/matters.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type AppealRecord, findAppealRecords } from "./appeals.model";
import { findDeskNamed } from "./desks.reads";
import { findReportRecord, type ReportRecord } from "./reports.model";

/** An open report or appeal, found from the viewer: for whoever may not settle it or decide about it there is none. */
export async function findMatter(viewer: Viewer, matterId: Id): Promise<MatterSubject> {
  const [report, [appeal]] = await Promise.all([findReportRecord(matterId), findAppealRecords([matterId])]);
  const subject = await toMatterSubject(report ?? appeal);
  if (subject === null || !canLookInto(viewer, subject)) throw notFound();
  return subject;
}

async function toMatterSubject(
  record: ReportRecord | AppealRecord | undefined,
): Promise<MatterSubject | null> {
  if (!record?.isOpen) return null;
  const desk = await findDeskNamed(record.desk);
  if (desk === null) return null;
  return "aboutId" in record
    ? { desk, aboutId: record.aboutId }
    : { desk, appellantId: record.personId, byId: record.byId };
}
