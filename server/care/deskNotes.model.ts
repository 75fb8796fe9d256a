import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import type { Id } from "#shared/ids";

/** What one of those on whose desk a report or an appeal lies has written for the others. */
export interface DeskNoteRecord {
  _id: Id;
  /** The report or the appeal: the note goes where that goes. */
  matterId: Id;
  by: Id;
  /** Empty once it was taken back. */
  words: string;
  at: number;
  /** When it came and which it is. */
  order: string;
  isTakenBack: boolean;
}

const deskNote = new Schema<DeskNoteRecord>(
  {
    _id: { type: String, required: true },
    matterId: { type: String, required: true },
    by: { type: String, required: true },
    words: { type: String, default: "" },
    at: { type: Number, required: true },
    order: { type: String, required: true },
    isTakenBack: { type: Boolean, required: true },
  },
  { versionKey: false, collection: "deskNotes", strict: "throw" },
);
deskNote.index({ matterId: 1, order: 1 });

export const DeskNote = mongoose.model("DeskNote", deskNote);

/** What a new note says. */
export type NewDeskNote = Pick<DeskNoteRecord, "_id" | "matterId" | "by" | "words">;

/** Stores a note, and answers it as it is by now where it is sent again. Null where the id is another's. */
export async function keepDeskNote(given: NewDeskNote): Promise<DeskNoteRecord | null> {
  const at = Date.now();
  const order = `${String(at).padStart(15, "0")}:${given._id}`;
  const record: DeskNoteRecord = { ...given, at, order, isTakenBack: false };
  try {
    await DeskNote.collection.insertOne(record as never);
    return record;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const known = await findDeskNoteRecord(given._id);
    return known?.matterId === given.matterId && known.by === given.by ? known : null;
  }
}

/** Takes the words out of a note for good; twice is harmless. */
export async function emptyDeskNote(noteId: Id): Promise<DeskNoteRecord | null> {
  return await DeskNote.findOneAndUpdate(
    { _id: noteId },
    { $set: { words: "", isTakenBack: true } },
    { returnDocument: "after" },
  ).lean<DeskNoteRecord>();
}

/** One, or null. */
export async function findDeskNoteRecord(noteId: Id): Promise<DeskNoteRecord | null> {
  return await DeskNote.findById(noteId).lean<DeskNoteRecord>();
}

/** The notes about a report or an appeal, the oldest first, from after the one named. */
export async function listDeskNotesOf(
  matterId: Id,
  after: string | null,
  limit: number,
): Promise<DeskNoteRecord[]> {
  const rest = after === null ? {} : { order: mongoose.trusted({ $gt: after }) };
  return await DeskNote.find({ matterId, ...rest } as never)
    .sort({ order: 1 })
    .limit(limit)
    .lean<DeskNoteRecord[]>();
}
