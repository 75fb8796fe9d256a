import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { inTransaction, type Session } from "#server/database/transaction";
import { conflict } from "#server/errors";
import type { Id } from "#shared/ids";
import { deedIsAnothers } from "./facts.model";

/** So many messages a line takes; all of them are read at once. */
export const MOST_MESSAGES = 200;
/** Read at once by a facilitator: of those that wait, and of the others. */
const MOST_LINES = 200;

/** One message of a private line. It stands apart from the room's log, so that nothing told to the room can meet it. */
export interface LineMessageRecord {
  /** The deed's id: sent again, it is the same. */
  _id: Id;
  debriefId: Id;
  /** Whose line it is. */
  personId: Id;
  by: Id;
  words: string;
  /** Grows within its line, on whichever server it was taken. */
  at: number;
}

/** How a participant's line stands. There is one once something was written on it. */
export interface LineRecord {
  /** `debriefId:personId`. */
  _id: string;
  debriefId: Id;
  personId: Id;
  messages: number;
  latestAt: number;
  /** When its participant last wrote; 0 before. */
  askedAt: number;
  /** The first that is unanswered; null where nothing is. */
  waitsSince: number | null;
  /** The facilitator who last wrote, or said that no answer is needed. */
  settledBy: Id | null;
  isAnswered: boolean;
  /** How far its participant has read. */
  readAt: number;
}

const lineMessage = new Schema<LineMessageRecord>(
  {
    _id: { type: String, required: true },
    debriefId: { type: String, required: true },
    personId: { type: String, required: true },
    by: { type: String, required: true },
    words: { type: String, required: true },
    at: { type: Number, required: true },
  },
  { versionKey: false, collection: "debriefLineMessages", strict: "throw" },
);
lineMessage.index({ debriefId: 1, personId: 1, at: 1, _id: 1 });

const line = new Schema<LineRecord>(
  {
    _id: { type: String, required: true },
    debriefId: { type: String, required: true },
    personId: { type: String, required: true },
    messages: { type: Number, required: true },
    latestAt: { type: Number, required: true },
    askedAt: { type: Number, required: true },
    waitsSince: { type: Number, default: null },
    settledBy: { type: String, default: null },
    isAnswered: { type: Boolean, required: true },
    readAt: { type: Number, required: true },
  },
  { versionKey: false, collection: "debriefLines", strict: "throw" },
);
line.index({ debriefId: 1, waitsSince: 1, latestAt: 1 });

export const LineMessage = mongoose.model("DebriefLineMessage", lineMessage);
export const Line = mongoose.model("DebriefLine", line);

/** What is written, before it has its place. */
export type NewMessage = Omit<LineMessageRecord, "at">;

/** Whether that very message is there already; refused where its id is another's. */
export async function isEntered(given: NewMessage): Promise<boolean> {
  return isSame(await LineMessage.findById(given._id).lean<LineMessageRecord>(), given);
}

/**
 * Enters a message with how the line then stands, both or neither; one that is there already changes nothing. `upTo` is
 * what a facilitator had read when they wrote: what came later still waits.
 */
export async function enterMessage(given: NewMessage, upTo: number): Promise<void> {
  const enter = () => inTransaction((session) => enterWith(given, upTo, session));
  try {
    await enter();
  } catch (error) {
    // The line's first message, or this very one, came in at the same moment: by now it is there.
    if (!isDuplicate(error)) throw error;
    await enter();
  }
}

/** Notes that what was read up to there needs no answer. Answers whether anything waited. */
export async function settleLine(of: LineOf, settledBy: Id, upTo: number): Promise<boolean> {
  const { modifiedCount } = await Line.updateOne(
    { _id: idOf(of), waitsSince: mongoose.trusted({ $ne: null }), askedAt: mongoose.trusted({ $lte: upTo }) },
    { $set: { waitsSince: null, settledBy, isAnswered: false } },
  );
  return modifiedCount > 0;
}

