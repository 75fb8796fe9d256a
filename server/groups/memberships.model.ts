import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import { type GroupPart, groupParts } from "#shared/groups/groups.contract";
import type { Joining } from "#shared/groups/groups.policy";
import { type Id, newId } from "#shared/ids";
import { Group, type GroupRecord } from "./groups.model";
import { closeRequestsOf } from "./requests.model";

/** That somebody is in a group. */
export interface MembershipRecord {
  _id: Id;
  groupId: Id;
  personId: Id;
  part: GroupPart;
  /** The version of the norms that they have accepted. */
  normsVersion: number;
  joinedAt: number;
  /** Facilitators first, then by when they came and which it is: the order of the roster. */
  order: string;
}

const membership = new Schema<MembershipRecord>(
  {
    _id: { type: String, required: true },
    groupId: { type: String, required: true },
    personId: { type: String, required: true },
    part: { type: String, enum: groupParts, required: true },
    normsVersion: { type: Number, required: true },
    joinedAt: { type: Number, required: true },
    order: { type: String, required: true },
  },
  { versionKey: false, collection: "memberships", strict: "throw" },
);
membership.index({ personId: 1, groupId: 1 }, { unique: true });
membership.index({ groupId: 1, order: 1 });

export const Membership = mongoose.model("Membership", membership);

/** Who comes into which group, with which norms accepted. */
export type Comer = Pick<MembershipRecord, "groupId" | "personId" | "normsVersion">;

/** What must be true of the group in the moment in which somebody comes in. */
export interface Entry {
  joining?: Joining;
  "norms.version"?: number;
}

/** What came of somebody's coming in: `closed` where the group is archived or is not as the entry wants it. */
export type Came = "in" | "wasIn" | "closed";

/**
 * Lets somebody into a group that is as the entry wants it, once however often it is done. The group counts them in the
 * same write that asks it, so that of two at once one sees what the other has done.
 */
export async function letIn(comer: Comer, entry: Entry, session: Session): Promise<Came> {
  const { groupId, personId } = comer;
  if ((await findMembership(groupId, personId, session)) !== null) return "wasIn";
  const isOpen = { _id: groupId, isArchived: false, ...entry };
  const counted = await Group.updateOne(isOpen, { $inc: { memberCount: 1 } }, { session });
  if (counted.matchedCount === 0) return "closed";
  await insertMembership(comer, "member", session);
  await closeRequestsOf(groupId, personId, session);
  return "in";
}

/** Puts a group's founder into it, who is counted already. */
export async function insertFounder({ _id, foundedBy, norms }: GroupRecord, session: Session): Promise<void> {
  const comer = { groupId: _id, personId: foundedBy, normsVersion: norms.version };
  await insertMembership(comer, "facilitator", session);
}

/** What came of a change of who is in a group: `wasSo` before, or `last` where nobody would facilitate it any more. */
export type Changed = "done" | "wasSo" | "notIn" | "last";

/** Takes somebody out of a group, unless they are its last facilitator. */
export async function takeOut(groupId: Id, personId: Id, session: Session): Promise<Changed> {
  const record = await findMembership(groupId, personId, session);
  if (record === null) return "notIn";
  if (!(await count(record, { memberCount: -1, facilitatorCount: lost(record) }, session))) return "last";
  await Membership.deleteOne({ _id: record._id }, { session });
  return "done";
}

/** Makes somebody in a group a facilitator, or a member unless they are its last facilitator. */
export async function changePart(
  groupId: Id,
  personId: Id,
  part: GroupPart,
  session: Session,
): Promise<Changed> {
  const record = await findMembership(groupId, personId, session);
  if (record === null) return "notIn";
  if (record.part === part) return "wasSo";
  const facilitatorCount = part === "facilitator" ? 1 : -1;
  if (!(await count(record, { memberCount: 0, facilitatorCount }, session))) return "last";
  const { _id, joinedAt } = record;
  await Membership.updateOne({ _id }, { $set: { part, order: orderOf(part, joinedAt, _id) } }, { session });
  return "done";
}

