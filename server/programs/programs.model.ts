import mongoose, { Schema } from "mongoose";
import { newId } from "#shared/ids";

/** What an academy's work looks like; alliances have none of it. */
export interface AcademyFacts {
  sessions: number;
  teamSize: number;
  exampleCohort: { schools: number; people: number };
  projectComponents: string[];
  trackingMonths: number;
  customSessionLengths: string[];
}

export interface ProgramFacts {
  /** A short stable word, unique in the deployment. */
  key: string;
  kind: "alliance" | "academy";
  name: string;
  registrationCategory: string;
  /** IANA name; the program tells its times in it. */
  timeZone: string;
  shape: string;
  membershipYears: string[];
  campusIds: string[];
  /** Null for an alliance. */
  academy: AcademyFacts | null;
}

export interface ProgramRecord extends ProgramFacts {
  _id: string;
}

const program = new Schema<ProgramRecord>(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    kind: { type: String, enum: ["alliance", "academy"], required: true },
    name: { type: String, required: true },
    registrationCategory: { type: String, required: true },
    timeZone: { type: String, required: true },
    shape: { type: String, required: true },
    membershipYears: { type: [String], required: true },
    campusIds: { type: [String], required: true },
    academy: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false, collection: "programs", strict: "throw" },
);
program.index({ key: 1 }, { unique: true });
program.index({ campusIds: 1 });

export const Program = mongoose.model("Program", program);

/** Stores a program unless one of that key is there already; what people have changed since stays as they left it. */
export async function keepProgram(facts: ProgramFacts): Promise<ProgramRecord> {
  const { key, ...others } = facts;
  const kept = await Program.findOneAndUpdate(
    { key },
    { $setOnInsert: { _id: newId(), ...others } },
    { upsert: true, returnDocument: "after", setDefaultsOnInsert: false },
  ).lean<ProgramRecord>();
  return kept as ProgramRecord;
}

/** The programs of a campus, and those of these ids besides. */
export async function listProgramRecords(
  campusId: string | null,
  ids: readonly string[],
): Promise<ProgramRecord[]> {
  const alternatives = [{ campusIds: campusId }, { _id: mongoose.trusted({ $in: [...ids] }) }];
  return await Program.find({ $or: alternatives }).lean<ProgramRecord[]>();
}
