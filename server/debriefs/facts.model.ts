import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { inTransaction, type Session } from "#server/database/transaction";
import { conflict } from "#server/errors";
import type { DebriefEventName, DebriefFact } from "#shared/debriefs/debriefs.events";
import type { Id } from "#shared/ids";

/**
 * One entry of a room's log: the fact that everyone is told, and beside it who did it, which peers are not told.
 * The entry is the change: nothing else is written for a contribution, so there is no half of it to lose.
 */
export interface FactRecord {
  /** The deed's id, made by the device: the same deed cannot be entered twice, ever. */
  _id: Id;
  debriefId: Id;
  seq: number;
  at: number;
  name: DebriefEventName;
  data: DebriefFact["data"];
  by: Id;
}

const fact = new Schema<FactRecord>(
  {
    _id: { type: String, required: true },
    debriefId: { type: String, required: true },
    seq: { type: Number, required: true },
    at: { type: Number, required: true },
    name: { type: String, required: true },
    data: { type: Schema.Types.Mixed, required: true } as never,
    by: { type: String, required: true },
  },
  { versionKey: false, collection: "debriefFacts", strict: "throw", minimize: false },
);
fact.index({ debriefId: 1, seq: 1 }, { unique: true });
fact.index({ by: 1, debriefId: 1 });

export const Fact = mongoose.model("DebriefFact", fact);

/** What became of trying to enter a fact at the next place of the log. */
export type Entry = "entered" | "placeTaken" | "deedKnown";

/**
 * Enters a fact at its place. Whoever comes second to a place learns so and decides anew on what the first one did;
 * the unique place is what keeps the log without holes and in one order on every server.
 */
export async function enterFact(
  record: FactRecord,
  also?: (session: Session) => Promise<void>,
): Promise<Entry> {
  try {
    if (also === undefined) await Fact.collection.insertOne(record as never);
    else await enterWith(record, also);
    return "entered";
  } catch (error) {
    if (isDuplicate(error, "seq")) return "placeTaken";
    if (isDuplicate(error, "_id")) return "deedKnown";
    throw error;
  }
}

/**
 * Enters facts at places that follow each other, in one write and one flush. Answers how many are in the log: all, or
 * those before the first whose place or deed was there already.
 */
export async function enterFacts(records: readonly FactRecord[]): Promise<number> {
  try {
    await Fact.collection.insertMany(records as never[], { ordered: true });
    return records.length;
  } catch (error) {
    if (isDuplicate(error)) return (error as { insertedCount: number }).insertedCount;
    throw error;
  }
}

/** The facts after a seq, in order. */
export async function listFactsAfter(debriefId: Id, after: number, limit = 0): Promise<FactRecord[]> {
  return await Fact.find({ debriefId, seq: mongoose.trusted({ $gt: after }) })
    .sort({ seq: 1 })
    .limit(limit)
    .lean<FactRecord[]>();
}

/** What a deed has become, or null where it never arrived. */
export async function findDeed(deedId: Id): Promise<FactRecord | null> {
  return await Fact.findById(deedId).lean<FactRecord>();
}

/** Takes the words and the name out of a contribution's own entry, so that no replay of the log holds them. */
export async function eraseWords(contributionId: Id, session: Session): Promise<void> {
  await Fact.updateOne(
    { _id: contributionId, name: "debriefs:contributed" },
    { $set: { "data.contribution.text": "", "data.contribution.author": null } },
    { session },
  );
}

export const deedIsAnothers = () =>
  conflict("deedKnown", "That was sent before as something else. Send it anew.");

async function enterWith(record: FactRecord, also: (session: Session) => Promise<void>): Promise<void> {
  await inTransaction(async (session) => {
    await Fact.collection.insertOne(record as never, { session });
    await also(session);
  });
}
