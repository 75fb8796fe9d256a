import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import type { PictureSize } from "#shared/files/files.contract";
import type { FileRefusal } from "#shared/files/refusals";
import type { Id } from "#shared/ids";

/** A file that somebody brought. Its bytes lie in the vault, under its id. */
export interface FileRecord {
  /** Made by the device: the same upload begun again is the same. */
  _id: Id;
  /** Empty once it is gone: nobody's. */
  ownerId: Id;
  name: string;
  /** Empty until it was looked into. */
  type: string;
  /** As it was announced, then of what is kept. */
  size: number;
  /** `gone` until its bytes are. */
  state: "arriving" | "ready" | "refused" | "gone";
  refusal: FileRefusal | null;
  picture: { width: number; height: number } | null;
  /** The sizes in which a picture is kept. */
  sizes: PictureSize[];
  /** What it takes of its owner's allowance. */
  charged: number;
  /** In how many places it stands. */
  uses: number;
  at: number;
  /** When all of it was here; null before. */
  arrivedAt: number | null;
  /** When the sweep has something to do with it; null where it has not. */
  dueAt: number | null;
}

const file = new Schema<FileRecord>(
  {
    _id: { type: String, required: true },
    ownerId: { type: String, default: "" },
    name: { type: String, required: true },
    type: { type: String, default: "" },
    size: { type: Number, required: true },
    state: { type: String, enum: ["arriving", "ready", "refused", "gone"], required: true },
    refusal: { type: String, default: null },
    picture: { type: Schema.Types.Mixed, default: null } as never,
    sizes: { type: [Number], required: true } as never,
    charged: { type: Number, required: true },
    uses: { type: Number, required: true },
    at: { type: Number, required: true },
    arrivedAt: { type: Number, default: null },
    dueAt: { type: Number, default: null },
  },
  { versionKey: false, collection: "files", strict: "throw", minimize: false },
);
file.index({ ownerId: 1, at: -1, _id: -1 });
file.index({ dueAt: 1 });

export const File = mongoose.model("File", file);

/** Stores a file that is about to arrive, in the transaction that charges its owner. */
export async function insertFile(record: FileRecord, session: Session): Promise<void> {
  await File.collection.insertOne(record as never, { session });
}

/** One file, or null. Of one that is gone there is nothing. */
export async function findFileRecord(fileId: Id, session?: Session): Promise<FileRecord | null> {
  const record = await File.findById(fileId)
    .session(session ?? null)
    .lean<FileRecord>();
  return record?.state === "gone" ? null : record;
}

/** Those of the files that exist, in no order. */
export async function listFileRecords(ids: readonly Id[], session?: Session): Promise<FileRecord[]> {
  const records = await File.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) })
    .session(session ?? null)
    .lean<FileRecord[]>();
  return records.filter(({ state }) => state !== "gone");
}

/** Somebody's files, the latest first, from before the one named. */
export async function listFilesOf(
  ownerId: Id,
  before: { at: number; id: string } | null,
  limit: number,
): Promise<FileRecord[]> {
  const rest = before && {
    at: mongoose.trusted({ $lte: before.at }),
    $or: [{ at: mongoose.trusted({ $lt: before.at }) }, { _id: mongoose.trusted({ $lt: before.id }) }],
  };
  return await File.find({ ownerId, ...rest })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<FileRecord[]>();
}

/** Notes that all of an arriving file is here; the sweep takes care of it where nobody else does. */
export async function markArrived(fileId: Id, at: number, dueAt: number): Promise<void> {
  await File.updateOne(
    { _id: fileId, state: "arriving", arrivedAt: null },
    { $set: { arrivedAt: at, dueAt } },
  );
}

/** Puts the next look at an arrived file off, for whoever takes it on now; false where somebody else has. */
export async function claimFile({ _id, dueAt }: FileRecord, until: number): Promise<boolean> {
  const { matchedCount } = await File.updateOne(
    { _id, state: "arriving", dueAt },
    { $set: { dueAt: until } },
  );
  return matchedCount === 1;
}

/** Ends an arrival, in the transaction that settles what it is charged; null where it has ended otherwise. */
export async function settleFile(
  fileId: Id,
  change: Partial<FileRecord>,
  session: Session,
): Promise<FileRecord | null> {
  return await File.findOneAndUpdate(
    { _id: fileId, state: "arriving" },
    { $set: change },
    { session, returnDocument: "before" },
  ).lean<FileRecord>();
}

/** Counts a ready file in where it is shown, in the transaction that shows it; false where it is not ready. */
export async function countUse(fileId: Id, by: 1 | -1, session: Session): Promise<boolean> {
  const { matchedCount } = await File.updateOne(
    { _id: fileId, ...(by === 1 && { state: "ready" as const }) },
    { $inc: { uses: by } },
    { session },
  );
  return matchedCount === 1;
}

/** Makes a file that stands nowhere nobody's, in the transaction that gives its owner the room back; null where it stays. */
export async function letGoOfFile(fileId: Id, now: number, session: Session): Promise<FileRecord | null> {
  return await File.findOneAndUpdate(
    { _id: fileId, uses: 0, ownerId: mongoose.trusted({ $gt: "" }) },
    { $set: { state: "gone", ownerId: "", name: "gone", charged: 0, dueAt: now } },
    { session, returnDocument: "before" },
  ).lean<FileRecord>();
}

/** Files with which something is to be done by then, the longest due first. */
export async function listDueFiles(by: number, limit: number): Promise<FileRecord[]> {
  return await File.find({ dueAt: mongoose.trusted({ $lte: by }) })
    .sort({ dueAt: 1 })
    .limit(limit)
    .lean<FileRecord[]>();
}

/** Forgets a file whose bytes are gone. */
export async function forgetFile(fileId: Id): Promise<void> {
  await File.deleteOne({ _id: fileId, state: "gone" });
}

/** Nothing is left to be done with a ready file. */
export async function doneWithUpload(fileId: Id): Promise<void> {
  await File.updateOne({ _id: fileId, state: "ready" }, { $set: { dueAt: null } });
}

/** Lets the sweep come back to a file later. */
export async function putOff(fileId: Id, dueAt: number): Promise<void> {
  await File.updateOne({ _id: fileId, dueAt: mongoose.trusted({ $ne: null }) }, { $set: { dueAt } });
}
