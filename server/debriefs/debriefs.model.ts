import mongoose, { type ClientSession, Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { conflict } from "#server/errors";
import type { SegmentView } from "#shared/convenings/convenings.contract";
import type { Attribution, Stage } from "#shared/debriefs/debriefs.contract";
import { attributions, stages } from "#shared/debriefs/debriefs.contract";
import type { Id } from "#shared/ids";

/**
 * One campus's debrief of one convening, or a room of a group's own: what is fixed when it is scheduled. What happens in it
 * is its log.
 */
export interface DebriefRecord {
  _id: Id;
  /** Null in a group's own room, as its campus is. */
  conveningId: Id | null;
  campusId: Id | null;
  /** Null where a campus debriefs. */
  groupId: Id | null;
  /** What a group's own room is called; empty where it is the convening's title. */
  title: string;
  startsAt: Date;
  minutes: number;
  place: string;
  attribution: Attribution;
  code: string;
  /** The guide as it was when the debrief was scheduled; later versions do not change a room. */
  segments: SegmentView[];
  /** Follows the log, in the transaction that adds to it, so that lists need not fold every room. */
  stage: Stage;
}

const debrief = new Schema<DebriefRecord>(
  {
    _id: { type: String, required: true },
    conveningId: { type: String, default: null },
    campusId: { type: String, default: null },
    groupId: { type: String, default: null },
    title: { type: String, default: "" },
    startsAt: { type: Date, required: true },
    minutes: { type: Number, required: true },
    place: { type: String, default: "" },
    attribution: { type: String, enum: attributions, required: true },
    code: { type: String, required: true },
    segments: { type: [Schema.Types.Mixed], required: true } as never,
    stage: { type: String, enum: stages, required: true, default: "scheduled" },
  },
  { versionKey: false, collection: "debriefs", strict: "throw" },
);
debrief.index(
  { conveningId: 1, campusId: 1 },
  { unique: true, partialFilterExpression: { conveningId: { $type: "string" } } },
);
debrief.index({ code: 1 }, { unique: true });
debrief.index({ conveningId: 1, startsAt: -1, _id: -1 });
debrief.index({ campusId: 1, startsAt: -1, _id: -1 });
debrief.index({ groupId: 1, startsAt: -1, _id: -1 });

export const Debrief = mongoose.model("Debrief", debrief);

/** Schedules it. A campus debriefs a convening once; the same id again is the same debrief. */
export async function insertDebrief(record: DebriefRecord): Promise<void> {
  try {
    await Debrief.create(record);
  } catch (error) {
    if (isDuplicate(error, "conveningId")) {
      throw conflict("alreadyScheduled", "Your campus has a debrief of this convening already.");
    }
    throw error;
  }
}

/** Lets the stage of the lists follow the log. */
export async function followStage(debriefId: Id, stage: Stage, session: ClientSession): Promise<void> {
  await Debrief.updateOne({ _id: debriefId }, { $set: { stage } }, { session });
}

/** A keyset position in a list that runs from the latest start to the earliest. */
export interface Before {
  startsAt: number;
  id: Id;
}

/** Debriefs of one convening or one campus, or the rooms of one group, the latest start first. */
export async function listDebriefRecords(
  of: { conveningId: Id } | { campusId: Id } | { groupId: Id },
  before: Before | null,
  limit: number,
): Promise<DebriefRecord[]> {
  // The bound on startsAt alone walks the index; the alternatives only tell apart those that start together.
  const rest = before && {
    startsAt: mongoose.trusted({ $lte: new Date(before.startsAt) }),
    $or: [
      { startsAt: mongoose.trusted({ $lt: new Date(before.startsAt) }) },
      { _id: mongoose.trusted({ $lt: before.id }) },
    ],
  };
  return await Debrief.find({ ...of, ...rest })
    .sort({ startsAt: -1, _id: -1 })
    .limit(limit)
    .lean();
}

/** Those of the debriefs that exist, in no order. */
export async function listDebriefsById(ids: readonly Id[]): Promise<DebriefRecord[]> {
  return await Debrief.find({ _id: mongoose.trusted({ $in: [...ids] }) }).lean();
}

/** The debrief behind a join code, however it was spaced and cased. */
export async function findByCode(code: string): Promise<DebriefRecord | null> {
  const [, word, number] = /^([a-z]+)\s*-?\s*(\d+)$/i.exec(code.trim()) ?? [];
  if (word === undefined || number === undefined) return null;
  return await Debrief.findOne({ code: `${word.toUpperCase()} ${number}` }).lean<DebriefRecord>();
}
