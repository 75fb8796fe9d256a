import mongoose, { Schema } from "mongoose";
import { findPlain } from "#server/database/plainFind";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";

/** A post that somebody has marked for themselves. */
export interface BookmarkRecord {
  /** `personId:postId`. */
  _id: string;
  personId: Id;
  postId: Id;
  threadId: Id;
  markedAt: number;
  /** When it is to be called to mind; null where it is not. */
  remindAt: number | null;
}

const bookmark = new Schema<BookmarkRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    postId: { type: String, required: true },
    threadId: { type: String, required: true },
    markedAt: { type: Number, required: true },
    remindAt: { type: Number, default: null },
  },
  { versionKey: false, collection: "postBookmarks", strict: "throw" },
);
bookmark.index({ personId: 1, markedAt: -1, _id: -1 });
bookmark.index({ personId: 1, threadId: 1 });
bookmark.index({ remindAt: 1, _id: 1 });
bookmark.index({ postId: 1 });

export const Bookmark = mongoose.model("PostBookmark", bookmark);

/** What of a thread somebody's own page needs to know, at most. */
const MOST_OWN = 1_000;

/** Marks a post for somebody, or no longer, and notes when it is to be called to mind. Marking it twice keeps the first mark. */
export async function setBookmark(
  { personId, postId, threadId }: Pick<BookmarkRecord, "personId" | "postId" | "threadId">,
  isOn: boolean,
  remindAt: number | null,
): Promise<void> {
  const _id = `${personId}:${postId}`;
  if (!isOn) await Bookmark.deleteOne({ _id });
  else {
    const made = { personId, postId, threadId, markedAt: Date.now() };
    await Bookmark.updateOne({ _id }, { $setOnInsert: made, $set: { remindAt } }, { upsert: true });
  }
}

/** Lets marks of posts follow them into another thread, in the transaction that moves them. */
export async function moveBookmarks(postIds: readonly Id[], threadId: Id, session: Session): Promise<void> {
  await Bookmark.collection.updateMany(
    { postId: { $in: [...postIds] } },
    { $set: { threadId } },
    { session },
  );
}

/** The posts of a thread that somebody has marked, and when each is to be called to mind. */
export async function listMarkedPosts(
  threadId: Id,
  personId: Id,
): Promise<Pick<BookmarkRecord, "postId" | "remindAt">[]> {
  return await findPlain<BookmarkRecord>(Bookmark, { personId, threadId }, { limit: MOST_OWN });
}

/** What is to be called to mind between two moments, in that order; of the first moment what comes after an id. */
export async function listRemindersBetween(
  from: number,
  to: number,
  after: string,
  limit: number,
): Promise<(BookmarkRecord & { remindAt: number })[]> {
  const rest = [{ remindAt: mongoose.trusted({ $gt: from }) }, { _id: mongoose.trusted({ $gt: after }) }];
  return await Bookmark.find({ remindAt: mongoose.trusted({ $gte: from, $lte: to }), $or: rest })
    .sort({ remindAt: 1, _id: 1 })
    .limit(limit)
    .lean<(BookmarkRecord & { remindAt: number })[]>();
}

/** Somebody's marks, the latest first, from before the one named. */
export async function listBookmarkRecords(
  personId: Id,
  before: { markedAt: number; id: string } | null,
  limit: number,
): Promise<BookmarkRecord[]> {
  const rest = before && {
    markedAt: mongoose.trusted({ $lte: before.markedAt }),
    $or: [
      { markedAt: mongoose.trusted({ $lt: before.markedAt }) },
      { _id: mongoose.trusted({ $lt: before.id }) },
    ],
  };
  return await Bookmark.find({ personId, ...rest })
    .sort({ markedAt: -1, _id: -1 })
    .limit(limit)
    .lean<BookmarkRecord[]>();
}
