import { type Done, enter } from "#server/database/ledger";
import { inTransaction } from "#server/database/transaction";
import { authorize, conflict } from "#server/errors";
import { listCaredFor } from "#server/forums/caredFor.reads";
import { findPost } from "#server/forums/posts.reads";
import { announce } from "#server/live/publish";
import type { ReportOutcome, ReportReason } from "#shared/care/care.contract";
import { canReportPost, canSettleReport } from "#shared/care/care.policy";
import type { LogDeed } from "#shared/care/log.contract";
import type { PlacementSubject } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { tellDesk } from "./care.channel";
import { deskName, findDesk } from "./desks.reads";
import { findReportRecord, keepReport, type ReportRecord, settleRecord } from "./reports.model";
import { findReport, isSettled } from "./reports.reads";

/** Reports a post to those who look after its thread's home, or past them. A second time is the first one's. */
export async function reportPost(
  viewer: Viewer,
  postId: Id,
  { reportId, reason, note }: { reportId: Id; reason: ReportReason; note: string },
): Promise<{ reportId: Id }> {
  const { post, subject } = await findPost(viewer, postId);
  authorize(canReportPost(viewer, subject));
  if (post.state === "withdrawn" || post.state === "moved")
    throw conflict("gone", "There are no words there any more that could be reported.");

  const aboutId = post.author.personId;
  const { category } = subject.thread.placements[0] as PlacementSubject;
  const desk = deskName(await findDesk(aboutId, category.space));
  const reporterId = viewer.personId as Id;
  const kept = await keepReport({ _id: reportId, postId, reporterId, aboutId, desk, reason, note });
  if (kept === null) throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  if (kept._id !== reportId) throw conflict("reported", "You have reported this already.");
  announce("care:reported", { reportId });
  return { reportId };
}

/** Settles a report. Whoever comes second is told; who sends the same again is answered the same. */
export async function settleReport(
  viewer: Viewer,
  reportId: Id,
  { deedId, outcome }: { deedId: Id; outcome: ReportOutcome },
): Promise<{ outcome: ReportOutcome }> {
  const { record, subject } = await findReport(viewer, reportId);
  authorize(canSettleReport(viewer, subject));
  if (record.isOpen) await expectDone(record.postId, outcome);
  const settled = { outcome, settledBy: viewer.personId, settlement: deedId };
  const entry = toEntry(viewer, record, outcome);
  const first = await inTransaction(async (session) => {
    const closed = await settleRecord(record, settled, session);
    if (closed !== null) await enter(record.desk, entry, session);
    return closed;
  });
  const after = first ?? (await findReportRecord(reportId));
  if (after?.settlement !== deedId) throw isSettled();
  tellDesk(reportId, "lying");
  announce("care:settled", { reportId });
  return { outcome };
}

/** Nothing in it says who reported. */
function toEntry({ personId }: Viewer, { _id, postId, aboutId }: ReportRecord, outcome: ReportOutcome): Done {
  const about = { reportId: _id, postId };
  return { by: personId as Id, deed: SETTLED[outcome], about, whom: aboutId, reason: "" };
}

const SETTLED: Record<ReportOutcome, LogDeed> = {
  stays: "care:settledStays",
  asked: "care:settledAsked",
  hidden: "care:settledHidden",
};

/** To hide a post, or to ask its author to edit it, is a deed of its own, by which one gives the reason. */
async function expectDone(postId: Id, outcome: ReportOutcome): Promise<void> {
  if (outcome === "stays") return;
  const caredFor = (await listCaredFor([postId])).get(postId);
  if (caredFor === undefined) return;
  if (outcome === "hidden" && caredFor.post.state === "shown")
    throw conflict("notHidden", "The post is still shown. Hide it first.");
  if (outcome === "asked" && !caredFor.isAsked)
    throw conflict("notAsked", "Nobody is asked to edit that any more.");
}
