import mongoose, { Schema } from "mongoose";
import { changing, keep } from "#server/database/kept";
import type { Session } from "#server/database/transaction";
import { type GroupKind, groupKinds, type NormsView } from "#shared/groups/groups.contract";
import { type Joining, joinings } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import { nameWordsOf } from "#shared/people/names";

/** What is said of a group by whoever facilitates it. */
export interface GroupWords {
  kind: GroupKind;
  name: string;
  purpose: string;
  joining: Joining;
}

/** What of a group other features ask about again and again; kept in memory. */
export interface GroupHead {
  _id: Id;
  name: string;
  joining: Joining;
  /** The alliance or academy where it is at home; null for a campus's own. */
  programId: Id | null;
  /** The campus whose own it is, or null. */
  campusId: Id | null;
  isArchived: boolean;
}

export interface GroupRecord extends GroupHead, GroupWords {
  /** The name as it is sorted: in lower case, without accents. */
  nameKey: string;
  /** The program or the campus, whichever it is. */
  homeId: Id;
  /** Whoever is at home there may know of it. */
  isListed: boolean;
  norms: NormsView;
  foundedAt: number;
  foundedBy: Id;
  /** How many are in it; changed together with their memberships alone, as the next one is. */
  memberCount: number;
  /** How many of them facilitate it: never none. */
  facilitatorCount: number;
}

const group = new Schema<GroupRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: groupKinds, required: true },
    name: { type: String, required: true },
    nameKey: { type: String, default: "" },
    purpose: { type: String, required: true },
    joining: { type: String, enum: joinings, required: true },
    isListed: { type: Boolean, required: true },
    programId: { type: String, default: null },
    campusId: { type: String, default: null },
    homeId: { type: String, required: true },
    norms: {
      version: { type: Number, required: true },
      texts: { type: [String], required: true },
      at: { type: Number, required: true },
    },
    foundedAt: { type: Number, required: true },
    foundedBy: { type: String, required: true },
    isArchived: { type: Boolean, required: true },
    memberCount: { type: Number, required: true },
    facilitatorCount: { type: Number, required: true },
  },
  { versionKey: false, collection: "groups", strict: "throw" },
);
group.index({ homeId: 1, isListed: 1, nameKey: 1, _id: 1 });

export const Group = mongoose.model("Group", group);

/** What a group is before anybody is in it. */
export type NewGroup = GroupWords &
  Pick<GroupRecord, "_id" | "programId" | "campusId" | "foundedBy"> & { texts: string[] };

/** Stores a group together with what it begins with. Throws a duplicate where there is one of that id. */
export async function insertGroup(
  { texts, ...given }: NewGroup,
  begin: (group: GroupRecord, session: Session) => Promise<void>,
): Promise<GroupRecord> {
  const now = Date.now();
  const record: GroupRecord = {
    ...{ ...given, ...toStored(given), homeId: (given.programId ?? given.campusId) as Id },
    ...{ norms: { version: 1, texts, at: now }, foundedAt: now, isArchived: false },
    ...{ memberCount: 1, facilitatorCount: 1 },
  };
  await changing(["groups"], async (session) => {
    await Group.collection.insertOne(record as never, { session });
    await begin(record, session);
  });
  return record;
}

/** Changes what a group is called and is for, its home, or whether it is archived; and beside it something else, or neither. */
export async function changeGroupRecord(
  groupId: Id,
  changes:
    | GroupWords
    | Pick<GroupRecord, "kind" | "programId" | "campusId" | "homeId">
    | Pick<GroupRecord, "isArchived">,
  beside: (session: Session) => Promise<unknown>,
): Promise<void> {
  const stored = "name" in changes ? { ...changes, ...toStored(changes) } : changes;
  await changing(["groups"], async (session) => {
    await Group.updateOne({ _id: groupId }, { $set: stored }, { session });
    await beside(session);
  });
}

/** Agrees on norms over the version that somebody has seen; false where they have changed since. */
export async function changeNormsRecord(
  groupId: Id,
  over: number,
  texts: readonly string[],
  session: Session,
): Promise<boolean> {
  const changed = await Group.updateOne(
    { _id: groupId, "norms.version": over },
    { $set: { norms: { version: over + 1, texts: [...texts], at: Date.now() } } },
    { session },
  );
  return changed.matchedCount > 0;
}

/** One, as it is now, or null. */
export async function findGroupRecord(groupId: Id): Promise<GroupRecord | null> {
  return await Group.findById(groupId).lean<GroupRecord>();
}

/** One that is not hidden, as it is now, or null. The store leaves a hidden one out: that takes as long as if there were none. */
export async function findListedRecord(groupId: Id): Promise<GroupRecord | null> {
  const joining = mongoose.trusted({ $ne: "hidden" as const });
  return await Group.findOne({ _id: groupId, joining }).lean<GroupRecord>();
}

/** Those of the groups that exist, as they are now, in no order. */
export async function listGroupRecords(ids: readonly Id[]): Promise<GroupRecord[]> {
  if (ids.length === 0) return [];
  return await Group.find({ _id: mongoose.trusted({ $in: [...ids] }) }).lean<GroupRecord[]>();
}

/** The heads of those of the groups that exist, in no order. */
export async function listGroupHeads(ids: readonly Id[]): Promise<GroupHead[]> {
  return [...(await byId.get(ids)).values()];
}

const byId = keep<GroupHead>("groups", {
  most: 10_000,
  async read(ids) {
    const heads = await Group.find({ _id: mongoose.trusted({ $in: [...ids] }) }, HEAD).lean<GroupHead[]>();
    return new Map(heads.map((head) => [head._id, head]));
  },
});

const HEAD = { name: 1, joining: 1, programId: 1, campusId: 1, isArchived: 1 };

/** A place in a list by name. */
export interface NamePlace {
  nameKey: string;
  id: Id;
}

/** The groups at some homes that are not hidden, without those named, by name, from after a place on. */
export async function listGroupsAt(
  homeIds: readonly Id[],
  { without, after }: { without: readonly Id[]; after: NamePlace | null },
  limit: number,
): Promise<GroupRecord[]> {
  if (homeIds.length === 0) return [];
  // The bound on the name alone walks the index; the alternatives only tell apart those of one name.
  const rest = after && {
    nameKey: mongoose.trusted({ $gte: after.nameKey }),
    $or: [
      { nameKey: mongoose.trusted({ $gt: after.nameKey }) },
      { _id: mongoose.trusted({ $gt: after.id }) },
    ],
  };
  return await Group.find({
    homeId: mongoose.trusted({ $in: [...homeIds] }),
    isListed: true,
    ...(without.length > 0 && { $nor: [{ _id: mongoose.trusted({ $in: [...without] }) }] }),
    ...rest,
  } as never)
    .sort({ nameKey: 1, _id: 1 })
    .limit(limit)
    .lean<GroupRecord[]>();
}

function toStored({ name, joining }: GroupWords) {
  return { nameKey: nameWordsOf(name).join(" "), isListed: joining !== "hidden" };
}
