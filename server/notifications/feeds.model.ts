import mongoose, { Schema } from "mongoose";
import type { Id } from "#shared/ids";

/** Lets whoever has the token read a space as that person would. */
export interface FeedRecord {
  /** `personId:spaceId`: one each. */
  _id: string;
  personId: Id;
  spaceId: Id;
  /** SHA-256 of the token, which is kept nowhere. */
  tokenHash: string;
  madeAt: number;
}

const feed = new Schema<FeedRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    spaceId: { type: String, required: true },
    tokenHash: { type: String, required: true },
    madeAt: { type: Number, required: true },
  },
  { versionKey: false, collection: "feeds", strict: "throw" },
);
feed.index({ tokenHash: 1 }, { unique: true });
feed.index({ personId: 1, spaceId: 1 });

export const Feed = mongoose.model("Feed", feed);

/** Gives somebody's feed of a space a token; the one that it had is nothing from here on. */
export async function keepFeed(personId: Id, spaceId: Id, tokenHash: string): Promise<void> {
  await Feed.updateOne(
    { _id: idOf(personId, spaceId) },
    { $set: { tokenHash, madeAt: Date.now() }, $setOnInsert: { personId, spaceId } },
    { upsert: true },
  );
}

/** Takes somebody's feed of a space away, if there is one. */
export async function deleteFeed(personId: Id, spaceId: Id): Promise<void> {
  await Feed.deleteOne({ _id: idOf(personId, spaceId) });
}

/** The feed with that token, or null. */
export async function findFeedRecord(tokenHash: string): Promise<FeedRecord | null> {
  return await Feed.findOne({ tokenHash }).lean<FeedRecord>();
}

/** Somebody's feeds, in the order of their spaces' ids, from after one on. */
export async function listFeedRecords(personId: Id, after: Id, limit: number): Promise<FeedRecord[]> {
  return await Feed.find({ personId, spaceId: mongoose.trusted({ $gt: after }) })
    .sort({ spaceId: 1 })
    .limit(limit)
    .lean<FeedRecord[]>();
}

function idOf(personId: Id, spaceId: Id): string {
  return `${personId}:${spaceId}`;
}
