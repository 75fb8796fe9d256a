import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";

const invitationStates = ["open", "used", "withdrawn", "declined"] as const;

/** That whoever has an address is asked into a group. */
export interface InvitationRecord {
  _id: Id;
  groupId: Id;
  /** In its one spelling. Whoever has confirmed it is meant, and nobody else. */
  address: string;
  by: Id;
  /** When it was last sent: it holds from then on. */
  at: number;
  /** When it was last sent and as which: the order of lists, and when it expires. */
  order: string;
  state: (typeof invitationStates)[number];
  /** The device's id of the last sending: what arrives twice writes one letter. */
  sentAs: Id;
  usedBy: Id | null;
}

const invitation = new Schema<InvitationRecord>(
  {
    _id: { type: String, required: true },
    groupId: { type: String, required: true },
    address: { type: String, required: true },
    by: { type: String, required: true },
    at: { type: Number, required: true },
    order: { type: String, required: true },
    state: { type: String, enum: invitationStates, required: true },
    sentAs: { type: String, required: true },
    usedBy: { type: String, default: null },
  },
  { versionKey: false, collection: "invitations", strict: "throw" },
);
invitation.index(
  { groupId: 1, address: 1, state: 1 },
  { unique: true, partialFilterExpression: { state: "open" } },
);
invitation.index({ groupId: 1, state: 1, order: -1 });
invitation.index({ address: 1, state: 1, order: -1 });
invitation.index({ at: 1, _id: 1 });

export const Invitation = mongoose.model("Invitation", invitation);

/** How long an invitation holds, in milliseconds. */
const LIFETIME = 14 * 24 * 60 * 60_000;

/** When an invitation ends by itself. */
export function expiresAt({ at }: InvitationRecord): number {
  return at + LIFETIME;
}

/** It is neither answered nor taken back, and has not expired. */
export function isOpen(record: InvitationRecord): boolean {
  return record.state === "open" && expiresAt(record) > Date.now();
}

/** What is sent: to whom, into which group, by whom, under an id that the device made. */
export type Sending = Pick<InvitationRecord, "_id" | "groupId" | "address" | "by">;

/**
 * Stores an invitation, or renews the one to that address that nobody has answered, also where it had expired; and says
 * whether there is a letter to write, since what arrives twice is sent once. Null where the id is another one's.
 */
export async function keepInvitation(
  sending: Sending,
): Promise<{ record: InvitationRecord; isNew: boolean } | null> {
  const { _id, groupId, address, by } = sending;
  const known = await findInvitationRecord(_id);
  if (known !== null) {
    const isSame = known.groupId === groupId && known.address === address;
    return isSame ? { record: known, isNew: false } : null;
  }
  const unanswered = { groupId, address, state: "open" as const };
  const before = await Invitation.findOne(unanswered).lean<InvitationRecord>();
  if (before?.sentAs === _id) return { record: before, isNew: false };
  const sent = { by, at: Date.now(), sentAs: _id, order: orderOf(Date.now(), _id) };
  if (before === null) {
    const record: InvitationRecord = { _id, ...unanswered, ...sent, usedBy: null };
    try {
      await Invitation.collection.insertOne(record as never);
      return { record, isNew: true };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // Somebody was quicker: what they have left is this very one, or is renewed.
      return await keepInvitation(sending);
    }
  }
  const renewed = await Invitation.findOneAndUpdate(
    { _id: before._id, state: "open", sentAs: before.sentAs },
    { $set: sent },
    { returnDocument: "after" },
  ).lean<InvitationRecord>();
  return renewed === null ? await keepInvitation(sending) : { record: renewed, isNew: true };
}

/** Uses an invitation up for whoever comes in by it: works once, and not once it has expired. */
export async function useRecord(invitationId: Id, usedBy: Id, session: Session): Promise<boolean> {
  const open = { _id: invitationId, state: "open" as const, order: stillHolding() };
  const used = await Invitation.updateOne(open, { $set: { state: "used", usedBy } }, { session });
  return used.matchedCount > 0;
}

/** Closes an invitation that nobody has answered; false where that is over. */
export async function closeRecord(invitationId: Id, state: "withdrawn" | "declined"): Promise<boolean> {
  const open = { _id: invitationId, state: "open" as const };
  return (await Invitation.updateOne(open, { $set: { state } })).matchedCount > 0;
}

/** Takes back what would let somebody in again who is taken out. */
export async function withdrawInvitationTo(groupId: Id, address: string, session: Session): Promise<void> {
  const open = { groupId, address, state: "open" as const };
  await Invitation.updateOne(open, { $set: { state: "withdrawn" } }, { session });
}

/** One, or null. */
export async function findInvitationRecord(invitationId: Id): Promise<InvitationRecord | null> {
  return await Invitation.findById(invitationId).lean<InvitationRecord>();
}

/** Those of the invitations to an address that are open, in no order. */
export async function findOpenInvitations(address: string, ids: readonly Id[]): Promise<InvitationRecord[]> {
  if (ids.length === 0) return [];
  const _id = mongoose.trusted({ $in: [...new Set(ids)] });
  const records = await Invitation.find({ _id, address }).lean<InvitationRecord[]>();
  return records.filter(isOpen);
}

/** The open invitations to a group, or to an address, the newest first, from before the one named. */
export async function listOpenInvitations(
  of: { groupId: Id } | { address: string },
  before: string | null,
  limit: number,
): Promise<InvitationRecord[]> {
  const order = before === null ? stillHolding() : mongoose.trusted({ ...stillHolding(), $lt: before });
  return await Invitation.find({ ...of, state: "open", order } as never)
    .sort({ order: -1 })
    .limit(limit)
    .lean<InvitationRecord[]>();
}

/** Whatever was sent so lately that it has not expired. */
function stillHolding() {
  return mongoose.trusted({ $gt: orderOf(Date.now() - LIFETIME, "") });
}

function orderOf(at: number, id: string): string {
  return `${String(at).padStart(15, "0")}:${id}`;
}
