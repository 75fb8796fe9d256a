import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { type DraftView, draftKinds } from "#shared/forums/drafts.contract";
import type { Id } from "#shared/ids";

/** Which draft of a person. */
export type Which = Pick<DraftView, "kind" | "about">;

/** Half-written words of one person. */
export interface DraftRecord extends DraftView {
  /** `personId:kind:about`. */
  _id: string;
  personId: Id;
}

const draft = new Schema<DraftRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    kind: { type: String, enum: draftKinds, required: true },
    about: { type: String, required: true },
    title: { type: String, default: "" },
    body: { type: Schema.Types.Mixed, default: null } as never,
    version: { type: Number, required: true },
    at: { type: Number, required: true },
  },
  { versionKey: false, collection: "drafts", strict: "throw", minimize: false },
);
draft.index({ personId: 1, at: -1, _id: -1 });

export const Draft = mongoose.model("Draft", draft);

/** The person's draft of that, or null. */
export async function findDraftRecord(personId: Id, which: Which): Promise<DraftRecord | null> {
  return await Draft.findById(idOf(personId, which)).lean<DraftRecord>();
}

/** Puts a new draft where there is none; false where there is one. */
export async function insertDraft(
  personId: Id,
  { kind, about, ...words }: Omit<DraftView, "version">,
): Promise<boolean> {
  const record: DraftRecord = {
    _id: idOf(personId, { kind, about }),
    personId,
    kind,
    about,
    ...words,
    version: 1,
  };
  try {
    await Draft.collection.insertOne(record as never);
    return true;
  } catch (error) {
    if (isDuplicate(error, "_id")) return false;
    throw error;
  }
}

/** Writes over the version that was seen; false where another is there by now. */
export async function replaceDraft(
  personId: Id,
  { kind, about, version, ...words }: DraftView,
): Promise<boolean> {
  const _id = idOf(personId, { kind, about });
  const { matchedCount } = await Draft.updateOne({ _id, version }, { $set: words, $inc: { version: 1 } });
  return matchedCount === 1;
}

/** Lets go of the version that was seen; false where another is there by now. */
export async function deleteDraft(personId: Id, which: Which, version: number): Promise<boolean> {
  const { deletedCount } = await Draft.deleteOne({ _id: idOf(personId, which), version });
  return deletedCount === 1;
}

/** Whether somebody has that many drafts. */
export async function hasDrafts(personId: Id, many: number): Promise<boolean> {
  const held = await Draft.find({ personId }, { _id: 1 }).limit(many).lean();
  return held.length === many;
}

/** Somebody's drafts, the latest first, from before the one named. */
export async function listDraftRecords(
  personId: Id,
  before: { at: number; id: string } | null,
  limit: number,
): Promise<DraftRecord[]> {
  const rest = before && {
    at: mongoose.trusted({ $lte: before.at }),
    $or: [{ at: mongoose.trusted({ $lt: before.at }) }, { _id: mongoose.trusted({ $lt: before.id }) }],
  };
  return await Draft.find({ personId, ...rest })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<DraftRecord[]>();
}

function idOf(personId: Id, { kind, about }: Which): string {
  return `${personId}:${kind}:${about}`;
}
