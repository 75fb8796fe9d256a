import mongoose, { Schema } from "mongoose";
import type { Id } from "#shared/ids";

/** Up to whom everybody has been given something by default. */
interface EnrolmentRecord {
  _id: string;
  personId: Id;
}

const enrolment = new Schema<EnrolmentRecord>(
  { _id: { type: String, required: true }, personId: { type: String, required: true } },
  { versionKey: false, collection: "enrolments", strict: "throw" },
);

export const Enrolment = mongoose.model("Enrolment", enrolment);

/** The last person who was written down, or null. */
export async function findEnrolled(): Promise<Id | null> {
  return (await Enrolment.findById(MAIL).lean<EnrolmentRecord>())?.personId ?? null;
}

/** Notes who was the last; it only goes forward. */
export async function noteEnrolled(personId: Id): Promise<void> {
  await Enrolment.updateOne({ _id: MAIL }, { $max: { personId } }, { upsert: true });
}

const MAIL = "mail";
