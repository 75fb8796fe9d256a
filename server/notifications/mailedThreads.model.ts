import mongoose, { Schema } from "mongoose";
import type { Id } from "#shared/ids";

/** How far a thread was mailed to somebody, and whether they want mails of it. */
export interface MailedThreadRecord {
  /** `personId:threadId`. */
  _id: string;
  /** The first place of which no mail was planned. */
  mailedTo: number;
  /** They ended the mails of this thread. */
  isOff: boolean;
}

const mailedThread = new Schema<MailedThreadRecord>(
  {
    _id: { type: String, required: true },
    mailedTo: { type: Number, required: true, default: 0 },
    isOff: { type: Boolean, required: true, default: false },
  },
  { versionKey: false, collection: "mailedThreads", strict: "throw" },
);

export const MailedThread = mongoose.model("MailedThread", mailedThread);

/** What is kept of those threads for that person, by thread. */
export async function listMailedThreads(
  personId: Id,
  threadIds: readonly Id[],
): Promise<Map<Id, MailedThreadRecord>> {
  const ids = threadIds.map((threadId) => idOf(personId, threadId));
  const records = await MailedThread.find({ _id: mongoose.trusted({ $in: ids }) }).lean<
    MailedThreadRecord[]
  >();
  return new Map(records.map((record) => [record._id.split(":")[1] as Id, record]));
}

/** Notes how far threads are mailed; it never goes back. */
export async function noteMailed(
  personId: Id,
  threads: readonly { threadId: Id; to: number }[],
): Promise<void> {
  if (threads.length === 0) return;
  await MailedThread.bulkWrite(
    threads.map(({ threadId, to }) => ({
      updateOne: {
        filter: { _id: idOf(personId, threadId) },
        update: { $max: { mailedTo: to }, $setOnInsert: { isOff: false } },
        upsert: true,
      },
    })),
  );
}

/** Ends the mails of a thread to somebody, or begins them again. */
export async function turnThread(personId: Id, threadId: Id, isOff: boolean): Promise<void> {
  await MailedThread.updateOne(
    { _id: idOf(personId, threadId) },
    { $set: { isOff }, $setOnInsert: { mailedTo: 0 } },
    { upsert: true },
  );
}

function idOf(personId: Id, threadId: Id): string {
  return `${personId}:${threadId}`;
}
