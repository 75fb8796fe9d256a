import mongoose, { Schema } from "mongoose";
import { changing, keep } from "#server/database/kept";
import type { Session } from "#server/database/transaction";
import { conflict } from "#server/errors";
import type { Id } from "#shared/ids";

/** That somebody reads in a room and does not speak. Who was paused stays written, so that a late retry pauses nobody. */
export interface PauseRecord {
  /** `debriefId:personId`: there is one at a time. */
  _id: string;
  /** Made by the device, so that what arrives twice is done once. */
  pauseId: Id;
  debriefId: Id;
  personId: Id;
  /** The facilitator who paused them. */
  by: Id;
  reason: string;
  /** When it began, in milliseconds since the epoch. */
  at: number;
  /** When it ends by itself, or has ended. */
  until: number;
  /** It lasts until the room closes; `until` is then only so late that no room is still open. */
  isUntilClosed: boolean;
}

const COLLECTION = "debriefPauses";

const pause = new Schema<PauseRecord>(
  {
    _id: { type: String, required: true },
    pauseId: { type: String, required: true },
    debriefId: { type: String, required: true },
    personId: { type: String, required: true },
    by: { type: String, required: true },
    reason: { type: String, required: true },
    at: { type: Number, required: true },
    until: { type: Number, required: true },
    isUntilClosed: { type: Boolean, required: true },
  },
  { versionKey: false, collection: COLLECTION, strict: "throw" },
);
pause.index({ personId: 1, until: 1 });
pause.index({ debriefId: 1, until: 1 });

export const RoomPause = mongoose.model("DebriefPause", pause);

const pausesOf = keep<readonly PauseRecord[]>(COLLECTION, {
  most: 20_000,
  async read(personIds) {
    const among = mongoose.trusted({ $in: [...personIds] });
    const records = await RoomPause.find({ personId: among, until: stillRunning() }).lean<PauseRecord[]>();
    // Also for those who are paused nowhere, so that they are not asked about again.
    return new Map(personIds.map((id) => [id, records.filter(({ personId }) => personId === id)]));
  },
});

/** In which rooms somebody is paused now: asked with everything that is said, and remembered, since hardly anybody is. */
export async function listPausesOf(personId: Id): Promise<PauseRecord[]> {
  const known = (await pausesOf.get([personId])).get(personId) ?? [];
  const now = Date.now();
  return known.filter(({ until }) => until > now);
}

/** How somebody is paused in a room now, as the store has it, or null. */
export async function findPause(debriefId: Id, personId: Id): Promise<PauseRecord | null> {
  const running = { _id: idOf(debriefId, personId), until: stillRunning() };
  return await RoomPause.findOne(running).lean<PauseRecord>();
}

/** Every pause that runs in a room now, the one that ends first before the others. */
export async function listPausesIn(debriefId: Id): Promise<PauseRecord[]> {
  return await RoomPause.find({ debriefId, until: stillRunning() }).sort({ until: 1 }).lean<PauseRecord[]>();
}

/** Pauses somebody, together with what else that changes. The same again changes nothing; another while one runs is a conflict. */
export async function keepPause(
  given: Omit<PauseRecord, "_id">,
  also: (session: Session) => Promise<void>,
): Promise<void> {
  const _id = idOf(given.debriefId, given.personId);
  await changing([COLLECTION], async (session) => {
    const known = await RoomPause.findById(_id).session(session).lean<PauseRecord>();
    if (known?.pauseId === given.pauseId) return;
    if (known !== null && known.until > given.at) throw conflict("paused", "They are paused already.");
    await RoomPause.updateOne({ _id }, { $set: given }, { session, upsert: true });
    await also(session);
  });
}

/** Ends somebody's pause, together with what else that changes; where none runs nothing is changed. */
export async function endPause(
  debriefId: Id,
  personId: Id,
  also: (session: Session) => Promise<void>,
): Promise<void> {
  await changing([COLLECTION], async (session) => {
    const running = { _id: idOf(debriefId, personId), until: stillRunning() };
    const ended = await RoomPause.updateOne(running, { $set: { until: Date.now() } }, { session });
    if (ended.modifiedCount > 0) await also(session);
  });
}

/** Ends somebody's pause if it began before that moment, together with what else changes, whether or not it runs still. */
export async function endPauseOfThen(
  { debriefId, personId, at }: Pick<PauseRecord, "debriefId" | "personId" | "at">,
  also: (session: Session) => Promise<void>,
): Promise<void> {
  await changing([COLLECTION], async (session) => {
    const begun = { at: mongoose.trusted({ $lte: at }), until: stillRunning() };
    const running = { _id: idOf(debriefId, personId), ...begun };
    await RoomPause.updateOne(running, { $set: { until: Date.now() } }, { session });
    await also(session);
  });
}

/** The latest pause of each of those in that room, whether or not it runs still, in no order. */
export async function listLatestPauses(
  of: readonly Pick<PauseRecord, "debriefId" | "personId">[],
): Promise<PauseRecord[]> {
  if (of.length === 0) return [];
  const ids = of.map(({ debriefId, personId }) => idOf(debriefId, personId));
  return await RoomPause.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }).lean<PauseRecord[]>();
}

/** Ends what was paused in a room before that moment, and answers whose pauses those were. */
export async function endPausesBefore(debriefId: Id, at: number): Promise<Id[]> {
  const running = (await listPausesIn(debriefId)).filter((pause) => pause.at <= at);
  if (running.length === 0) return [];
  const among = mongoose.trusted({ $in: running.map(({ _id }) => _id) });
  await changing([COLLECTION], (session) =>
    RoomPause.updateMany({ _id: among }, { $set: { until: at } }, { session }),
  );
  return running.map(({ personId }) => personId);
}

function stillRunning() {
  return mongoose.trusted({ $gt: Date.now() });
}

function idOf(debriefId: Id, personId: Id): string {
  return `${debriefId}:${personId}`;
}
