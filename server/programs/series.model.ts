import mongoose, { Schema } from "mongoose";
import { newId } from "#shared/ids";

export interface SeriesFacts {
  programId: string;
  title: string;
  /** The membership year, such as `2023-24`. */
  year: string;
  sessionMinutes: number;
  debriefMinutes: number;
  /** Null where the program names no quota. */
  seatsPerInstitution: number | null;
}

/** A year's series of a program's convenings. */
export interface SeriesRecord extends SeriesFacts {
  _id: string;
}

const series = new Schema<SeriesRecord>(
  {
    _id: { type: String, required: true },
    programId: { type: String, required: true },
    title: { type: String, required: true },
    year: { type: String, required: true },
    sessionMinutes: { type: Number, required: true },
    debriefMinutes: { type: Number, required: true },
    seatsPerInstitution: { type: Number, default: null },
  },
  { versionKey: false, collection: "series", strict: "throw" },
);
series.index({ programId: 1, title: 1 }, { unique: true });

export const Series = mongoose.model("Series", series);

/** Stores a series unless the program has one of that title already. */
export async function keepSeries({ programId, title, ...others }: SeriesFacts): Promise<SeriesRecord> {
  const kept = await Series.findOneAndUpdate(
    { programId, title },
    { $setOnInsert: { _id: newId(), ...others } },
    { upsert: true, returnDocument: "after", setDefaultsOnInsert: false },
  ).lean<SeriesRecord>();
  return kept as SeriesRecord;
}

/** Those of the series that exist, in no order. */
export async function listSeriesRecords(ids: readonly string[]): Promise<SeriesRecord[]> {
  return await Series.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<SeriesRecord[]>();
}
