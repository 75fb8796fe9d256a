import { type Done, enter } from "#server/database/ledger";
import { inTransaction } from "#server/database/transaction";
import { authorize, conflict } from "#server/errors";
import { listCaredFor } from "#server/forums/caredFor.reads";
import { findPost } from "#server/forums/posts.reads";
import { announce } from "#server/live/publish";
import { readmit } from "#server/live/readmission";
import type { ReportOutcome, ReportReason } from "#shared/care/care.contract";
import { canHandUpReport, canReportPost, canSettleReport, type DeskSubject } from "#shared/care/care.policy";
import type { PlacementSubject } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { careChannel, tellDesk } from "./care.channel";
import { deskName, findDesk, findDeskAbove } from "./desks.reads";
import { findReportRecord, handRecord, keepReport, type ReportRecord, settleRecord } from "./reports.model";
import { findReport } from "./reports.reads";

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
  if (record.isOpen && outcome === "hidden") await expectHidden(record.postId);
  const settled = { outcome, settledBy: viewer.personId, settlement: deedId };
  const entry = toEntry(viewer, record, outcome);
  const first = await inTransaction(async (session) => {
    const closed = await settleRecord(reportId, settled, session);
    if (closed !== null) await enter(record.desk, entry, session);
    return closed;
  });
  const after = first ?? (await findReportRecord(reportId));
  if (after?.settlement !== deedId) throw conflict("settled", "Somebody else has settled this meanwhile.");
  tellDesk(reportId, "lying");
  announce("care:settled", { reportId });
  return { outcome };
}

/**
 * Hands a report to the desk above, with a reason for those who get it; both logs tell of it. Whoever comes second is told;
 * who sends the same again is answered the same. What is noted about it goes with it: who kept the former desk is cut.
 */
export async function handUpReport(
  viewer: Viewer,
  reportId: Id,
  { deedId, reason }: { deedId: Id; reason: string },
): Promise<{ reportId: Id }> {
  const by = viewer.personId as Id;
  const before = await findReportRecord(reportId);
  if (before?.handed?.deedId === deedId && before.handed.by === by) return { reportId };
  const { record, subject } = await findReport(viewer, reportId);
  authorize(canHandUpReport(viewer, subject));
  const desk = deskName((await findDeskAbove(subject.desk, subject.aboutId)) as DeskSubject);
  const done = {
    by,
    deed: "care:handedUp",
    about: { reportId, postId: record.postId },
    whom: record.aboutId,
    reason,
  };
  await inTransaction(async (session) => {
    const handed = await handRecord(record, { desk, handed: { deedId, by, reason } }, session);
    if (handed === null) throw conflict("settled", "Somebody else has settled this meanwhile.");
    for (const log of [record.desk, desk]) await enter(log, done, session);
  });
  tellDesk(reportId, "lying");
  await readmit(careChannel(reportId));
  announce("care:handedUp", { reportId, fromDesk: record.desk });
  return { reportId };
}

/** Nothing in it says who reported. */
function toEntry({ personId }: Viewer, { _id, postId, aboutId }: ReportRecord, outcome: ReportOutcome): Done {
  const deed = outcome === "hidden" ? "care:settledHidden" : "care:settledStays";
  return { by: personId as Id, deed, about: { reportId: _id, postId }, whom: aboutId, reason: "" };
}

async function expectHidden(postId: Id): Promise<void> {
  const post = (await listCaredFor([postId])).get(postId)?.post;
  if (post?.state === "shown") throw conflict("notHidden", "The post is still shown. Hide it first.");
}
