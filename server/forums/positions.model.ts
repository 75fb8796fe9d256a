import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import { type Position, positions } from "#shared/forums/proposals.contract";
import type { Id } from "#shared/ids";

/** Where a person stands on a thread's proposal: the last position that they took, and the post that takes it. */
export interface PositionRecord {
  /** `threadId:personId`: one of each person. */
  _id: string;
  threadId: Id;
  personId: Id;
  position: Position;
  postId: Id;
  /** When it was sent, which of a post that waited was before it was shown. */
  at: number;
  /** The post is shown. */
  isCounted: boolean;
}

const position = new Schema<PositionRecord>(
  {
    _id: { type: String, required: true },
    threadId: { type: String, required: true },
    personId: { type: String, required: true },
    position: { type: String, enum: positions, required: true },
    postId: { type: String, required: true },
    at: { type: Number, required: true },
    isCounted: { type: Boolean, required: true },
  },
  { versionKey: false, collection: "positions", strict: "throw" },
);
position.index({ threadId: 1, _id: 1 });
position.index({ threadId: 1, postId: 1 });

export const PositionOf = mongoose.model("Position", position);

/** Where the person stands, or null; within a transaction as it is there. */
export async function findPosition(
  threadId: Id,
  personId: Id,
  session?: Session,
): Promise<PositionRecord | null> {
  return await PositionOf.findById(`${threadId}:${personId}`)
    .session(session ?? null)
    .lean<PositionRecord>();
}

/** Notes where the person stands from now on, in the transaction that counts it. */
export async function setPosition(record: Omit<PositionRecord, "_id">, session: Session): Promise<void> {
  const _id = `${record.threadId}:${record.personId}`;
  await PositionOf.updateOne({ _id }, { $set: record }, { session, upsert: true });
}

/** Forgets where the person stands, in the transaction that counts it no more. */
export async function forgetPosition({ _id }: PositionRecord, session: Session): Promise<void> {
  await PositionOf.deleteOne({ _id }, { session });
}

/** What is taken by those posts of a thread, in no order. */
export async function listPositionsBy(
  threadId: Id,
  postIds: readonly Id[],
  session: Session,
): Promise<PositionRecord[]> {
  return await PositionOf.find({ threadId, postId: mongoose.trusted({ $in: [...postIds] }) } as never)
    .session(session)
    .lean<PositionRecord[]>();
}

/** Where people stand in a thread, in an order that stays, from after one on. */
export async function listPositions(
  threadId: Id,
  after: string,
  limit: number,
): Promise<Pick<PositionRecord, "_id" | "personId">[]> {
  return await PositionOf.find({ threadId, _id: mongoose.trusted({ $gt: after }) } as never, { personId: 1 })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<PositionRecord[]>();
}