/** Notes which norms somebody in the group has accepted. Only ever forward. */
export async function noteAccepted(
  { groupId, personId, normsVersion }: Comer,
  session?: Session,
): Promise<void> {
  await Membership.updateOne(
    { groupId, personId },
    { $max: { normsVersion } },
    session === undefined ? {} : { session },
  );
}

/** How somebody is in a group, or null. */
export async function findMembership(
  groupId: Id,
  personId: Id,
  session: Session | null = null,
): Promise<MembershipRecord | null> {
  return await Membership.findOne({ groupId, personId }).session(session).lean<MembershipRecord>();
}

/** Everything that some people are in, in no order. */
export async function listMembershipsOf(personIds: readonly Id[]): Promise<MembershipRecord[]> {
  if (personIds.length === 0) return [];
  const among = { personId: mongoose.trusted({ $in: [...new Set(personIds)] }) };
  return await Membership.find(among).lean<MembershipRecord[]>();
}

/** Who is in a group: facilitators first, then in the order in which they came, from after a place on. */
export async function listRosterRecords(
  groupId: Id,
  after: string | null,
  limit: number,
): Promise<MembershipRecord[]> {
  const rest = after === null ? {} : { order: mongoose.trusted({ $gt: after }) };
  return await Membership.find({ groupId, ...rest })
    .sort({ order: 1 })
    .limit(limit)
    .lean<MembershipRecord[]>();
}

/** Who came into a group as a member since a moment and is one still, the latest first. */
export async function listMembersSince(
  groupId: Id,
  since: number,
  limit: number,
): Promise<Pick<MembershipRecord, "personId" | "joinedAt">[]> {
  return await Membership.find(
    { groupId, order: mongoose.trusted({ $gte: orderOf("member", since, "") }) },
    { personId: 1, joinedAt: 1 },
  )
    .sort({ order: -1 })
    .limit(limit)
    .lean<MembershipRecord[]>();
}

/** Those of the people who are in a group, in no order. */
export async function listThoseIn(groupId: Id, personIds: readonly Id[]): Promise<Id[]> {
  if (personIds.length === 0) return [];
  const among = { personId: mongoose.trusted({ $in: [...new Set(personIds)] }), groupId };
  const found = await Membership.find(among, { personId: 1 }).lean<{ personId: Id }[]>();
  return found.map(({ personId }) => personId);
}

/** Who facilitates a group, the first ones of them. */
export async function listFacilitatorRecords(groupId: Id, limit: number): Promise<MembershipRecord[]> {
  return await Membership.find({ groupId, order: mongoose.trusted({ $lt: "1" }) })
    .sort({ order: 1 })
    .limit(limit)
    .lean<MembershipRecord[]>();
}

async function insertMembership(comer: Comer, part: GroupPart, session: Session): Promise<void> {
  const [_id, joinedAt] = [newId(), Date.now()];
  const record: MembershipRecord = { _id, ...comer, part, joinedAt, order: orderOf(part, joinedAt, _id) };
  await Membership.collection.insertOne(record as never, { session });
}

/**
 * Lets the group's counts follow in the transaction that changes who is in it; false where nobody would facilitate it.
 * Two facilitators who take each other's part at once both write here: one of them is done again, and is the last.
 */
async function count(
  { groupId }: MembershipRecord,
  by: Pick<GroupRecord, "memberCount" | "facilitatorCount">,
  session: Session,
): Promise<boolean> {
  const isKept = by.facilitatorCount < 0 ? { facilitatorCount: mongoose.trusted({ $gt: 1 }) } : {};
  const counted = await Group.updateOne({ _id: groupId, ...isKept }, { $inc: by }, { session });
  return counted.matchedCount > 0;
}

function lost({ part }: MembershipRecord): number {
  return part === "facilitator" ? -1 : 0;
}

function orderOf(part: GroupPart, joinedAt: number, id: Id): string {
  return `${part === "facilitator" ? 0 : 1}:${String(joinedAt).padStart(15, "0")}:${id}`;
}
