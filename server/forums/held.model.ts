import mongoose, { Schema } from "mongoose";
import type { Session } from "#server/database/transaction";
import {
  type HeldCause,
  type HeldState,
  type HeldView,
  heldKinds,
  heldStates,
} from "#shared/forums/held.contract";
import { type Position, positions } from "#shared/forums/proposals.contract";
import type { StartThreadInput } from "#shared/forums/threads.endpoints";
import { type Id, newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import type { Speaker, ThreadRecord } from "./threads.model";

/** What a thread that waits is to be, besides its opening's words. */
export type HeldStart = Pick<StartThreadInput, "kind" | "title" | "tags" | "poll" | "decideBy"> &
  Pick<ThreadRecord, "carriedFrom"> & { categoryIds: Id[] };

/** Why something waits, and by whose rule. */
export interface Hold {
  cause: HeldCause;
  /** The space whose rule it is, whose moderators alone may know the word; null of what is no rule of a space. */
  spaceId: Id | null;
  /** The word or phrase as the rule has it; empty where it is none. */
  word: string;
}

/** Something that waits for a moderator. It stands apart from what was said: nothing that looks there can meet it. */
export interface HeldRecord {
  _id: Id;
  kind: HeldView["kind"];
  /** The post's id, or the one that it is to have: that of the deed that said it. */
  postId: Id;
  threadId: Id;
  /** The home of its thread, whose moderators decide. */
  spaceId: Id;
  author: Speaker;
  at: number;
  /** When it came and which it is: the order of those that wait. */
  order: string;
  /** Null of a post that was shown, which keeps its words, and once it is let through or taken back. */
  body: RichTextDocument | null;
  isTried: boolean;
  /** What a reply is to say of the proposal, if it is let through. */
  position?: Position;
  start: HeldStart | null;
  /** Null of what a moderator has taken back by hand. */
  hold: Hold | null;
  state: HeldState;
  reason: string;
  norm: string;
  /** Who decided, by which deed. */
  decidedBy: Id | null;
  decision: Id | null;
}

const held = new Schema<HeldRecord>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: heldKinds, required: true },
    postId: { type: String, required: true },
    threadId: { type: String, required: true },
    spaceId: { type: String, required: true },
    author: { type: Schema.Types.Mixed, required: true } as never,
    at: { type: Number, required: true },
    order: { type: String, required: true },
    body: { type: Schema.Types.Mixed, default: null } as never,
    isTried: { type: Boolean, required: true },
    position: { type: String, enum: positions },
    start: { type: Schema.Types.Mixed, default: null } as never,
    hold: { type: Schema.Types.Mixed, default: null } as never,
    state: { type: String, enum: heldStates, required: true },
    reason: { type: String, default: "" },
    norm: { type: String, default: "" },
    decidedBy: { type: String, default: null },
    decision: { type: String, default: null },
  },
  { versionKey: false, collection: "heldPosts", strict: "throw", minimize: false },
);
held.index({ spaceId: 1, state: 1, order: 1 });
held.index({ "author.personId": 1, threadId: 1, state: 1 });
held.index({ "author.personId": 1, order: -1 });
held.index({ threadId: 1, state: 1 });
held.index({ postId: 1, state: 1 });

export const Held = mongoose.model("HeldPost", held);

/** Of one's own in a thread so many are shown with it, at most. */
const MOST_OWN = 50;

/** What of a held post its maker says. */
export type NewHeld = Pick<
  HeldRecord,
  "kind" | "postId" | "threadId" | "spaceId" | "author" | "at" | "body" | "isTried" | "start" | "reason"
> &
  Partial<Pick<HeldRecord, "norm" | "hold" | "position">>;

/** Something new that waits. What was said for the first time is known by its post's id, so that it waits once. */
export function toHeldRecord(given: NewHeld): HeldRecord {
  const _id = given.kind === "post" ? newId(given.at) : given.postId;
  const order = `${String(given.at).padStart(15, "0")}:${_id}`;
  return { _id, order, state: "waiting", decidedBy: null, decision: null, norm: "", hold: null, ...given };
}

