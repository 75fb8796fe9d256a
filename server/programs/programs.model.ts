import mongoose, { Schema } from "mongoose";
import { changing, keep } from "#server/database/kept";
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
  const known = await Program.findOne({ key }).lean<ProgramRecord>();
  if (known !== null) return known;
  const kept = await changing(["programs"], (session) =>
    Program.findOneAndUpdate(
      { key },
      { $setOnInsert: { _id: newId(), ...others } },
      { upsert: true, returnDocument: "after", setDefaultsOnInsert: false, session },
    ).lean<ProgramRecord>(),
  );
  return kept as ProgramRecord;
}

/** Those of the programs that exist, in no order. */
export async function listProgramsById(ids: readonly string[]): Promise<ProgramRecord[]> {
  return [...(await byId.get(ids)).values()];
}

const byId = keep<ProgramRecord>("programs", {
  most: 2_000,
  async read(ids) {
    const records = await Program.find({ _id: mongoose.trusted({ $in: [...ids] }) }).lean<ProgramRecord[]>();
    return new Map(records.map((record) => [record._id, record]));
  },
});

/** The programs of which a campus is a member. */
export async function listProgramsOf(campusId: string): Promise<readonly ProgramRecord[]> {
  return (await ofCampuses.get([campusId])).get(campusId) ?? [];
}

const ofCampuses = keep<ProgramRecord[]>("programs", {
  most: 5_000,
  async read(campusIds) {
    const among = { campusIds: mongoose.trusted({ $in: [...campusIds] }) };
    const records = await Program.find(among).lean<ProgramRecord[]>();
    return new Map(campusIds.map((id) => [id, records.filter((record) => record.campusIds.includes(id))]));
  },
});
