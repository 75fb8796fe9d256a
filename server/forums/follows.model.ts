import mongoose, { Schema } from "mongoose";
import { changing, keep } from "#server/database/kept";
import { type FollowKind, followKinds } from "#shared/forums/follows";
import { MOST_FOLLOWS } from "#shared/forums/follows.contract";
import { type FollowLevel, followLevels } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";

/** A space, tag or person that somebody follows or mutes. What is `normal` is not kept. Nobody else's business. */
export interface FollowRecord {
  /** `personId:kind:targetId`. */
  _id: string;
  personId: Id;
  kind: FollowKind;
  /** The space's or person's id; of a tag the tag itself. */
  targetId: string;
  level: FollowLevel;
  /** Since when: what was begun before is not new. */
  since: number;
}

const COLLECTION = "follows";

const follow = new Schema<FollowRecord>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    kind: { type: String, enum: followKinds, required: true },
    targetId: { type: String, required: true },
    level: { type: String, enum: followLevels, required: true },
    since: { type: Number, required: true },
  },
  { versionKey: false, collection: COLLECTION, strict: "throw" },
);
follow.index({ personId: 1, since: -1, _id: -1 });

export const Follow = mongoose.model("Follow", follow);

/** Notes how closely somebody follows something. What was followed or muted before in another way keeps its beginning. */
export async function setFollow(
  { personId, kind, targetId }: Pick<FollowRecord, "personId" | "kind" | "targetId">,
  level: FollowLevel,
): Promise<void> {
  const _id = idOf(personId, kind, targetId);
  const made = { personId, kind, targetId, since: Date.now() };
  await changing([COLLECTION], async (session) => {
    if (level === "normal") await Follow.deleteOne({ _id }, { session });
    else await Follow.updateOne({ _id }, { $set: { level }, $setOnInsert: made }, { upsert: true, session });
  });
}

const followsOf = keep<readonly FollowRecord[]>(COLLECTION, {
  most: 20_000,
  async read(personIds) {
    const lists = personIds.map(async (id) => [id, await listFollowRecords(id, null, MOST_FOLLOWS)] as const);
    return new Map(await Promise.all(lists));
  },
});

/** Everything that somebody follows or mutes, which is not much: the latest first. Asked with every page of a forum. */
export async function listFollowsOf(personId: Id): Promise<readonly FollowRecord[]> {
  return (await followsOf.get([personId])).get(personId) ?? [];
}

/** What somebody follows or mutes, the latest first, from after the one named. */
export async function listFollowRecords(
  personId: Id,
  before: { since: number; id: string } | null,
  limit: number,
): Promise<FollowRecord[]> {
  const rest = before && {
    since: mongoose.trusted({ $lte: before.since }),
    $or: [{ since: mongoose.trusted({ $lt: before.since }) }, { _id: mongoose.trusted({ $lt: before.id }) }],
  };
  return await Follow.find({ personId, ...rest })
    .sort({ since: -1, _id: -1 })
    .limit(limit)
    .lean<FollowRecord[]>();
}

/** How closely somebody follows one thing. */
export async function findFollowLevel(
  personId: Id,
  kind: FollowKind,
  targetId: string,
): Promise<FollowLevel> {
  const record = await Follow.findById(idOf(personId, kind, targetId)).lean<FollowRecord>();
  return record?.level ?? "normal";
}

/** What some people follow of some things; looked up one by one, so that many others who do cost nothing. */
export async function listFollowsAmong(
  personIds: readonly Id[],
  targets: readonly { kind: FollowKind; targetId: string }[],
): Promise<FollowRecord[]> {
  const ids = personIds.flatMap((personId) =>
    targets.map(({ kind, targetId }) => idOf(personId, kind, targetId)),
  );
  if (ids.length === 0) return [];
  return await Follow.find({ _id: mongoose.trusted({ $in: ids }) }).lean<FollowRecord[]>();
}

function idOf(personId: Id, kind: FollowKind, targetId: string): string {
  return `${personId}:${kind}:${targetId}`;
}