/** Keeps something that waits; what waits already under that id stays as it is. Answers what is there then. */
export async function keepHeld({ _id, ...record }: HeldRecord, session?: Session): Promise<HeldRecord> {
  const kept = await Held.findOneAndUpdate(
    { _id },
    { $setOnInsert: record },
    { upsert: true, returnDocument: "after", ...(session ? { session } : {}) },
  ).lean<HeldRecord>();
  return kept as HeldRecord;
}

/** Keeps something that waits, in the transaction that takes it out of sight. */
export async function insertHeld(record: HeldRecord, session: Session): Promise<void> {
  await Held.collection.insertOne(record as never, { session });
}

/** Decides about something that is in one of those states: the first who does. Null where it is so no more. */
export async function decideHeld(
  heldId: Id,
  among: readonly HeldState[],
  decided: Partial<Pick<HeldRecord, "state" | "reason" | "norm" | "decidedBy" | "decision" | "body">>,
  session?: Session,
): Promise<HeldRecord | null> {
  return await Held.findOneAndUpdate(
    { _id: heldId, state: mongoose.trusted({ $in: [...among] }) } as never,
    { $set: decided },
    { returnDocument: "after", ...(session ? { session } : {}) },
  ).lean<HeldRecord>();
}

/** Ends the waiting of a post that its author takes back, in the transaction that does so. */
export async function endWaiting(postId: Id, session: Session): Promise<void> {
  await Held.updateOne({ postId, state: "waiting" }, { $set: { state: "withdrawn" } }, { session });
}

/**
 * Lets what waits in a thread wait elsewhere, in the transaction that moves the thread or merges it. In another thread it is
 * to take no position.
 */
export async function moveHeld(
  threadId: Id,
  to: { threadId: Id; spaceId: Id },
  session: Session,
): Promise<void> {
  const change = { $set: to, ...(to.threadId !== threadId && { $unset: { position: "" } }) };
  await Held.updateMany({ threadId, state: "waiting" }, change, { session });
}

/** One, or null. */
export async function findHeldRecord(heldId: Id, session?: Session): Promise<HeldRecord | null> {
  return await Held.findById(heldId)
    .session(session ?? null)
    .lean<HeldRecord>();
}

/** What waits of those posts, or is to become one of them, in no order. */
export async function listWaitingAs(postIds: readonly Id[]): Promise<HeldRecord[]> {
  if (postIds.length === 0) return [];
  const postId = mongoose.trusted({ $in: [...postIds] });
  return await Held.find({ postId, state: "waiting" }).lean<HeldRecord[]>();
}

/** What waits for a space's moderators, the oldest first, from after the one named. */
export async function listWaiting(spaceId: Id, after: string | null, limit: number): Promise<HeldRecord[]> {
  const rest = after === null ? {} : { order: mongoose.trusted({ $gt: after }) };
  return await Held.find({ spaceId, state: "waiting", ...rest })
    .sort({ order: 1 })
    .limit(limit)
    .lean<HeldRecord[]>();
}

/** Somebody's own, whatever became of it, the newest first, from before the one named. */
export async function listOwnHeldRecords(
  personId: Id,
  before: string | null,
  limit: number,
): Promise<HeldRecord[]> {
  const rest = before === null ? {} : { order: mongoose.trusted({ $lt: before }) };
  return await Held.find({ "author.personId": personId, ...rest })
    .sort({ order: -1 })
    .limit(limit)
    .lean<HeldRecord[]>();
}

/** Somebody's own in a thread that waits or was not let through, the oldest first. */
export async function listOwnHeldIn(threadId: Id, personId: Id): Promise<HeldRecord[]> {
  const state = mongoose.trusted({ $in: ["waiting", "refused"] });
  const own = await Held.find({ "author.personId": personId, threadId, state } as never)
    .limit(MOST_OWN)
    .lean<HeldRecord[]>();
  return own.sort((one, other) => (one.order < other.order ? -1 : 1));
}
