import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";

/** What a person chose in a thread's poll. Others are told how many, never who. */
interface VoteRecord {
  /** `threadId:personId`. */
  _id: string;
  threadId: Id;
  personId: Id;
  /** Places of the poll's options, from 0. */
  choices: number[];
}

const vote = new Schema<VoteRecord>(
  {
    _id: { type: String, required: true },
    threadId: { type: String, required: true },
    personId: { type: String, required: true },
    choices: { type: [Number], required: true },
  },
  { versionKey: false, collection: "pollVotes", strict: "throw" },
);
vote.index({ personId: 1 });

export const Vote = mongoose.model("PollVote", vote);

/** What the person chose; nothing where they have not voted. */
export async function findChoices(threadId: Id, personId: Id, session?: Session): Promise<number[]> {
  const record = await Vote.findById(`${threadId}:${personId}`)
    .session(session ?? null)
    .lean<VoteRecord>();
  return record?.choices ?? [];
}

/** Notes what the person chooses, in the transaction that counts it; nothing takes the vote back. */
export async function setChoices(
  threadId: Id,
  personId: Id,
  choices: number[],
  session: Session,
): Promise<void> {
  const _id = `${threadId}:${personId}`;
  if (choices.length === 0) await Vote.deleteOne({ _id }, { session });
  else await Vote.updateOne({ _id }, { $set: { threadId, personId, choices } }, { session, upsert: true });
}
