import mongoose, { Schema } from "mongoose";
import { findPlain } from "#server/database/plainFind";
import type { Session } from "#server/database/transaction";
import { type PostReaction, postReactions } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";

/** That a person reacted so to a post. Others are told how many, never who. */
interface ReactionRecord {
  /** `postId:reaction:personId`: nobody reacts twice in the same way. */
  _id: string;
  postId: Id;
  threadId: Id;
  personId: Id;
  reaction: PostReaction;
}

const reaction = new Schema<ReactionRecord>(
  {
    _id: { type: String, required: true },
    postId: { type: String, required: true },
    threadId: { type: String, required: true },
    personId: { type: String, required: true },
    reaction: { type: String, enum: postReactions, required: true },
  },
  { versionKey: false, collection: "postReactions", strict: "throw" },
);
reaction.index({ personId: 1, threadId: 1 });
reaction.index({ postId: 1 });

export const Reaction = mongoose.model("PostReaction", reaction);

/** What of a thread somebody's own page needs to know, at most. */
const MOST_OWN = 1_000;

/** Whether the person reacts so to the post. */
export async function hasReacted(
  postId: Id,
  reaction: PostReaction,
  personId: Id,
  session: Session,
): Promise<boolean> {
  const _id = idOf(postId, reaction, personId);
  return (await Reaction.exists({ _id }).session(session)) !== null;
}

/** Notes that the person reacts so, or no longer does, in the transaction that counts it. */
export async function setReaction(
  { postId, threadId, personId, reaction }: Omit<ReactionRecord, "_id">,
  isOn: boolean,
  session: Session,
): Promise<void> {
  const _id = idOf(postId, reaction, personId);
  if (isOn) await Reaction.create([{ _id, postId, threadId, personId, reaction }], { session });
  else await Reaction.deleteOne({ _id }, { session });
}

/** Forgets all reactions to a post, in the transaction that takes it back. */
export async function forgetReactions(postId: Id, session: Session): Promise<void> {
  await Reaction.deleteMany({ postId }, { session });
}

/** Lets reactions to posts follow them into another thread, in the transaction that moves them. */
export async function moveReactions(postIds: readonly Id[], threadId: Id, session: Session): Promise<void> {
  await Reaction.collection.updateMany(
    { postId: { $in: [...postIds] } },
    { $set: { threadId } },
    { session },
  );
}

/** The person's own reactions in a thread. */
export async function listOwnReactions(
  threadId: Id,
  personId: Id,
): Promise<{ postId: Id; reaction: PostReaction }[]> {
  const records = await findPlain<ReactionRecord>(Reaction, { personId, threadId }, { limit: MOST_OWN });
  return records.map(({ postId, reaction }) => ({ postId, reaction }));
}

function idOf(postId: Id, reaction: PostReaction, personId: Id): string {
  return `${postId}:${reaction}:${personId}`;
}
