import { type KeptMessage, Outbox } from "./outbox.model";

/** The latest messages that were kept instead of sent, newest first. */
export async function listOutbox(limit = 50) {
  const messages = await Outbox.find().sort({ _id: -1 }).limit(limit).lean<KeptMessage[]>();
  return messages.map(({ _id, to, subject, text, at }) => ({ id: _id, to, subject, text, at: at.getTime() }));
}
