import mongoose, { Schema } from "mongoose";
import { newId } from "#shared/ids";
import { type Language, languages } from "#shared/languages";

/** A person with an account. The accounts feature's library writes the same collection, in the same form. */
export interface PersonRecord {
  _id: string;
  name: string;
  unit: string;
  /** The campus address in its one spelling: lower case, ASCII domain. */
  email: string;
  emailVerified: boolean;
  campusId: string;
  language: Language;
  createdAt: Date;
  updatedAt: Date;
}

const person = new Schema<PersonRecord>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    unit: { type: String, default: "" },
    email: { type: String, required: true },
    emailVerified: { type: Boolean, required: true },
    campusId: { type: String, required: true },
    language: { type: String, enum: languages, required: true },
    createdAt: { type: Date, required: true },
    updatedAt: { type: Date, required: true },
  },
  { versionKey: false, collection: "people", strict: "throw" },
);
// Named as the accounts library names it, so that whichever comes first, the other finds its index there.
person.index({ email: 1 }, { unique: true, name: "people_email_uidx" });

export const Person = mongoose.model("Person", person);

/** Those of the people that exist, in no order. */
export async function listPersonRecords(ids: readonly string[]): Promise<PersonRecord[]> {
  return await Person.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<PersonRecord[]>();
}

/** Stores a person unless one with that address is there already, and answers whichever is. */
export async function keepPerson(
  facts: Omit<PersonRecord, "_id" | "createdAt" | "updatedAt">,
): Promise<PersonRecord> {
  const { email, ...others } = facts;
  const now = new Date();
  const kept = await Person.findOneAndUpdate(
    { email },
    { $setOnInsert: { _id: newId(), ...others, createdAt: now, updatedAt: now } },
    { upsert: true, returnDocument: "after", setDefaultsOnInsert: false },
  ).lean<PersonRecord>();
  return kept as PersonRecord;
}
