import mongoose, { Schema } from "mongoose";
import type { GuideView } from "#shared/convenings/convenings.contract";
import { newId } from "#shared/ids";

export interface ConveningFacts {
  programId: string;
  seriesId: string;
  /** The series' membership year, held here too because lists run by it. */
  year: string;
  /** Its place in the series, from 1. */
  place: number;
  title: string;
  /** Null while no date is known. */
  startsAt: Date | null;
  minutes: number;
  /** Null while the alliance has published none: then the default guide is run. */
  guide: GuideView | null;
}

/** An expert session. */
export interface ConveningRecord extends ConveningFacts {
  _id: string;
}

const convening = new Schema<ConveningRecord>(
  {
    _id: { type: String, required: true },
    programId: { type: String, required: true },
    seriesId: { type: String, required: true },
    year: { type: String, required: true },
    place: { type: Number, required: true },
    title: { type: String, required: true },
    startsAt: { type: Date, default: null },
    minutes: { type: Number, required: true },
    guide: { type: Schema.Types.Mixed, default: null },
  },
  { versionKey: false, collection: "convenings", strict: "throw" },
);
convening.index({ seriesId: 1, place: 1 }, { unique: true });
convening.index({ programId: 1, year: -1, seriesId: 1, place: 1 });

export const Convening = mongoose.model("Convening", convening);

/** Stores a convening unless its series has one in that place already; what people have changed since stays. */
export async function keepConvening({
  seriesId,
  place,
  ...others
}: ConveningFacts): Promise<ConveningRecord> {
  const kept = await Convening.findOneAndUpdate(
    { seriesId, place },
    { $setOnInsert: { _id: newId(), ...others } },
    { upsert: true, returnDocument: "after", setDefaultsOnInsert: false },
  ).lean<ConveningRecord>();
  return kept as ConveningRecord;
}

/** Where a page of convenings goes on: newest year first, within it by series and place. */
export interface AfterConvening {
  year: string;
  seriesId: string;
  place: number;
}

/** Convenings of those programs in the order of their lists. */
export async function listConveningRecords(
  programIds: readonly string[],
  after: AfterConvening | null,
  limit: number,
): Promise<ConveningRecord[]> {
  const rest = after && {
    $or: [
      { year: mongoose.trusted({ $lt: after.year }) },
      { year: after.year, seriesId: mongoose.trusted({ $gt: after.seriesId }) },
      { year: after.year, seriesId: after.seriesId, place: mongoose.trusted({ $gt: after.place }) },
    ],
  };
  return await Convening.find({ programId: mongoose.trusted({ $in: [...programIds] }), ...rest })
    .sort({ year: -1, seriesId: 1, place: 1 })
    .limit(limit)
    .lean<ConveningRecord[]>();
}

/** Those of the convenings that exist, in no order. */
export async function listConveningsById(ids: readonly string[]): Promise<ConveningRecord[]> {
  if (ids.length === 0) return [];
  return await Convening.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<
    ConveningRecord[]
  >();
}
