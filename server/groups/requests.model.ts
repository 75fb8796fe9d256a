import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import type { Session } from "#server/database/transaction";
import type { Id } from "#shared/ids";

const requestStates = ["open", "accepted", "declined", "withdrawn"] as const;
export type RequestState = (typeof requestStates)[number];

/** That somebody wishes to join a group. */
export interface RequestRecord {
  _id: Id;
  groupId: Id;
  personId: Id;
  words: string;
  /** The version of the norms that they have accepted with it. */
  normsVersion: number;
  at: number;
  /** When it came and which it is: the order of lists. */
  order: string;
  state: RequestState;
  /** What the facilitators say to it. */
  answer: string;
  answeredBy: Id | null;
}

const request = new Schema<RequestRecord>(
  {
    _id: { type: String, required: true },
    groupId: { type: String, required: true },
    personId: { type: String, required: true },
    words: { type: String, default: "" },
    normsVersion: { type: Number, required: true },
    at: { type: Number, required: true },
    order: { type: String, required: true },
    state: { type: String, enum: requestStates, required: true },
    answer: { type: String, default: "" },
    answeredBy: { type: String, default: null },
  },
  { versionKey: false, collection: "joinRequests", strict: "throw" },
);
request.index(
  { groupId: 1, personId: 1, state: 1 },
  { unique: true, partialFilterExpression: { state: "open" } },
);
request.index({ groupId: 1, state: 1, order: 1 });
request.index({ personId: 1, state: 1, order: -1 });
request.index({ at: 1, _id: 1 });

export const JoinRequest = mongoose.model("JoinRequest", request);

/** What a new request says. */
export type NewRequest = Pick<RequestRecord, "_id" | "groupId" | "personId" | "words" | "normsVersion">;

/** Stores a request, and answers the one that is there instead: of that id, or the open one of that person and group. */
export async function keepRequest(given: NewRequest): Promise<RequestRecord> {
  const at = Date.now();
  const order = `${String(at).padStart(15, "0")}:${given._id}`;
  const record: RequestRecord = { ...given, at, order, state: "open", answer: "", answeredBy: null };
  try {
    await JoinRequest.collection.insertOne(record as never);
    return record;
  } catch (error) {
    if (!isDuplicate(error)) throw error;
    const { groupId, personId } = given;
    const known = await findRequestRecord(given._id);
    const open = known ?? (await listOpenRequestsOf(personId, [groupId]))[0];
    // What was there was closed between the two: the next attempt finds it so.
    return open ?? (await keepRequest(given));
  }
}

/** Answers a request that is open: the first who does. Null where it is open no more. */
export async function answerRecord(
  requestId: Id,
  answered: Pick<RequestRecord, "state" | "answer" | "answeredBy">,
  session: Session,
): Promise<RequestRecord | null> {
  return await JoinRequest.findOneAndUpdate(
    { _id: requestId, state: "open" },
    { $set: answered },
    { returnDocument: "after", session },
  ).lean<RequestRecord>();
}

/** Takes an open request back; false where it is open no more. */
export async function withdrawRecord(requestId: Id): Promise<boolean> {
  const open = { _id: requestId, state: "open" as const };
  return (await JoinRequest.updateOne(open, { $set: { state: "withdrawn" } })).matchedCount > 0;
}

/** Closes what somebody had asked for who has come in, by whatever way. */
export async function closeRequestsOf(groupId: Id, personId: Id, session: Session): Promise<void> {
  const open = { groupId, personId, state: "open" as const };
  await JoinRequest.updateOne(open, { $set: { state: "accepted" } }, { session });
}

/** One, or null. */
export async function findRequestRecord(requestId: Id): Promise<RequestRecord | null> {
  return await JoinRequest.findById(requestId).lean<RequestRecord>();
}

/** Those of the requests that are open, in no order. */
export async function findOpenRequests(ids: readonly Id[]): Promise<RequestRecord[]> {
  if (ids.length === 0) return [];
  return await JoinRequest.find({
    _id: mongoose.trusted({ $in: [...new Set(ids)] }),
    state: "open" as const,
  }).lean<RequestRecord[]>();
}

/** The open requests to join a group, the oldest first, from after the one named. */
export async function listOpenRequests(
  groupId: Id,
  after: string | null,
  limit: number,
): Promise<RequestRecord[]> {
  const rest = after === null ? {} : { order: mongoose.trusted({ $gt: after }) };
  return await JoinRequest.find({ groupId, state: "open", ...rest })
    .sort({ order: 1 })
    .limit(limit)
    .lean<RequestRecord[]>();
}

/** What somebody has asked of some groups and what is open. */
export async function listOpenRequestsOf(personId: Id, groupIds: readonly Id[]): Promise<RequestRecord[]> {
  if (groupIds.length === 0) return [];
  const among = { groupId: mongoose.trusted({ $in: [...groupIds] }), personId, state: "open" as const };
  return await JoinRequest.find(among).lean<RequestRecord[]>();
}

/** What somebody has asked for and not taken back, the newest first, from before the one named. */
export async function listRequestsBy(
  personId: Id,
  before: string | null,
  limit: number,
): Promise<RequestRecord[]> {
  const rest = before === null ? {} : { order: mongoose.trusted({ $lt: before }) };
  const state = mongoose.trusted({ $in: ["open", "accepted", "declined"] });
  return await JoinRequest.find({ personId, state, ...rest } as never)
    .sort({ order: -1 })
    .limit(limit)
    .lean<RequestRecord[]>();
}
