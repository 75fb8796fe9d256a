import mongoose, { Schema } from "mongoose";
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
  const kept = await Campus.findOneAndUpdate(
    { key },
    { $setOnInsert: { _id: newId(), ...others } },
    { upsert: true, returnDocument: "after", setDefaultsOnInsert: false },
  ).lean<CampusRecord>();
  return kept as CampusRecord;
}

/** Those of the campuses that exist, in no order. */
export async function listCampusRecords(ids: readonly string[]): Promise<CampusRecord[]> {
  return await Campus.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<CampusRecord[]>();
}
