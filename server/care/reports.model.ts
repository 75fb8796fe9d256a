import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import type { Session } from "#server/database/transaction";
import {
  type ReportOutcome,
  type ReportReason,
  reportOutcomes,
  reportReasons,
} from "#shared/care/care.contract";
import type { Id } from "#shared/ids";

/** That somebody says something is wrong with a post. */
export interface ReportRecord {
  _id: Id;
  postId: Id;
  /** Kept so that nobody reports twice and harm can be undone; shown to nobody. */
  reporterId: Id;
  /** Whose post it is. */
  aboutId: Id;
  /** To whom it goes: `space:id`, `program:id` or `site`. */
  desk: string;
  reason: ReportReason;
  note: string;
  at: number;
  /** When it came and which it is: the order of a desk. */
  order: string;
  isOpen: boolean;
  outcome: ReportOutcome | null;
  settledBy: Id | null;
  /** The deed that settled it. */
  settlement: Id | null;
  /** Null where it came to its desk by itself. */
  handed: Handed | null;
}

/** The deed that handed something to its desk, whose it was, why, and on which desk it lay before. */
export interface Handed {
  deedId: Id;
  by: Id;
  reason: string;
  /** Left out of what was handed up before that was kept. */
  from?: string;
}

const report = new Schema<ReportRecord>(
  {
    _id: { type: String, required: true },
    postId: { type: String, required: true },
    reporterId: { type: String, required: true },
    aboutId: { type: String, required: true },
    desk: { type: String, required: true },
    reason: { type: String, enum: reportReasons, required: true },
    note: { type: String, default: "" },
    at: { type: Number, required: true },
    order: { type: String, required: true },
    isOpen: { type: Boolean, required: true },
    outcome: { type: String, enum: [...reportOutcomes, null], default: null },
    settledBy: { type: String, default: null },
    settlement: { type: String, default: null },
    handed: { type: Schema.Types.Mixed, default: null } as never,
  },
  { versionKey: false, collection: "reports", strict: "throw" },
);
report.index({ reporterId: 1, postId: 1 }, { unique: true });
report.index({ desk: 1, isOpen: 1, order: 1 });
report.index({ reporterId: 1, order: -1 });
report.index({ at: 1, _id: 1 });

export const Report = mongoose.model("Report", report);

/** What a new report says. */
export type NewReport = Pick<
  ReportRecord,
  "_id" | "postId" | "reporterId" | "aboutId" | "desk" | "reason" | "note"
>;

/** Stores a report, and answers the one that this person had made of that post before. Null where the id is another's. */
export async function keepReport(given: NewReport): Promise<ReportRecord | null> {
  const at = Date.now();
  const order = `${String(at).padStart(15, "0")}:${given._id}`;
  const fresh = { isOpen: true, outcome: null, settledBy: null, settlement: null, handed: null };
  const record: ReportRecord = { ...given, at, order, ...fresh };
  try {
    await Report.collection.insertOne(record as never);
    return record;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const { reporterId, postId } = given;
    return await Report.findOne({ reporterId, postId }).lean<ReportRecord>();
  }
}

/** Settles a report that lies open on a desk: the first who does. Null where it does not lie there any more. */
export async function settleRecord(
  { _id, desk }: Pick<ReportRecord, "_id" | "desk">,
  settled: Pick<ReportRecord, "outcome" | "settledBy" | "settlement">,
  session: Session,
): Promise<ReportRecord | null> {
  return await Report.findOneAndUpdate(
    { _id, desk, isOpen: true },
    { $set: { isOpen: false, ...settled } },
    { returnDocument: "after", session },
  ).lean<ReportRecord>();
}

/** Hands a report that lies open on a desk to another: the first who does. Null where it does not lie there any more. */
export async function handReport(
  { _id, desk: from }: Pick<ReportRecord, "_id" | "desk">,
  handed: Pick<ReportRecord, "desk" | "handed">,
  session: Session,
): Promise<ReportRecord | null> {
  return await Report.findOneAndUpdate(
    { _id, desk: from, isOpen: true },
    { $set: handed },
    { returnDocument: "after", session },
  ).lean<ReportRecord>();
}

/** One, or null. */
export async function findReportRecord(reportId: Id): Promise<ReportRecord | null> {
  return await Report.findById(reportId).lean<ReportRecord>();
}

/** Those of some reports that are open, in no order. */
export async function findOpenReports(ids: readonly Id[]): Promise<ReportRecord[]> {
  if (ids.length === 0) return [];
  const among = { _id: mongoose.trusted({ $in: [...new Set(ids)] }), isOpen: true };
  return await Report.find(among).lean<ReportRecord[]>();
}

/** The open reports on some desks that are not about that person, the oldest first, from after the one named. */
export async function listOpenReports(
  desks: readonly string[],
  { notAbout, after }: { notAbout: Id; after: string | null },
  limit: number,
): Promise<ReportRecord[]> {
  const rest = after === null ? {} : { order: mongoose.trusted({ $gt: after }) };
  const desk = desks.length === 1 ? desks[0] : mongoose.trusted({ $in: [...desks] });
  const others = { aboutId: mongoose.trusted({ $ne: notAbout }) };
  return await Report.find({ desk, isOpen: true, ...others, ...rest } as never)
    .sort({ order: 1 })
    .limit(limit)
    .lean<ReportRecord[]>();
}

/** What somebody has reported, the newest first, from before the one named. */
export async function listReportsBy(
  reporterId: Id,
  before: string | null,
  limit: number,
): Promise<ReportRecord[]> {
  const rest = before === null ? {} : { order: mongoose.trusted({ $lt: before }) };
  return await Report.find({ reporterId, ...rest })
    .sort({ order: -1 })
    .limit(limit)
    .lean<ReportRecord[]>();
}
