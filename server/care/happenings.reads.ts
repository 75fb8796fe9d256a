import { Entry, type EntryRecord } from "#server/database/ledger";
import { since } from "#server/database/since";
import { getThread, toKnownThreads } from "#server/forums/threads.reads";
import type { Id } from "#shared/ids";
import { Appeal, type AppealRecord, findAppealRecords } from "./appeals.model";
import { findDeskNamed, listKeeperIds } from "./desks.reads";
import { homeSpaceOf } from "./history.reads";
import { findReportRecord, Report, type ReportRecord } from "./reports.model";

/** A report or an appeal, and those whose it is to decide: never answer anybody else with it. */
export interface Waiting {
  isOpen: boolean;
  deciderIds: Id[];
}

/** Who decides about a report; null where there is none. */
export async function findReported(reportId: Id): Promise<Waiting | null> {
  const report = await findReportRecord(reportId);
  return report && (await toWaiting(report, [report.aboutId]));
}

/** Those to whom it goes what lies on the desk of that name. */
export async function listKeeperIdsOf(name: string): Promise<Id[]> {
  const desk = await findDeskNamed(name);
  return desk === null ? [] : await listKeeperIds(desk);
}

/** Those who look after a thread, in the space where it is at home. */
export async function listKeeperIdsOfThread(threadId: Id): Promise<Id[]> {
  const [known] = await toKnownThreads([await getThread(threadId)]);
  const space = homeSpaceOf(known?.subject);
  return space === null ? [] : await listKeeperIds({ kind: "space", space });
}

/** Who decides about an appeal; null where there is none. */
export async function findAppealed(appealId: Id): Promise<Waiting | null> {
  const [appeal] = await findAppealRecords([appealId]);
  return appeal ? await toWaiting(appeal, [appeal.personId, appeal.byId]) : null;
}

/** Whose appeal was decided about, and how; null while it is open. */
export async function findDecided(appealId: Id): Promise<Pick<AppealRecord, "personId" | "outcome"> | null> {
  const [appeal] = await findAppealRecords([appealId]);
  return appeal === undefined || appeal.isOpen ? null : appeal;
}

/** Whatever was reported since a moment. */
export const reportedSince = (at: number) => since<ReportRecord>(Report, at);

/** Whatever was appealed against since a moment. */
export const appealedSince = (at: number) => since<AppealRecord>(Appeal, at);

/** The appeals that were decided about since a moment, each as often as there are entries of it. */
export async function* decidedSince(at: number): AsyncGenerator<Id> {
  for await (const { deed, about } of since<EntryRecord>(Entry, at))
    if (about.appealId !== undefined && deed.startsWith("care:")) yield about.appealId;
}

async function toWaiting(
  { isOpen, desk: name }: { isOpen: boolean; desk: string },
  notIds: readonly Id[],
): Promise<Waiting> {
  return { isOpen, deciderIds: (await listKeeperIdsOf(name)).filter((id) => !notIds.includes(id)) };
}
