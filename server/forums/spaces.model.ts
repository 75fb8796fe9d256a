import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import { changing, keep } from "#server/database/kept";
import type { Session } from "#server/database/transaction";
import { type SpaceKind, spaceKinds } from "#shared/forums/spaces.contract";
import { type Id, newId } from "#shared/ids";

/** For what a space is. Its title is its program's, convening's, campus's or group's own. */
export interface SpaceFacts {
  kind: SpaceKind;
  /** The program, convening, campus or group. */
  scopeId: Id;
  /** The program to which it belongs; null for a campus's own and a group's. */
  programId: Id | null;
  /** The campus whose own it is, or null. */
  campusId: Id | null;
}

/** What of a space stays as it is, and is kept in memory. */
export interface SpaceHead extends SpaceFacts {
  _id: Id;
}

export interface SpaceRecord extends SpaceHead {
  /** When something was last said there. */
  lastAt: number | null;
}

const space = new Schema<SpaceRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: spaceKinds, required: true },
    scopeId: { type: String, required: true },
    programId: { type: String, default: null },
    campusId: { type: String, default: null },
    lastAt: { type: Number, default: null },
  },
  { versionKey: false, collection: "spaces", strict: "throw" },
);
space.index({ kind: 1, scopeId: 1 }, { unique: true });
space.index({ programId: 1 });

export const Space = mongoose.model("Space", space);

/**
 * Makes the space of something unless it has one, together with what it begins with: nobody meets a space half made.
 * Two servers that start at once make one.
 */
export async function keepSpace(
  facts: SpaceFacts,
  begin: (spaceId: Id, session: Session) => Promise<void>,
): Promise<void> {
  const record: SpaceRecord = { _id: newId(), ...facts, lastAt: null };
  try {
    await changing(["spaces", "categories"], async (session) => {
      await Space.collection.insertOne(record as never, { session });
      await begin(record._id, session);
    });
  } catch (error) {
    if (!isDuplicate(error, "scopeId")) throw error;
  }
}

/** Those of the spaces that exist, in no order. */
export async function listSpaceHeads(ids: readonly Id[]): Promise<SpaceHead[]> {
  return [...(await byId.get(ids)).values()];
}

const byId = keep<SpaceHead>("spaces", {
  most: 10_000,
  async read(ids) {
    const heads = await Space.find({ _id: mongoose.trusted({ $in: [...ids] }) }, HEAD).lean<SpaceHead[]>();
    return new Map(heads.map((head) => [head._id, head]));
  },
});

/** The spaces of those programs, their convenings' among them, and those of the campuses and groups; in no order. */
export async function listSpacesOf({
  programIds,
  campusIds,
  groupIds,
}: Record<"programIds" | "campusIds" | "groupIds", readonly Id[]>): Promise<SpaceHead[]> {
  const found = await Promise.all([
    ofPrograms.get(programIds),
    ofCampuses.get(campusIds),
    ofGroups.get(groupIds),
  ]);
  return found.flatMap((spaces) => [...spaces.values()].flat());
}

const ofPrograms = keep<SpaceHead[]>("spaces", {
  most: 1_000,
  async read(ids) {
    const heads = await Space.find({ programId: mongoose.trusted({ $in: [...ids] }) }, HEAD).lean<
      SpaceHead[]
    >();
    return new Map(ids.map((id) => [id, heads.filter(({ programId }) => programId === id)]));
  },
});

const ofCampuses = keepOwnOf("campus", 5_000);
const ofGroups = keepOwnOf("group", 10_000);

function keepOwnOf(kind: SpaceKind, most: number) {
  return keep<SpaceHead[]>("spaces", {
    most,
    async read(ids) {
      const among = { kind, scopeId: mongoose.trusted({ $in: [...ids] }) };
      const heads = await Space.find(among as never, HEAD).lean<SpaceHead[]>();
      return new Map(ids.map((id) => [id, heads.filter(({ scopeId }) => scopeId === id)]));
    },
  });
}

const HEAD = { lastAt: 0 };

/** When something was last said in each of those spaces. */
export async function listLastSaid(ids: readonly Id[]): Promise<Map<Id, number | null>> {
  const among = { _id: mongoose.trusted({ $in: [...ids] }) };
  const records = await Space.find(among, { lastAt: 1 }).lean<Pick<SpaceRecord, "_id" | "lastAt">[]>();
  return new Map(records.map(({ _id, lastAt }) => [_id, lastAt]));
}

/** The space of a program, convening, campus or group, or null. */
export async function findSpaceOf(kind: SpaceKind, scopeId: Id): Promise<SpaceHead | null> {
  return await Space.findOne({ kind, scopeId }, HEAD).lean<SpaceHead>();
}

/** Those of the programs, convenings, campuses or groups that have a space. */
export async function listScopeIds(kind: SpaceKind, scopeIds: readonly Id[]): Promise<Set<Id>> {
  const among = { kind, scopeId: mongoose.trusted({ $in: [...scopeIds] }) };
  const records = await Space.find(among, { scopeId: 1, _id: 0 }).lean<{ scopeId: Id }[]>();
  return new Set(records.map(({ scopeId }) => scopeId));
}

/** Notes that something was said in those spaces. Only ever forward, so that the order of arrival does not matter. */
export async function noteSaidInSpaces(spaceIds: readonly Id[], at: number): Promise<void> {
  await Space.collection.updateMany({ _id: { $in: [...spaceIds] } } as never, { $max: { lastAt: at } });
}
