import mongoose, { Schema } from "mongoose";
import { rereader } from "#server/database/reread";
import type { Session } from "#server/database/transaction";
import { type FollowLevel, followLevels } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";

/** How far a person has read a thread, and how closely they follow it. Nobody else's business. */
export interface ReadingRecord {
  /** `personId:threadId`. */
  _id: string;
  personId: Id;
  threadId: Id;
  /** The first place that is not read yet. */
  readTo: number;
  level: FollowLevel;
  /** When they last had to do with it. */
  touchedAt: number;
  /** When they last said something there. */
  spokeAt?: number;
  /** Something of theirs was held there once: else nobody need look for any. */
  hasHeld?: boolean;
}

const reading = new Schema<ReadingRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    threadId: { type: String, required: true },
    readTo: { type: Number, required: true, default: 0 },
    level: { type: String, enum: followLevels, required: true, default: "normal" },
    touchedAt: { type: Number, required: true },
    spokeAt: { type: Number },
    hasHeld: { type: Boolean },
  },
  { versionKey: false, collection: "threadReadings", strict: "throw" },
);
reading.index({ personId: 1, level: 1, touchedAt: -1 });

export const Reading = mongoose.model("ThreadReading", reading);
const rereadReadings = rereader<ReadingRecord>(Reading, { most: 2_000_000 });

/** Notes how far somebody has read, and answers how far that is: it only goes back where that is asked for. */
export async function noteReading(
  personId: Id,
  threadId: Id,
  readTo: number,
  isBack: boolean,
): Promise<number> {
  const touchedAt = Date.now();
  const kept = await Reading.findOneAndUpdate(
    { _id: idOf(personId, threadId) },
    {
      ...(isBack ? { $set: { readTo, touchedAt } } : { $max: { readTo }, $set: { touchedAt } }),
      $setOnInsert: { personId, threadId, level: "normal" },
    },
    { upsert: true, returnDocument: "after", setDefaultsOnInsert: false },
  ).lean<ReadingRecord>();
  return (kept as ReadingRecord).readTo;
}

/** Notes how closely somebody follows a thread. */
export async function setLevel(personId: Id, threadId: Id, level: FollowLevel): Promise<void> {
  await Reading.updateOne(
    { _id: idOf(personId, threadId) },
    { $set: { level, touchedAt: Date.now() }, $setOnInsert: { personId, threadId, readTo: 0 } },
    { upsert: true, setDefaultsOnInsert: false },
  );
}

/**
 * Notes that somebody has spoken, and when: they have read that far and follow from here on, or watch what they have begun,
 * unless they chose otherwise.
 */
export async function noteSpeaker(
  personId: Id,
  threadId: Id,
  readTo: number,
  level: "follow" | "watch",
  spokeAt = 0,
): Promise<void> {
  const _id = idOf(personId, threadId);
  await Reading.collection.bulkWrite([
    {
      updateOne: {
        filter: { _id } as never,
        update: {
          $max: { readTo, spokeAt },
          $set: { touchedAt: Date.now() },
          $setOnInsert: { personId, threadId, level },
        },
        upsert: true,
      },
    },
    { updateOne: { filter: { _id, level: "normal" } as never, update: { $set: { level } } } },
  ]);
}

/** When somebody last spoke in a thread, as it is in this transaction; null where that is not known. */
export async function findSpokeAt(personId: Id, threadId: Id, session: Session): Promise<number | null> {
  const reading = await Reading.findById(idOf(personId, threadId), { spokeAt: 1 })
    .session(session)
    .lean<ReadingRecord>();
  return reading?.spokeAt ?? null;
}

/** Notes that somebody speaks, in the transaction in which they do: of two at once one sees the other. */
export async function setSpokeAt(
  personId: Id,
  threadId: Id,
  spokeAt: number,
  session: Session,
): Promise<void> {
  await Reading.updateOne(
    { _id: idOf(personId, threadId) },
    {
      $set: { spokeAt, touchedAt: spokeAt },
      $setOnInsert: { personId, threadId, level: "follow", readTo: 0 },
    },
    { upsert: true, setDefaultsOnInsert: false, session },
  );
}

/** Notes that something of theirs is held in a thread; and where they have just said it, when. */
export async function noteHeld(
  personId: Id,
  threadId: Id,
  spokeAt: number,
  session?: Session,
): Promise<void> {
  await Reading.updateOne(
    { _id: idOf(personId, threadId) },
    {
      $set: { hasHeld: true, touchedAt: Date.now() },
      $max: { spokeAt },
      $setOnInsert: { personId, threadId, level: "follow", readTo: 0 },
    },
    { upsert: true, setDefaultsOnInsert: false, ...(session ? { session } : {}) },
  );
}

/** Notes of people how far they have read a thread that they have not opened yet; what is noted already stays. */
export async function insertMissingReadings(readings: readonly Omit<ReadingRecord, "_id">[]): Promise<void> {
  if (readings.length === 0) return;
  await Reading.bulkWrite(
    readings.map(({ personId, threadId, ...reading }) => ({
      updateOne: {
        filter: { _id: idOf(personId, threadId) },
        update: { $setOnInsert: { personId, threadId, ...reading } },
        upsert: true,
      },
    })),
    { ordered: false },
  );
}

/** What is noted of those threads for that person, by thread. */
export async function listReadings(personId: Id, threadIds: readonly Id[]): Promise<Map<Id, ReadingRecord>> {
  const ids = threadIds.map((threadId) => idOf(personId, threadId));
  const records = await rereadReadings({ _id: { $in: ids } });
  return new Map(records.map((record) => [record.threadId, record]));
}

/** What is noted of a thread for some people, by person; looked up one by one, so that many other readers cost nothing. */
export async function listReadingsAmong(
  threadId: Id,
  personIds: readonly Id[],
): Promise<Map<Id, ReadingRecord>> {
  const ids = personIds.map((personId) => idOf(personId, threadId));
  const records = await Reading.find({ _id: mongoose.trusted({ $in: ids }) }).lean<ReadingRecord[]>();
  return new Map(records.map((record) => [record.personId, record]));
}

/** The threads that somebody follows, at most so many: those with which they last had to do. */
export async function listFollowedReadings(personId: Id, limit: number): Promise<ReadingRecord[]> {
  return await Reading.find({ personId, level: mongoose.trusted({ $in: ["follow", "watch"] }) })
    .sort({ touchedAt: -1 })
    .limit(limit)
    .lean<ReadingRecord[]>();
}

function idOf(personId: Id, threadId: Id): string {
  return `${personId}:${threadId}`;
}