/** Notes how far its participant has read, never less than before. Answers whether that is news. */
export async function noteRead(of: LineOf, upTo: number): Promise<boolean> {
  const { modifiedCount } = await Line.updateOne(
    { _id: idOf(of), readAt: mongoose.trusted({ $lt: upTo }), latestAt: mongoose.trusted({ $gte: upTo }) },
    { $set: { readAt: upTo } },
  );
  return modifiedCount > 0;
}

/** One line, or null where nothing was written on it yet. */
export async function findLineRecord(of: LineOf): Promise<LineRecord | null> {
  return await Line.findById(idOf(of)).lean<LineRecord>();
}

/** A room's lines: those that wait, the longest first, and then the others, the latest first. */
export async function listLineRecords(debriefId: Id): Promise<LineRecord[]> {
  const waiting = Line.find({ debriefId, waitsSince: mongoose.trusted({ $gt: 0 }) })
    .sort({ waitsSince: 1, latestAt: 1 })
    .limit(MOST_LINES);
  const settled = Line.find({ debriefId, waitsSince: null }).sort({ latestAt: -1 }).limit(MOST_LINES);
  return (await Promise.all([waiting.lean<LineRecord[]>(), settled.lean<LineRecord[]>()])).flat();
}

/** All that was written on a line, the earliest first. */
export async function listMessageRecords({ debriefId, personId }: LineOf): Promise<LineMessageRecord[]> {
  return await LineMessage.find({ debriefId, personId })
    .sort({ at: 1, _id: 1 })
    .limit(MOST_MESSAGES)
    .lean<LineMessageRecord[]>();
}

/** Whose line in which room. */
export type LineOf = Pick<LineRecord, "debriefId" | "personId">;

async function enterWith(given: NewMessage, upTo: number, session: Session): Promise<void> {
  const known = await LineMessage.findById(given._id).session(session).lean<LineMessageRecord>();
  if (isSame(known, given)) return;
  const _id = idOf(given);
  const before = (await Line.findById(_id).session(session).lean<LineRecord>()) ?? newLine(given);
  if (before.messages >= MOST_MESSAGES) throw lineIsFull();
  const at = Math.max(Date.now(), before.latestAt + 1);
  const change = stands(before, given, at, upTo);
  if (before.messages === 0) await Line.collection.insertOne({ ...before, ...change } as never, { session });
  else await Line.updateOne({ _id }, { $set: change }, { session });
  await LineMessage.collection.insertOne({ ...given, at } as never, { session });
}

/** How the line stands once that is written on it. */
function stands(before: LineRecord, { by, personId }: NewMessage, at: number, upTo: number) {
  const news = { messages: before.messages + 1, latestAt: at };
  if (by === personId) return { ...news, askedAt: at, waitsSince: before.waitsSince ?? at };
  const isAllRead = before.askedAt <= upTo;
  return { ...news, waitsSince: isAllRead ? null : before.askedAt, settledBy: by, isAnswered: true };
}

function newLine({ debriefId, personId }: LineOf): LineRecord {
  return {
    ...{ _id: idOf({ debriefId, personId }), debriefId, personId, messages: 0, latestAt: 0, askedAt: 0 },
    ...{ waitsSince: null, settledBy: null, isAnswered: false, readAt: 0 },
  };
}

function isSame(known: LineMessageRecord | null, { debriefId, personId, by, words }: NewMessage): boolean {
  if (known === null) return false;
  const isOnLine = known.debriefId === debriefId && known.personId === personId;
  if (!isOnLine || known.by !== by || known.words !== words) throw deedIsAnothers();
  return true;
}

const idOf = ({ debriefId, personId }: LineOf) => `${debriefId}:${personId}`;

const lineIsFull = () =>
  conflict(
    "lineFull",
    "This private line is full. What you wrote is kept on your device: speak to each other.",
  );
