import mongoose, { Schema } from "mongoose";
import { newId } from "#shared/ids";

/** A message kept instead of sent, where no mail server is configured. */
export interface KeptMessage {
  _id: string;
  to: string;
  subject: string;
  text: string;
  at: Date;
  /** Of a letter that may be sent again: it is kept once. */
  messageId?: string;
}

const WEEK = 7 * 24 * 60 * 60;

const keptMessage = new Schema<KeptMessage>(
  {
    _id: { type: String, default: () => newId() },
    to: { type: String, required: true },
    subject: { type: String, required: true },
    text: { type: String, required: true },
    at: { type: Date, required: true },
    messageId: { type: String },
  },
  { versionKey: false, collection: "outbox", strict: "throw" },
);
keptMessage.index({ at: 1 }, { expireAfterSeconds: WEEK });
keptMessage.index(
  { messageId: 1 },
  { unique: true, partialFilterExpression: { messageId: { $exists: true } } },
);

export const Outbox = mongoose.model("KeptMessage", keptMessage);

/** Keeps a message; one that has a name of its own is kept once, however often it is sent. */
export async function keepMessage(
  message: Omit<KeptMessage, "_id" | "messageId">,
  messageId?: string,
): Promise<void> {
  if (messageId === undefined) await Outbox.create(message);
  else
    await Outbox.updateOne(
      { messageId },
      { $setOnInsert: { _id: newId(), ...message } },
      { upsert: true, setDefaultsOnInsert: false },
    );
}

/** Kept messages, newest first, from before the one named. */
export async function listKept(before: string | null, limit: number): Promise<KeptMessage[]> {
  return await Outbox.find(before === null ? {} : { _id: mongoose.trusted({ $lt: before }) })
    .sort({ _id: -1 })
    .limit(limit)
    .lean<KeptMessage[]>();
}
