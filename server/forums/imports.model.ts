import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import type { Session } from "#server/database/transaction";
import { type ImportState, type ImportView, importStates } from "#shared/forums/imports.contract";
import type { Id } from "#shared/ids";

/** A file that somebody brings into a space, and what has become of it. It stays as a record of who did. */
export interface ImportRecord extends Omit<ImportView, "id"> {
  /** Made by the device. */
  _id: Id;
  by: Id;
  byName: string;
  at: number;
}

const record = new Schema<ImportRecord>(
  {
    _id: { type: String, required: true },
    spaceId: { type: String, required: true },
    by: { type: String, required: true },
    byName: { type: String, default: "" },
    at: { type: Number, required: true },
    fileName: { type: String, required: true },
    categoryId: { type: String, required: true },
    state: { type: String, enum: importStates, required: true },
    size: { type: Number, required: true },
    received: { type: Number, required: true },
    plan: { type: Schema.Types.Mixed, default: null } as never,
    problems: { type: [Schema.Types.Mixed], default: [] } as never,
    problemCount: { type: Number, default: 0 },
    reason: { type: String, default: "" },
    done: { type: Schema.Types.Mixed, required: true } as never,
  },
  { versionKey: false, collection: "forumImports", strict: "throw", minimize: false },
);

export const Import = mongoose.model("ForumImport", record);

/** A piece of a file on its way in. What is never brought in goes by itself after two days. */
interface PieceRecord {
  /** `importId:place`, the place padded so that they sort. */
  _id: string;
  bytes: Buffer;
  sentAt: Date;
}

const piece = new Schema<PieceRecord>(
  {
    _id: { type: String, required: true },
    bytes: { type: Buffer, required: true },
    sentAt: { type: Date, required: true },
  },
  { versionKey: false, collection: "forumImportPieces", strict: "throw" },
);
piece.index({ sentAt: 1 }, { expireAfterSeconds: 2 * 24 * 3_600 });

export const Piece = mongoose.model("ForumImportPiece", piece);

/** Stores an import that begins; answers the one that is there where the id is known already. */
export async function keepImport(begun: ImportRecord): Promise<ImportRecord> {
  try {
    await Import.collection.insertOne(begun as never);
    return begun;
  } catch (error) {
    if (!isDuplicate(error, "_id")) throw error;
    return (await findImportRecord(begun._id)) as ImportRecord;
  }
}

/** One import, or null. */
export async function findImportRecord(importId: Id): Promise<ImportRecord | null> {
  return await Import.findById(importId).lean<ImportRecord>();
}

/** Takes an import a step further where it stands at the state said; answers how it is then, or null. */
export async function changeImport(
  importId: Id,
  from: ImportState,
  change: Partial<ImportRecord>,
  session?: Session,
): Promise<ImportRecord | null> {
  return await Import.findOneAndUpdate(
    { _id: importId, state: from },
    { $set: change },
    { returnDocument: "after", ...(session && { session }) },
  ).lean<ImportRecord>();
}

/** Keeps a piece of the file; once more is the same piece. */
export async function keepPiece(importId: Id, at: number, bytes: Buffer): Promise<void> {
  try {
    await Piece.collection.insertOne({ _id: pieceId(importId, at), bytes, sentAt: new Date() } as never);
  } catch (error) {
    if (!isDuplicate(error, "_id")) throw error;
  }
}

/** Notes how much has arrived, where the piece is the next one; answers how much that is. */
export async function noteReceived(importId: Id, at: number, received: number): Promise<void> {
  await Import.updateOne({ _id: importId, received: at }, { $set: { received } });
}

/** The pieces of a file in their order, as they are asked for. */
export async function* readPieces(importId: Id): AsyncGenerator<Uint8Array> {
  for (let after = `${importId}:`; ; ) {
    const found = await Piece.find({
      _id: mongoose.trusted({ $gt: after, $lt: `${importId}:a` }),
    })
      .sort({ _id: 1 })
      .limit(8)
      .lean<{ _id: string; bytes: { buffer: Uint8Array } }[]>();
    for (const { bytes } of found) yield bytes.buffer;
    const last = found.at(-1);
    if (last === undefined) return;
    after = last._id;
  }
}

/** Lets the file go. */
export async function forgetPieces(importId: Id): Promise<void> {
  await Piece.deleteMany({ _id: mongoose.trusted({ $gt: `${importId}:`, $lt: `${importId}:a` }) });
}

function pieceId(importId: Id, at: number): string {
  return `${importId}:${String(at).padStart(10, "0")}`;
}
