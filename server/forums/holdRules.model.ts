import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { changing, keep } from "#server/database/kept";
import type { Session } from "#server/database/transaction";
import { type LinkHold, linkHolds } from "#shared/forums/holdRules.contract";
import type { Id } from "#shared/ids";

/** Which words and links wait in a space for its moderators. */
export interface HoldRulesRecord {
  /** The space. */
  _id: Id;
  /** Counts up with every change; 0 stands for rules that nobody has made. */
  version: number;
  words: string[];
  links: LinkHold;
}

const holdRules = new Schema<HoldRulesRecord>(
  {
    _id: { type: String, required: true },
    version: { type: Number, required: true },
    words: { type: [String], required: true },
    links: { type: String, enum: linkHolds, required: true },
  },
  { versionKey: false, collection: "holdRules", strict: "throw" },
);

const HoldRules = mongoose.model("HoldRules", holdRules);

/** The rules of a space, kept in memory: every post asks for them. */
export async function listHoldRules(spaceIds: readonly Id[]): Promise<HoldRulesRecord[]> {
  return [...(await bySpace.get(spaceIds)).values()];
}

const bySpace = keep<HoldRulesRecord>("holdRules", {
  most: 10_000,
  async read(ids) {
    const found = await HoldRules.find({ _id: mongoose.trusted({ $in: [...ids] }) }).lean<
      HoldRulesRecord[]
    >();
    // Most spaces have none, which is kept as well.
    return new Map(ids.map((id) => [id, found.find(({ _id }) => _id === id) ?? none(id)]));
  },
});

/** The rules of one space as they are now. */
export async function findHoldRulesRecord(spaceId: Id): Promise<HoldRulesRecord> {
  return (await HoldRules.findById(spaceId).lean<HoldRulesRecord>()) ?? none(spaceId);
}

/** Changes rules over the version that somebody has seen; false where they have changed since. */
export async function changeHoldRulesRecord(
  { _id, version: over, ...rules }: HoldRulesRecord,
  beside: (session: Session) => Promise<void>,
): Promise<boolean> {
  try {
    return await changing(["holdRules"], async (session) => {
      const changed = await HoldRules.updateOne(
        { _id, version: over },
        { $set: { ...rules, version: over + 1 } },
        { upsert: over === 0, session },
      );
      if (changed.matchedCount + changed.upsertedCount === 0) return false;
      await beside(session);
      return true;
    });
  } catch (error) {
    // Of two who make the first rules, the second finds some.
    if (isDuplicate(error, "_id")) return false;
    throw error;
  }
}

const none = (_id: Id): HoldRulesRecord => ({ _id, version: 0, words: [], links: "never" });
