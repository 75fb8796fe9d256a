import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";

/** Where a file stands. Features say of what kind their places are. */
export interface Place {
  kind: string;
  id: Id;
}

/** One file in one place. */
interface UseRecord {
  /** `fileId:kind:placeId`. */
  _id: string;
  fileId: Id;
  kind: string;
  placeId: Id;
}

const use = new Schema<UseRecord>(
  {
    _id: { type: String, required: true },
    fileId: { type: String, required: true },
    kind: { type: String, required: true },
    placeId: { type: String, required: true },
  },
  { versionKey: false, collection: "fileUses", strict: "throw" },
);
use.index({ fileId: 1, _id: 1 });
use.index({ kind: 1, placeId: 1 });

export const FileUse = mongoose.model("FileUse", use);

/** Says that a file stands in a place, in the transaction that puts it there. */
export async function insertUse(fileId: Id, { kind, id }: Place, session: Session): Promise<void> {
  const record: UseRecord = { _id: `${fileId}:${kind}:${id}`, fileId, kind, placeId: id };
  await FileUse.collection.insertOne(record as never, { session });
}

/** Says that a file stands in a place no more, in the transaction that takes it from there. */
export async function removeUse(fileId: Id, { kind, id }: Place, session: Session): Promise<void> {
  await FileUse.deleteOne({ _id: `${fileId}:${kind}:${id}` }, { session });
}

/** The files that stand in a place. */
export async function listFilesIn({ kind, id }: Place, session?: Session): Promise<Id[]> {
  const uses = await FileUse.find({ kind, placeId: id })
    .session(session ?? null)
    .lean<UseRecord[]>();
  return uses.map(({ fileId }) => fileId);
}

/** The places in which a file stands, in the order of their keys, from after one on. */
export async function listPlacesOf(
  fileId: Id,
  after: string,
  limit: number,
): Promise<(Place & { key: string })[]> {
  const uses = await FileUse.find({ fileId, _id: mongoose.trusted({ $gt: after }) })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<UseRecord[]>();
  return uses.map(({ _id, kind, placeId }) => ({ key: _id, kind, id: placeId }));
}
