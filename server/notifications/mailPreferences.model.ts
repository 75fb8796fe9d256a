import mongoose, { Schema } from "mongoose";
import type { Id } from "#shared/ids";
import { type MailMode, type MailPreferencesInput, mailModes } from "#shared/notifications/mailings.contract";

/** How one person is written to, and when it is next looked whether there is something to write. */
export interface MailPreferencesRecord extends MailPreferencesInput {
  /** The person's id. */
  _id: Id;
  /** What they chose before they ended it by a mail's link, to be taken back. */
  former: MailMode | null;
  /** What was said before is not mailed. */
  since: number;
  /** Null where nothing is due, ever. */
  nextAt: number | null;
  /** How often in a row their mailbox refused a mail for good. */
  refusals: number;
}

const preferences = new Schema<MailPreferencesRecord>(
  {
    _id: { type: String, required: true },
    mode: { type: String, enum: mailModes, required: true },
    wantsDirect: { type: Boolean, required: true },
    weekday: { type: Number, required: true },
    hour: { type: Number, required: true },
    timeZone: { type: String, default: null },
    former: { type: String, default: null },
    since: { type: Number, required: true },
    nextAt: { type: Number, default: null },
    refusals: { type: Number, required: true },
  },
  { versionKey: false, collection: "mailPreferences", strict: "throw" },
);
preferences.index({ nextAt: 1, _id: 1 });

export const MailPreferences = mongoose.model("MailPreferences", preferences);

/** How many mails a mailbox may refuse in a row before it is let alone. */
export const MOST_REFUSALS = 3;

/** What somebody chose, or null. */
export async function findPreferences(personId: Id): Promise<MailPreferencesRecord | null> {
  return await MailPreferences.findById(personId).lean<MailPreferencesRecord>();
}

/** Keeps what somebody chose. */
export async function savePreferences(record: MailPreferencesRecord): Promise<void> {
  await MailPreferences.replaceOne({ _id: record._id }, record, { upsert: true });
}

/** Keeps what is chosen for those who have not chosen; what somebody chose meanwhile stays. */
export async function keepPreferences(records: readonly MailPreferencesRecord[]): Promise<void> {
  if (records.length === 0) return;
  await MailPreferences.bulkWrite(
    records.map(({ _id, ...chosen }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: chosen }, upsert: true },
    })),
  );
}

/** Those of the people for whom something is kept already. */
export async function listEnrolled(personIds: readonly Id[]): Promise<Set<Id>> {
  const among = mongoose.trusted({ $in: [...personIds] });
  const records = await MailPreferences.find({ _id: among }, { _id: 1 }).lean<{ _id: Id }[]>();
  return new Set(records.map(({ _id }) => _id));
}

/** Keeps whether somebody is mailed what is said to themselves. */
export async function saveWantsDirect(personId: Id, wantsDirect: boolean): Promise<void> {
  await MailPreferences.updateOne({ _id: personId }, { $set: { wantsDirect } });
}

/** Those for whom it is time to look, the longest due first. */
export async function listDuePreferences(now: number, limit: number): Promise<MailPreferencesRecord[]> {
  return await MailPreferences.find({ nextAt: mongoose.trusted({ $lte: now }) })
    .sort({ nextAt: 1, _id: 1 })
    .limit(limit)
    .lean<MailPreferencesRecord[]>();
}

/** Says when it is looked next, unless somebody else has looked or the person has chosen meanwhile. */
export async function lookAgain(
  { _id, nextAt, mode }: MailPreferencesRecord,
  next: number | null,
): Promise<void> {
  await MailPreferences.updateOne({ _id, nextAt, mode }, { $set: { nextAt: next } });
}

/** Counts a mail that the mailbox refused for good; after some of them in a row nothing more is due. */
export async function noteRefusal(personId: Id): Promise<void> {
  const kept = await MailPreferences.findOneAndUpdate(
    { _id: personId },
    { $inc: { refusals: 1 } },
    { returnDocument: "after" },
  ).lean<MailPreferencesRecord>();
  if (kept !== null && kept.refusals >= MOST_REFUSALS)
    await MailPreferences.updateOne({ _id: personId }, { $set: { nextAt: null } });
}

/** The mailbox takes mail. */
export async function forgetRefusals(personId: Id): Promise<void> {
  await MailPreferences.updateOne(
    { _id: personId, refusals: mongoose.trusted({ $gt: 0 }) },
    { $set: { refusals: 0 } },
  );
}
