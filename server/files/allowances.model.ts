import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";

/** How many bytes somebody's files take, those that are still arriving counted with what they announced. */
interface AllowanceRecord {
  /** The person. */
  _id: Id;
  used: number;
}

const allowance = new Schema<AllowanceRecord>(
  { _id: { type: String, required: true }, used: { type: Number, required: true } },
  { versionKey: false, collection: "fileAllowances", strict: "throw" },
);

export const Allowance = mongoose.model("FileAllowance", allowance);

/**
 * Takes so many bytes of somebody's allowance, in the transaction that brings the file; false where they are more than
 * what is left. However many ask at once, together they never get more than there is.
 */
export async function takeAllowance(
  personId: Id,
  bytes: number,
  quota: number,
  session: Session,
): Promise<boolean> {
  await Allowance.updateOne({ _id: personId }, { $setOnInsert: { used: 0 } }, { session, upsert: true });
  const { matchedCount } = await Allowance.updateOne(
    { _id: personId, used: mongoose.trusted({ $lte: quota - bytes }) },
    { $inc: { used: bytes } },
    { session },
  );
  return matchedCount === 1;
}

/** Gives bytes back, or takes a few more where a file is kept in more sizes than it came in. */
export async function changeAllowance(personId: Id, by: number, session: Session): Promise<void> {
  await Allowance.updateOne({ _id: personId }, { $inc: { used: by } }, { session });
}

/** How many bytes somebody's files take. */
export async function usedBy(personId: Id): Promise<number> {
  return (await Allowance.findById(personId).lean<AllowanceRecord>())?.used ?? 0;
}
