import mongoose, { Schema } from "mongoose";
import { keep } from "#server/database/kept";
import { newId } from "#shared/ids";
import { type Language, languages } from "#shared/languages";
import { type NameKeys, nameKeysOf, nameWordsOf } from "#shared/people/names";

/** A person with an account. The accounts feature's library writes the same collection, in the same form. */
export interface PersonRecord extends NameKeys {
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
    nameKey: { type: String, default: "" },
    nameStarts: { type: [String], default: [] },
  },
  { versionKey: false, collection: "people", strict: "throw" },
);
// Named as the accounts library names it, so that whichever comes first, the other finds its index there.
person.index({ email: 1 }, { unique: true, name: "people_email_uidx" });
person.index({ nameStarts: 1, campusId: 1, emailVerified: 1, nameKey: 1, _id: 1 });

export const Person = mongoose.model("Person", person);

/** Those of the people that exist, in no order. */
export async function listPersonRecords(ids: readonly string[]): Promise<PersonRecord[]> {
  return await Person.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<PersonRecord[]>();
}

/** How a person is named beside what they do. */
export type PersonName = Pick<PersonRecord, "_id" | "name" | "unit">;

/** How those of the people who exist are named, by id. */
export const personNames = keep<PersonName>("people", {
  most: 20_000,
  async read(ids) {
    const among = { _id: mongoose.trusted({ $in: [...ids] }) };
    const records = await Person.find(among, { name: 1, unit: 1 }).lean<PersonName[]>();
    return new Map(records.map((record) => [record._id, record]));
  },
});

/** The people with one of those addresses who have confirmed it, in no order. */
export async function listConfirmedPeople(addresses: readonly string[]): Promise<PersonRecord[]> {
  const people = await Person.find({ email: mongoose.trusted({ $in: [...new Set(addresses)] }) }).lean<
    PersonRecord[]
  >();
  return people.filter(({ emailVerified }) => emailVerified);
}

/** Stores a person unless one with that address is there already, and answers whichever is. */
export async function keepPerson(
  facts: Omit<PersonRecord, "_id" | "createdAt" | "updatedAt" | keyof NameKeys>,
): Promise<PersonRecord> {
  const { email, ...others } = facts;
  const now = new Date();
  const kept = await Person.findOneAndUpdate(
    { email },
    { $setOnInsert: { _id: newId(), ...others, ...nameKeysOf(facts.name), createdAt: now, updatedAt: now } },
    { upsert: true, returnDocument: "after", setDefaultsOnInsert: false },
  ).lean<PersonRecord>();
  return kept as PersonRecord;
}

/** The confirmed people of some campuses of whose names words begin as written, by name, from after a place on. */
export async function listPeopleByName(
  written: string,
  campusIds: readonly string[],
  after: { nameKey: string; id: string } | null,
  limit: number,
): Promise<PersonRecord[]> {
  // The longest tells most: the index is read by it, and the others are asked of what it finds.
  const starts = nameWordsOf(written).sort((one, other) => other.length - one.length);
  if (starts.length === 0 || campusIds.length === 0) return [];
  const [first, ...others] = starts.slice(0, MOST_WORDS);
  // The bound on the name alone walks the index; the alternatives only tell apart those of one name.
  const rest = after && {
    nameKey: mongoose.trusted({ $gte: after.nameKey }),
    $or: [
      { nameKey: mongoose.trusted({ $gt: after.nameKey }) },
      { _id: mongoose.trusted({ $gt: after.id }) },
    ],
  };
  return await Person.find({
    nameStarts: first,
    campusId: mongoose.trusted({ $in: [...campusIds] }),
    emailVerified: true,
    ...(others.length > 0 && { $and: others.map((start) => ({ nameStarts: start })) }),
    ...rest,
  } as never)
    .sort({ nameKey: 1, _id: 1 })
    .limit(limit)
    .lean<PersonRecord[]>();
}

/** Everybody, in the order in which they came, from after an id on. */
export async function listPeopleAfter(id: string, limit: number): Promise<PersonRecord[]> {
  return await Person.find({ _id: mongoose.trusted({ $gt: id }) })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<PersonRecord[]>();
}

/** Nobody writes more of a name than that. */
const MOST_WORDS = 6;

/** Works out by what those are found who were stored without it. */
export async function fillNameKeys(): Promise<void> {
  for (let after = ""; ; ) {
    const people = await Person.find({ _id: mongoose.trusted({ $gt: after }) }, { name: 1 })
      .sort({ _id: 1 })
      .limit(500)
      .lean<Pick<PersonRecord, "_id" | "name">[]>();
    const last = people.at(-1);
    if (last === undefined) return;
    await Person.bulkWrite(
      people.map(({ _id, name }) => ({ updateOne: { filter: { _id }, update: { $set: nameKeysOf(name) } } })),
    );
    after = last._id;
  }
}
