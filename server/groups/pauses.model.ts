import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";

/**
 * That somebody reads in a group and does not speak, or speaks slowly. It outlasts their leaving: whoever comes back is still
 * paused.
 */
export interface PauseRecord {
  /** `groupId:personId`: there is one at a time. */
  _id: string;
  /** Made by the device, so that what arrives twice is done once. */
  pauseId: Id;
  groupId: Id;
  personId: Id;
  /** When it ends by itself, in milliseconds since the epoch. */
  until: number;
  /** How many seconds they wait between two things that they say; 0 where they say nothing. */
  pace: number;
  /** When they last said something, in milliseconds since the epoch; or when it began, where they have not since. */
  spokeAt: number;
  reason: string;
  norm: string;
}

const pause = new Schema<PauseRecord>(
  {
    _id: { type: String, required: true },
    pauseId: { type: String, required: true },
    groupId: { type: String, required: true },
    personId: { type: String, required: true },
    until: { type: Number, required: true },
    pace: { type: Number, default: 0 },
    spokeAt: { type: Number, default: 0 },
    reason: { type: String, required: true },
    norm: { type: String, default: "" },
  },
  { versionKey: false, collection: "pauses", strict: "throw" },
);
pause.index({ personId: 1, until: 1 });

export const Pause = mongoose.model("Pause", pause);

/** How somebody is paused in a group now, or null. */
export async function findPause(
  groupId: Id,
  personId: Id,
  session: Session | null = null,
): Promise<PauseRecord | null> {
  const running = { _id: idOf(groupId, personId), until: stillRunning() };
  return await Pause.findOne(running).session(session).lean<PauseRecord>();
}

/** Every pause of some people that runs now, in no order. */
export async function listPausesOf(personIds: readonly Id[]): Promise<PauseRecord[]> {
  if (personIds.length === 0) return [];
  const among = mongoose.trusted({ $in: [...new Set(personIds)] });
  return await Pause.find({ personId: among, until: stillRunning() }).lean<PauseRecord[]>();
}

/** Pauses somebody, over whatever pause is over. */
export async function keepPause(given: Omit<PauseRecord, "_id">, session: Session): Promise<void> {
  const _id = idOf(given.groupId, given.personId);
  await Pause.updateOne({ _id }, { $set: given }, { session, upsert: true });
}

/** Notes that somebody who speaks slowly speaks now. Of two at once the transaction of one is done again. */
export async function noteSpoken({ _id }: PauseRecord, spokeAt: number, session: Session): Promise<void> {
  await Pause.updateOne({ _id }, { $set: { spokeAt } }, { session });
}

/** Ends somebody's pause; false where none runs. */
export async function dropPause(groupId: Id, personId: Id, session: Session): Promise<boolean> {
  const running = { _id: idOf(groupId, personId), until: stillRunning() };
  return (await Pause.deleteOne(running, { session })).deletedCount > 0;
}

function stillRunning() {
  return mongoose.trusted({ $gt: Date.now() });
}

function idOf(groupId: Id, personId: Id): string {
  return `${groupId}:${personId}`;
}
