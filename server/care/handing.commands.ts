import { type Done, enter } from "#server/database/ledger";
import { inTransaction, type Session } from "#server/database/transaction";
import { authorize } from "#server/errors";
import { announce } from "#server/live/publish";
import { readmit } from "#server/live/readmission";
import { canHandUpAppeal } from "#shared/care/appeals.policy";
import { canHandUpReport, type DeskSubject } from "#shared/care/care.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type AppealRecord, findAppealRecords, handAppeal } from "./appeals.model";
import { findAppeal, isDecided } from "./appeals.reads";
import { careChannel, tellDesk } from "./care.channel";
import { deskName, findDeskAbove, logsOfAppeal } from "./desks.reads";
import { findReportRecord, type Handed, handReport, type ReportRecord } from "./reports.model";
import { findReport, isSettled } from "./reports.reads";

interface Given {
  deedId: Id;
  reason: string;
}

/**
 * Hands a report to the desk above, with a reason for those who get it; both logs tell of it. Whoever comes second is told;
 * who sends the same again is answered the same. What is noted about it goes with it: who kept the former desk is cut.
 */
export async function handUpReport(viewer: Viewer, reportId: Id, given: Given): Promise<{ reportId: Id }> {
  if (isDone(viewer, given, await findReportRecord(reportId))) return { reportId };
  const { record, subject } = await findReport(viewer, reportId);
  authorize(canHandUpReport(viewer, subject));
  const { postId, aboutId, desk: fromDesk } = record;
  const desk = await findNameAbove(subject.desk, [aboutId]);
  await hand(viewer, given, {
    logs: [fromDesk, desk],
    fromDesk,
    done: { deed: "care:handedUp", about: { reportId, postId }, whom: aboutId },
    change: async (handed, session) => {
      if (!(await handReport(record, { desk, handed }, session))) throw isSettled();
    },
  });
  await leaveDesk(reportId);
  announce("care:handedUp", { reportId, fromDesk });
  return { reportId };
}

/**
 * Hands an appeal on in the same way. The log that tells what was done tells of it too; whoever appealed is told how it
 * ended, by whomever.
 */
export async function handUpAppeal(viewer: Viewer, appealId: Id, given: Given): Promise<{ appealId: Id }> {
  const [before] = await findAppealRecords([appealId]);
  if (isDone(viewer, given, before)) return { appealId };
  const { record, subject } = await findAppeal(viewer, appealId);
  authorize(canHandUpAppeal(viewer, subject));
  const { personId, byId, ledger, about, desk: fromDesk } = record;
  const desk = await findNameAbove(subject.desk, [personId, byId]);
  await hand(viewer, given, {
    logs: logsOfAppeal(ledger, fromDesk, desk),
    fromDesk,
    done: { deed: "care:appealHandedUp", about: { appealId, ...about }, whom: personId },
    change: async (handed, session) => {
      if (!(await handAppeal(record, { desk, handed }, session))) throw isDecided();
    },
  });
  await leaveDesk(appealId);
  announce("care:appealHandedUp", { appealId, fromDesk });
  return { appealId };
}

interface Handing {
  /** Those that tell of it. */
  logs: readonly string[];
  fromDesk: string;
  done: Pick<Done, "deed" | "about" | "whom">;
  /** Refuses where somebody else was quicker. */
  change(handed: Handed, session: Session): Promise<void>;
}

async function hand(viewer: Viewer, { deedId, reason }: Given, { logs, fromDesk, done, change }: Handing) {
  const by = viewer.personId as Id;
  await inTransaction(async (session) => {
    await change({ deedId, by, reason, from: fromDesk }, session);
    for (const log of logs) await enter(log, { by, ...done, reason }, session);
  });
}

/** That very deed of theirs is done: it was sent again. */
function isDone(
  { personId }: Viewer,
  { deedId }: Given,
  record: ReportRecord | AppealRecord | null | undefined,
): boolean {
  return record?.handed?.deedId === deedId && record.handed.by === personId;
}

/** There is a desk above every one but the last, of which the policy says that nobody hands up from there. */
async function findNameAbove(desk: DeskSubject, notIds: readonly Id[]): Promise<string> {
  return deskName((await findDeskAbove(desk, notIds)) as DeskSubject);
}

async function leaveDesk(matterId: Id): Promise<void> {
  tellDesk(matterId, "lying");
  await readmit(careChannel(matterId));
}
