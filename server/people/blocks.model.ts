import mongoose, { Schema } from "mongoose";
import { changing, keep } from "#server/database/kept";
import { conflict } from "#server/errors";
import type { Id } from "#shared/ids";
import { MOST_BLOCKS } from "#shared/people/blocks.contract";

/** That somebody has blocked somebody. */
export interface BlockRecord {
  /** `personId:blockedId`. */
  _id: string;
  personId: Id;
  blockedId: Id;
  at: number;
}

const block = new Schema<BlockRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    blockedId: { type: String, required: true },
    at: { type: Number, required: true },
  },
  { versionKey: false, collection: "blocks", strict: "throw" },
);
block.index({ personId: 1, at: -1, _id: -1 });

export const Block = mongoose.model("Block", block);

/** Whom each of some people has blocked: asked with every page and notice, and changed seldom. */
export const blockedBy = keep<ReadonlySet<Id>>("blocks", {
  most: 20_000,
  async read(ids) {
    const records = await Block.find({ personId: mongoose.trusted({ $in: [...ids] }) }).lean<BlockRecord[]>();
    // Also for those who have blocked nobody, so that they are not asked about again.
    const sets = new Map(ids.map((id) => [id, new Set<Id>()]));
    for (const { personId, blockedId } of records) sets.get(personId)?.add(blockedId);
    return sets;
  },
});

/** Notes that somebody has blocked somebody; a second time changes nothing. More than so many are a conflict. */
export async function addBlock(personId: Id, blockedId: Id): Promise<void> {
  const _id = `${personId}:${blockedId}`;
  await changing(["blocks"], async (session) => {
    const blocked = await Block.find({ personId }, { _id: 1 }).session(session).lean();
    if (blocked.some((one) => one._id === _id)) return;
    if (blocked.length >= MOST_BLOCKS)
      throw conflict("tooManyBlocks", "You have blocked a hundred people already. Let one of them go first.");
    await Block.create([{ _id, personId, blockedId, at: Date.now() }], { session });
  });
}

/** Notes that they have so no longer. */
export async function removeBlock(personId: Id, blockedId: Id): Promise<void> {
  await changing(["blocks"], (session) => Block.deleteOne({ _id: `${personId}:${blockedId}` }, { session }));
}

/** Whom somebody has blocked, the latest first, from after the one named. */
export async function listBlockRecords(
  personId: Id,
  before: { at: number; id: string } | null,
  limit: number,
): Promise<BlockRecord[]> {
  const rest = before && {
    at: mongoose.trusted({ $lte: before.at }),
    $or: [{ at: mongoose.trusted({ $lt: before.at }) }, { _id: mongoose.trusted({ $lt: before.id }) }],
  };
  return await Block.find({ personId, ...rest })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<BlockRecord[]>();
}
