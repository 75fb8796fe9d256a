import mongoose, { Schema } from "mongoose";
import type { Id } from "#shared/ids";
import { type MailKind, mailKinds } from "#shared/notifications/mailings.contract";

/** Of which posts of a thread a mail tells: from a place up to another, which is not told of. */
export interface MailedRange {
  threadId: Id;
  from: number;
  to: number;
}

/** `planned` has to go out; `dropped` had nothing left to say; `failed` was given up, for a reason. */
const states = ["planned", "sent", "dropped", "failed"] as const;
type MailingState = (typeof states)[number];

/**
 * One mail that has to go out once. It is planned together with what says that it is planned, and is there until it is
 * known what became of it; whoever means to hand it to the mail server claims it first.
 */
export interface MailingRecord {
  /**
   * `personId:thread:threadId:from`, `personId:digest:when`, or `personId:direct:` and an id that stands in
   * the notices of which it tells: the same mail is not planned twice.
   */
  _id: string;
  personId: Id;
  kind: MailKind;
  /** Empty for what is said to themselves: each notice names the mail that tells of it. */
  ranges: MailedRange[];
  /** Threads of which a digest only says that there are more. */
  more: number;
  /** What was said before is not told. */
  since: number;
  state: MailingState;
  /** When somebody may try; while somebody does, when they are taken for dead. Null once it is known what became of it. */
  tryAt: number | null;
  attempts: number;
  plannedAt: number;
  /** Why it did not go out at the last attempt; the mail server's code, never its words. */
  problem: string;
  /** When it was known what became of it: it is forgotten a while later. */
  doneAt: Date | null;
}

const QUARTER = 90 * 24 * 60 * 60;

const mailing = new Schema<MailingRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    kind: { type: String, enum: mailKinds, required: true },
    ranges: { type: [Schema.Types.Mixed], required: true } as never,
    more: { type: Number, required: true },
    since: { type: Number, required: true },
    state: { type: String, enum: states, required: true },
    tryAt: { type: Number, default: null },
    attempts: { type: Number, required: true },
    plannedAt: { type: Number, required: true },
    problem: { type: String, default: "" },
    doneAt: { type: Date, default: null },
  },
  { versionKey: false, collection: "mailings", strict: "throw" },
);
mailing.index({ tryAt: 1, _id: 1 });
mailing.index({ doneAt: 1 }, { expireAfterSeconds: QUARTER });

export const Mailing = mongoose.model("Mailing", mailing);

/** Plans mails and answers them as they are planned: one that was planned before stays as it was. */
export async function keepMailings(records: readonly MailingRecord[]): Promise<MailingRecord[]> {
  if (records.length === 0) return [];
  await Mailing.bulkWrite(
    records.map(({ _id, ...planned }) => ({
      updateOne: { filter: { _id }, update: { $setOnInsert: planned }, upsert: true },
    })),
  );
  const ids = records.map(({ _id }) => _id);
  return await Mailing.find({ _id: mongoose.trusted({ $in: ids }) }).lean<MailingRecord[]>();
}

/** Mails for which it is time to try, the longest due first. */
export async function listDueMailings(now: number, limit: number): Promise<MailingRecord[]> {
  return await Mailing.find({ tryAt: mongoose.trusted({ $lte: now }) })
    .sort({ tryAt: 1, _id: 1 })
    .limit(limit)
    .lean<MailingRecord[]>();
}

/** Takes a mail to try it, until that time; null where somebody else was quicker. */
export async function claim(
  { _id, attempts, tryAt }: MailingRecord,
  until: number,
): Promise<MailingRecord | null> {
  return await Mailing.findOneAndUpdate(
    { _id, attempts, tryAt, state: "planned" },
    { $set: { tryAt: until }, $inc: { attempts: 1 } },
    { returnDocument: "after" },
  ).lean<MailingRecord>();
}

/** Says that whoever claimed it is still at it; false where somebody else has it by now. */
export async function keepClaim({ _id, attempts }: MailingRecord, until: number): Promise<boolean> {
  const { matchedCount } = await Mailing.updateOne(
    { _id, attempts, state: "planned" },
    { $set: { tryAt: until } },
  );
  return matchedCount === 1;
}

/** Notes what became of a mail. */
export async function settle(
  { _id, attempts }: MailingRecord,
  state: Exclude<MailingState, "planned">,
  problem: string,
  now: number,
): Promise<void> {
  await Mailing.updateOne(
    { _id, attempts, state: "planned" },
    { $set: { state, problem, tryAt: null, doneAt: new Date(now) } },
  );
}

/** Leaves a mail to be tried again at a time. */
export async function tryLater({ _id, attempts }: MailingRecord, problem: string, at: number): Promise<void> {
  await Mailing.updateOne({ _id, attempts, state: "planned" }, { $set: { problem, tryAt: at } });
}
