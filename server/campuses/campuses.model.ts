import mongoose, { Schema } from "mongoose";
import { changing, keep } from "#server/database/kept";
import { campusGlyphs, campusHues } from "#shared/campuses/campuses.contract";
import { newId } from "#shared/ids";

/** What is known of an institution before it is stored. */
export interface CampusFacts {
  /** A short stable word, unique in the deployment. */
  key: string;
  name: string;
  shortName: string;
  /** In their ASCII form, lower case. */
  emailDomains: string[];
  /** IANA name. */
  timeZone: string;
  hue: (typeof campusHues)[number];
  glyph: (typeof campusGlyphs)[number];
}

export interface CampusRecord extends CampusFacts {
  _id: string;
}

const campus = new Schema<CampusRecord>(
  {
    _id: { type: String, required: true },
    key: { type: String, required: true },
    name: { type: String, required: true },
    shortName: { type: String, required: true },
    emailDomains: { type: [String], required: true },
    timeZone: { type: String, required: true },
    hue: { type: String, enum: campusHues, required: true },
    glyph: { type: String, enum: campusGlyphs, required: true },
  },
  { versionKey: false, collection: "campuses", strict: "throw" },
);
campus.index({ key: 1 }, { unique: true });

export const Campus = mongoose.model("Campus", campus);

/** Stores a campus unless one of that key is there already; what people have changed since stays as they left it. */
export async function keepCampus(facts: CampusFacts): Promise<CampusRecord> {
  const { key, ...others } = facts;
  const known = await Campus.findOne({ key }).lean<CampusRecord>();
  if (known !== null) return known;
  const kept = await changing(["campuses"], (session) =>
    Campus.findOneAndUpdate(
      { key },
      { $setOnInsert: { _id: newId(), ...others } },
      { upsert: true, returnDocument: "after", setDefaultsOnInsert: false, session },
    ).lean<CampusRecord>(),
  );
  return kept as CampusRecord;
}

/** Those of the campuses that exist, in no order. */
export async function listCampusRecords(ids: readonly string[]): Promise<CampusRecord[]> {
  return [...(await byId.get(ids)).values()];
}

const byId = keep<CampusRecord>("campuses", {
  most: 5_000,
  async read(ids) {
    const records = await Campus.find({ _id: mongoose.trusted({ $in: [...ids] }) }).lean<CampusRecord[]>();
    return new Map(records.map((record) => [record._id, record]));
  },
});
