import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import { type AskedState, type AskedView, askedStates } from "#shared/forums/asked.contract";
import type { Id } from "#shared/ids";

/**
 * That the author of a post is asked to edit it. It stands apart from the post, which only names the one that is open: so
 * nothing that shows posts can meet what it says.
 */
export interface AskedRecord extends Omit<AskedView, "id" | "state"> {
  /** The deed's id, made by the device. */
  _id: Id;
  threadId: Id;
  authorId: Id;
  /** Who asks: told when it is done, and shown to nobody. */
  by: Id;
  state: AskedState;
  /** The deed that took it back. */
  takenBackBy: Id | null;
}

const asked = new Schema<AskedRecord>(
  {
    _id: { type: String, required: true },
    postId: { type: String, required: true },
    threadId: { type: String, required: true },
    authorId: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Number, required: true },
    reason: { type: String, required: true },
    norm: { type: String, default: "" },
    state: { type: String, enum: askedStates, required: true },
    endedAt: { type: Number, default: null },
    takenBackBy: { type: String, default: null },
  },
  { versionKey: false, collection: "askedEdits", strict: "throw" },
);
asked.index({ postId: 1, _id: -1 });
asked.index({ threadId: 1, state: 1, _id: -1 });
asked.index({ threadId: 1, authorId: 1, state: 1, _id: -1 });
asked.index({ at: 1, _id: 1 });

export const Asked = mongoose.model("AskedEdit", asked);

/** Keeps what is asked, in the transaction in which its post names it. */
export async function insertAsked(record: AskedRecord, session: Session): Promise<void> {
  await Asked.collection.insertOne(record as never, { session });
}

/** Ends a request, in the transaction in which its post stops naming it. */
export async function endAsked(
  askedId: Id,
  end: Pick<AskedRecord, "state" | "endedAt"> & Partial<Pick<AskedRecord, "takenBackBy">>,
  session: Session,
): Promise<void> {
  await Asked.updateOne({ _id: askedId, state: "open" }, { $set: end }, { session });
}

/** Lets what is asked of posts follow them to another thread, in the transaction that moves them. */
export async function moveAsked(postIds: readonly Id[], threadId: Id, session: Session): Promise<void> {
  const postId = mongoose.trusted({ $in: [...postIds] });
  await Asked.updateMany({ postId }, { $set: { threadId } }, { session });
}

/** One, or null. */
export async function findAskedRecord(askedId: Id, session?: Session): Promise<AskedRecord | null> {
  return await Asked.findById(askedId)
    .session(session ?? null)
    .lean<AskedRecord>();
}

/** Those that exist, in no order. */
export async function listAskedRecords(ids: readonly Id[]): Promise<AskedRecord[]> {
  if (ids.length === 0) return [];
  return await Asked.find({ _id: mongoose.trusted({ $in: [...ids] }) }).lean<AskedRecord[]>();
}

/** The last that was asked of a post, or null. */
export async function findLastAskedOf(postId: Id): Promise<AskedRecord | null> {
  return await Asked.findOne({ postId }).sort({ _id: -1 }).lean<AskedRecord>();
}

/** What is asked in a thread and in one of those states, of one author or of all; the latest first, from before one. */
export async function listAskedIn(
  where: { threadId: Id; authorId?: Id },
  states: readonly AskedState[],
  before: Id | null,
  limit: number,
): Promise<AskedRecord[]> {
  const rest = before === null ? {} : { _id: mongoose.trusted({ $lt: before }) };
  // Each state asked apart: of several at once the index has no order.
  const lists = states.map((state) =>
    Asked.find({ ...where, state, ...rest })
      .sort({ _id: -1 })
      .limit(limit)
      .lean<AskedRecord[]>(),
  );
  const found = (await Promise.all(lists)).flat();
  return found.sort((one, other) => (one._id < other._id ? 1 : -1)).slice(0, limit);
}
