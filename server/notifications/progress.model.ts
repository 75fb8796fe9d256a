import mongoose, { Schema } from "mongoose";

/** Up to which moment everything has been looked at that may have to be told. */
interface ProgressRecord {
  /** What is looked at. */
  _id: "said" | "reminders";
  at: number;
}

const progress = new Schema<ProgressRecord>(
  { _id: { type: String, required: true } as never, at: { type: Number, required: true } },
  { versionKey: false, collection: "noticeProgress", strict: "throw" },
);

export const Progress = mongoose.model("NoticeProgress", progress);

/** The moment from which to look on; now, where nothing has ever been looked at: what was said before is not news. */
export async function findProgress(what: ProgressRecord["_id"]): Promise<number> {
  return (await Progress.findById(what).lean<ProgressRecord>())?.at ?? Date.now();
}

/** Notes that everything up to a moment has been looked at. It never goes back. */
export async function noteProgress(what: ProgressRecord["_id"], at: number): Promise<void> {
  await Progress.updateOne({ _id: what }, { $max: { at } }, { upsert: true });
}
