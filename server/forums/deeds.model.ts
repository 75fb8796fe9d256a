import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import type { ForumEventName, ForumFact } from "#shared/forums/threads.events";
import type { Id } from "#shared/ids";

/**
 * That a deed was done, so that sending it again is answered as it was and does nothing. A reply needs none: its post
 * has the deed's id.
 */
export interface DeedRecord {
  /** Made by the device. */
  _id: Id;
  threadId: Id;
  by: Id;
  name: ForumEventName;
  seq: number;
  at: number;
  /** The post that it was done to, where what was told of it holds that post: words are kept in one place alone. */
  postId: Id | null;
  /** What was told, where no post is in it. */
  data: ForumFact["data"] | null;
}

const deed = new Schema<DeedRecord>(
  {
    _id: { type: String, required: true },
    threadId: { type: String, required: true },
    by: { type: String, required: true },
    name: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Number, required: true },
    postId: { type: String, default: null },
    data: { type: Schema.Types.Mixed, default: null } as never,
  },
  { versionKey: false, collection: "forumDeeds", strict: "throw", minimize: false },
);
deed.index({ by: 1 });
deed.index({ at: 1, _id: 1 });

export const Deed = mongoose.model("ForumDeed", deed);

/** Notes what was done, in the transaction that does it; a deed that is known already undoes all of it. */
export async function insertDeeds(records: readonly DeedRecord[], session: Session): Promise<void> {
  if (records.length > 0) await Deed.collection.insertMany(records as never[], { session });
}

/** What a deed has become, or null where it never arrived. */
export async function findDeed(deedId: Id): Promise<DeedRecord | null> {
  return await Deed.findById(deedId).lean<DeedRecord>();
}
