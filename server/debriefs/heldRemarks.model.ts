import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { inTransaction, type Session } from "#server/database/transaction";
import { conflict } from "#server/errors";
import { type ContributionKind, contributionKinds } from "#shared/debriefs/debriefs.contract";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import { deedIsAnothers } from "./facts.model";

/** Read at once by a facilitator. */
const MOST_WAITING = 200;

const states = ["waiting", "shown", "declined", "withdrawn"] as const;

/**
 * What was written to a held prompt. It stands apart from the room's log, so that nothing that is told to the room can
 * meet it; once it is shown or taken back its words are not kept here.
 */
export interface HeldRemarkRecord {
  /** The deed's id: sent again, it is the same; shown, it is the id of its entry in the log. */
  _id: Id;
  debriefId: Id;
  by: Id;
  /** Null for an answer. */
  kind: ContributionKind | null;
  /** What it answers; null for a contribution. */
  contributionId: Id | null;
  text: string;
  /** As it will be signed; null where the room or the author chose no name. */
  author: PersonMark | null;
  isUnnamed: boolean;
  segment: number;
  at: number;
  state: (typeof states)[number];
  /** Why it was declined. */
  reason: string;
  /** The facilitator who showed or declined it. */
  settledBy: Id | null;
}

const heldRemark = new Schema<HeldRemarkRecord>(
  {
    _id: { type: String, required: true },
    debriefId: { type: String, required: true },
    by: { type: String, required: true },
    kind: { type: String, enum: [...contributionKinds, null], default: null },
    contributionId: { type: String, default: null },
    text: { type: String, default: "" },
    author: { type: Schema.Types.Mixed, default: null } as never,
    isUnnamed: { type: Boolean, required: true },
    segment: { type: Number, required: true },
    at: { type: Number, required: true },
    state: { type: String, enum: states, required: true },
    reason: { type: String, default: "" },
    settledBy: { type: String, default: null },
  },
  { versionKey: false, collection: "debriefHeldRemarks", strict: "throw", minimize: false },
);
heldRemark.index({ debriefId: 1, state: 1, at: 1, _id: 1 });
heldRemark.index({ by: 1, debriefId: 1, state: 1 });

export const HeldRemark = mongoose.model("DebriefHeldRemark", heldRemark);

/** Keeps what waits. The same deed of the same person again changes nothing. */
export async function keepHeld(record: HeldRemarkRecord): Promise<void> {
  try {
    await HeldRemark.collection.insertOne(record as never);
  } catch (error) {
    if (!isDuplicate(error, "_id")) throw error;
    const known = await HeldRemark.findById(record._id).lean<HeldRemarkRecord>();
    if (known?.by !== record.by || known.debriefId !== record.debriefId) throw deedIsAnothers();
  }
}

/** What that deed in that room became where it was held, or null. */
export async function findHeld(debriefId: Id, heldId: Id): Promise<HeldRemarkRecord | null> {
  return await HeldRemark.findOne({ _id: heldId, debriefId }).lean<HeldRemarkRecord>();
}

/** What waits in a room, the earliest first, as much of it as is read at once. */
export async function listWaiting(debriefId: Id): Promise<HeldRemarkRecord[]> {
  return await HeldRemark.find({ debriefId, state: "waiting" })
    .sort({ at: 1, _id: 1 })
    .limit(MOST_WAITING)
    .lean<HeldRemarkRecord[]>();
}

/** Those of somebody's in a room that wait or were declined, in the order in which they were written. */
export async function listHeldOf(debriefId: Id, by: Id): Promise<HeldRemarkRecord[]> {
  const own = await HeldRemark.find({ by, debriefId, state: unsettled() }).lean<HeldRemarkRecord[]>();
  return own.sort((a, b) => a.at - b.at || (a._id < b._id ? -1 : 1));
}

/** Notes, with the entry in the log, that it was shown; its words are in the log from here on. Refused unless it waits. */
export async function showHeldWith(heldId: Id, settledBy: Id, session: Session): Promise<void> {
  const change = { $set: { state: "shown", settledBy, text: "", author: null } };
  const { modifiedCount } = await HeldRemark.updateOne({ _id: heldId, state: "waiting" }, change, {
    session,
  });
  if (modifiedCount === 0) throw heldIsSettled();
}

/** Notes why it is not shown, together with what else that changes. Answers whether it still waited. */
export async function declineHeld(
  heldId: Id,
  { settledBy, reason }: { settledBy: Id; reason: string },
  also: (session: Session) => Promise<void>,
): Promise<boolean> {
  const change = { $set: { state: "declined", settledBy, reason } };
  return await inTransaction(async (session) => {
    const waiting = { _id: heldId, state: "waiting" as const };
    const { modifiedCount } = await HeldRemark.updateOne(waiting, change, { session });
    if (modifiedCount > 0) await also(session);
    return modifiedCount > 0;
  });
}

/** Lets its words go; that there was such a deed stays, so that a late retry says nothing. Answers whether it was there. */
export async function withdrawHeld(heldId: Id): Promise<boolean> {
  const change = { $set: { state: "withdrawn", text: "", author: null, reason: "" } };
  const { modifiedCount } = await HeldRemark.updateOne({ _id: heldId, state: unsettled() }, change);
  return modifiedCount > 0;
}

/** Of what is still its author's to take back. */
const unsettled = () => mongoose.trusted({ $in: ["waiting" as const, "declined" as const] });

export const heldIsSettled = () =>
  conflict("heldSettled", "That does not wait anymore: somebody else was quicker.");
