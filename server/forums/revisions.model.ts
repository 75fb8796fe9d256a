import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";

/** How a post was before it was written anew. */
export interface RevisionRecord {
  /** `postId:edits`. */
  _id: string;
  postId: Id;
  /** How often it had been written anew then. */
  edits: number;
  /** When it was written like that. */
  at: number;
  body: RichTextDocument;
}

const revision = new Schema<RevisionRecord>(
  {
    _id: { type: String, required: true },
    postId: { type: String, required: true },
    edits: { type: Number, required: true },
    at: { type: Number, required: true },
    body: { type: Schema.Types.Mixed, required: true } as never,
  },
  { versionKey: false, collection: "postRevisions", strict: "throw", minimize: false },
);
revision.index({ postId: 1, edits: -1 }, { unique: true });

export const Revision = mongoose.model("PostRevision", revision);

/** Keeps a writing, in the transaction that puts another in its place. */
export async function insertRevision(
  { postId, edits, at, body }: Omit<RevisionRecord, "_id">,
  session: Session,
): Promise<void> {
  const record: RevisionRecord = { _id: `${postId}:${edits}`, postId, edits, at, body };
  await Revision.collection.insertOne(record as never, { session });
}

/** Removes every former writing of a post, in the transaction that takes it back. */
export async function forgetRevisions(postId: Id, session: Session): Promise<void> {
  await Revision.deleteMany({ postId }, { session });
}

/** Former writings of a post, the newest first, from before the one named. */
export async function listRevisionRecords(
  postId: Id,
  before: number | null,
  limit: number,
): Promise<RevisionRecord[]> {
  const older = before === null ? {} : { edits: mongoose.trusted({ $lt: before }) };
  return await Revision.find({ postId, ...older })
    .sort({ edits: -1 })
    .limit(limit)
    .lean<RevisionRecord[]>();
}
