import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import type { Session } from "#server/database/transaction";
import { type AppealOutcome, appealOutcomes } from "#shared/care/appeals.contract";
import { type AppealableDeed, appealableDeeds } from "#shared/care/appeals.policy";
import type { Id } from "#shared/ids";
import type { Handed } from "./reports.model";

/** That somebody asks somebody else to look at what was done to them again. */
export interface AppealRecord {
  _id: Id;
  /** The entry of the log that tells what was done. */
  entryId: Id;
  /** The log in which that entry is. */
  ledger: string;
  deed: AppealableDeed;
  /** What it was done to or in: a post, a group, or a debrief room. */
  about: { postId?: Id; groupId?: Id; debriefId?: Id };
  /** Who appeals. */
  personId: Id;
  /** Who did it. */
  byId: Id;
  /** To whom it goes: `space:id`, `room:id`, `program:id` or `site`. */
  desk: string;
  words: string;
  at: number;
  /** When it came and which it is: the order of a desk. */
  order: string;
  isOpen: boolean;
  outcome: AppealOutcome | null;
  answer: string;
  decidedBy: Id | null;
  /** The deed that decided it. */
  decision: Id | null;
  /** Null where it came to its desk by itself; left out of what was kept before any could be handed on. */
  handed?: Handed | null;
}

const appeal = new Schema<AppealRecord>(
  {
    _id: { type: String, required: true },
    entryId: { type: String, required: true },
    ledger: { type: String, required: true },
    deed: { type: String, enum: appealableDeeds, required: true },
    about: { type: Schema.Types.Mixed, required: true } as never,
    personId: { type: String, required: true },
    byId: { type: String, required: true },
    desk: { type: String, required: true },
    words: { type: String, required: true },
    at: { type: Number, required: true },
    order: { type: String, required: true },
    isOpen: { type: Boolean, required: true },
    outcome: { type: String, enum: [...appealOutcomes, null], default: null },
    answer: { type: String, default: "" },
    decidedBy: { type: String, default: null },
    decision: { type: String, default: null },
    handed: { type: Schema.Types.Mixed, default: null } as never,
  },
  { versionKey: false, collection: "appeals", strict: "throw" },
);
appeal.index({ entryId: 1 }, { unique: true });
appeal.index({ desk: 1, isOpen: 1, order: 1 });
appeal.index({ at: 1, _id: 1 });

export const Appeal = mongoose.model("Appeal", appeal);

/** What a new appeal says. */
export type NewAppeal = Pick<
  AppealRecord,
  "_id" | "entryId" | "ledger" | "deed" | "about" | "personId" | "byId" | "desk" | "words"
>;

/** Stores an appeal, and answers the one that was made of that decision before. Null where the id is another's. */
export async function keepAppeal(given: NewAppeal): Promise<AppealRecord | null> {
  const at = Date.now();
  const order = `${String(at).padStart(15, "0")}:${given._id}`;
  const open = { isOpen: true, outcome: null, answer: "", decidedBy: null, decision: null, handed: null };
  const record: AppealRecord = { ...given, at, order, ...open };
  try {
    await Appeal.collection.insertOne(record as never);
    return record;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    return await Appeal.findOne({ entryId: given.entryId }).lean<AppealRecord>();
  }
}

/** Decides about an appeal that lies open on a desk: the first who does. Null where it does not lie there any more. */
export async function decideRecord(
  { _id, desk }: Pick<AppealRecord, "_id" | "desk">,
  decided: Pick<AppealRecord, "outcome" | "answer" | "decidedBy" | "decision">,
  session: Session,
): Promise<AppealRecord | null> {
  return await Appeal.findOneAndUpdate(
    { _id, desk, isOpen: true },
    { $set: { isOpen: false, ...decided } },
    { returnDocument: "after", session },
  ).lean<AppealRecord>();
}

/** Hands an appeal that lies open on a desk to another: the first who does. Null where it does not lie there any more. */
export async function handAppeal(
  { _id, desk: from }: Pick<AppealRecord, "_id" | "desk">,
  handed: Pick<AppealRecord, "desk" | "handed">,
  session: Session,
): Promise<AppealRecord | null> {
  return await Appeal.findOneAndUpdate(
    { _id, desk: from, isOpen: true },
    { $set: handed },
    { returnDocument: "after", session },
  ).lean<AppealRecord>();
}

/** Those, in no order. */
export async function findAppealRecords(ids: readonly Id[]): Promise<AppealRecord[]> {
  if (ids.length === 0) return [];
  return await Appeal.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<AppealRecord[]>();
}

/** What was appealed against of those entries, in no order. */
export async function listAppealsOf(entryIds: readonly Id[]): Promise<AppealRecord[]> {
  if (entryIds.length === 0) return [];
  const among = { entryId: mongoose.trusted({ $in: [...new Set(entryIds)] }) };
  return await Appeal.find(among).lean<AppealRecord[]>();
}

/** The open appeals on some desks that are not by that person nor against what they did, the oldest first. */
export async function listOpenAppeals(
  desks: readonly string[],
  { not, after }: { not: Id; after: string | null },
  limit: number,
): Promise<AppealRecord[]> {
  const rest = after === null ? {} : { order: mongoose.trusted({ $gt: after }) };
  const desk = desks.length === 1 ? desks[0] : mongoose.trusted({ $in: [...desks] });
  const others = { personId: mongoose.trusted({ $ne: not }), byId: mongoose.trusted({ $ne: not }) };
  return await Appeal.find({ desk, isOpen: true, ...others, ...rest } as never)
    .sort({ order: 1 })
    .limit(limit)
    .lean<AppealRecord[]>();
}
