import mongoose, { Schema } from "mongoose";
import { findPlain } from "#server/database/plainFind";
import { rereader } from "#server/database/reread";
import type { Session } from "#server/database/transaction";
import type { DecisionView } from "#shared/forums/proposals.contract";
import { type PollView, type SlowMode, type ThreadKind, threadKinds } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import { circlesOf } from "./circles.model";
import { listsOf, type PlacementRecord } from "./threadLists";

/** Who said something, and from which campus. */
export interface Speaker {
  /** Of an author who is not here it is nobody's: no person has it or ever will. */
  personId: Id;
  campusId: Id | null;
  /** How an author who is not here was called where their words come from. */
  name?: string;
}

/** That something was said elsewhere and brought in. */
export interface ImportedFrom {
  importId: Id;
  /** Who brought it in, and how they were called then; null where it was the command line, for nobody. */
  by: Id | null;
  byName: string;
  at: number;
  /** What it was known by where it comes from. */
  sourceId: string;
}

/** A thread's head. What is said in it are its posts. */
export interface ThreadRecord {
  _id: Id;
  /** Grows by one with every change, in the transaction of the change. */
  seq: number;
  kind: ThreadKind;
  title: string;
  tags: string[];
  author: Speaker;
  last: Speaker;
  /** The campuses from which somebody has spoken, each once. */
  campusIds: Id[];
  at: number;
  lastAt: number;
  /** How many posts there are, and so the next one's place. */
  posts: number;
  isClosed: boolean;
  acceptedId: Id | null;
  tried: number;
  poll: PollView | null;
  /** Of a proposal. */
  decision?: DecisionView;
  /** The first words of the opening; empty where it is not shown. */
  excerpt: string;
  placements: PlacementRecord[];
  /** Of one that was brought in from elsewhere. */
  imported?: ImportedFrom;
  /** The debrief that it carries on, and the campus where that may be named. */
  carriedFrom?: { debriefId: Id; campusId: Id | null };
  /** More of it is on its way: until all has come, moderators alone see it. */
  isArriving?: boolean;
  /** Of these three a thread has none, or they are as its view says. */
  slow?: SlowMode | undefined;
  isHolding?: boolean | undefined;
  movedTo?: Id | undefined;
}

/** By what a list of threads is ordered: when somebody last spoke, or when it was started. */
export type ThreadOrder = "active" | "begun";

/** A thread as it is stored: with what lists find it by. */
type StoredThread = ThreadRecord & { lists: string[] } & Record<ThreadOrder, string>;

const thread = new Schema<StoredThread>(
  {
    _id: { type: String, required: true },
    seq: { type: Number, required: true },
    kind: { type: String, enum: threadKinds, required: true },
    title: { type: String, required: true },
    tags: { type: [String], required: true },
    author: { type: Schema.Types.Mixed, required: true } as never,
    last: { type: Schema.Types.Mixed, required: true } as never,
    campusIds: { type: [String], required: true },
    at: { type: Number, required: true },
    lastAt: { type: Number, required: true },
    posts: { type: Number, required: true },
    isClosed: { type: Boolean, required: true },
    acceptedId: { type: String, default: null },
    tried: { type: Number, required: true },
    poll: { type: Schema.Types.Mixed, default: null } as never,
    decision: { type: Schema.Types.Mixed } as never,
    excerpt: { type: String, default: "" },
    placements: { type: [Schema.Types.Mixed], required: true } as never,
    imported: { type: Schema.Types.Mixed } as never,
    isArriving: { type: Boolean },
    carriedFrom: { type: Schema.Types.Mixed } as never,
    slow: { type: Schema.Types.Mixed } as never,
    isHolding: { type: Boolean },
    movedTo: { type: String },
    /** The lists in which it stands: see `threadLists.ts`. */
    lists: { type: [String], required: true },
    active: { type: String, required: true },
    begun: { type: String, required: true },
  },
  { versionKey: false, collection: "threads", strict: "throw", minimize: false },
);
thread.index({ lists: 1, active: -1 });
thread.index({ lists: 1, begun: -1 });

export const Thread = mongoose.model("Thread", thread);
/** Leaves out by what lists find it, which is more than half of a thread. */
const RECORD = { lists: 0, active: 0, begun: 0 } as const;
const rereadThreads = rereader<ThreadRecord>(Thread, { projection: RECORD, most: 4_000_000 });

/** Stores a new thread, in the transaction that stores its opening. */
export async function insertThread(record: ThreadRecord, session: Session): Promise<void> {
  await Thread.collection.insertOne((await toStored(record)) as never, { session });
}

/** Stores a thread as it is after a change, in the transaction that read it before. */
export async function saveThread(record: ThreadRecord, session: Session): Promise<void> {
  const stored = await toStored(record);
  await Thread.collection.replaceOne({ _id: record._id } as never, stored as never, { session });
}

/** A thread with what lists find it by. */
export async function toStored(record: ThreadRecord): Promise<StoredThread> {
  const [active, begun] = [keyOf("active", record), keyOf("begun", record)];
  const circles = await circlesOf(record.placements.map(({ spaceId }) => spaceId));
  return { ...record, lists: listsOf(record, circles), active, begun };
}

/** Enters threads that were stored before into the lists in which they would be today, unless they change meanwhile. */
export async function relistThreads(records: readonly ThreadRecord[]): Promise<void> {
  const entered = records.map(async (record) => ({
    updateOne: {
      filter: { _id: record._id, seq: record.seq },
      update: { $set: { lists: (await toStored(record)).lists } },
    },
  }));
  const operations = await Promise.all(entered);
  if (operations.length > 0) await Thread.collection.bulkWrite(operations as never[]);
}

/** Every thread, in the order of their ids, from after one on. */
export async function listThreadsAfter(threadId: Id, limit: number): Promise<ThreadRecord[]> {
  const page = { sort: { _id: 1 }, limit } as const;
  return await findPlain<ThreadRecord>(Thread, { _id: { $gt: threadId } }, { ...page, projection: RECORD });
}

/**
 * Where a thread stands in an order: the moment, and its id where moments are the same. One field for both, since a list
 * of many threads of one moment would else be walked anew from its beginning for every page.
 */
export function keyOf(order: ThreadOrder, { _id, at, lastAt }: ThreadRecord): string {
  return `${momentKey(order === "active" ? lastAt : at)}:${_id}`;
}

/** Stands before everything of that moment. */
function momentKey(at: number): string {
  return String(at).padStart(15, "0");
}

/** One thread, or null; within a transaction as it is there. */
export async function findThreadRecord(threadId: Id, session?: Session): Promise<ThreadRecord | null> {
  const [record] = session
    ? await findPlain<ThreadRecord>(Thread, { _id: threadId }, { projection: RECORD, session })
    : await rereadThreads({ _id: threadId });
  return record ?? null;
}

/** Those of the threads that exist, in no order. */
export async function listThreadRecords(ids: readonly Id[]): Promise<ThreadRecord[]> {
  if (ids.length === 0) return [];
  return await rereadThreads({ _id: { $in: [...new Set(ids)] } });
}

/** How far some threads have come; cheap, for those that look at many. */
export async function listThreadLengths(ids: readonly Id[]): Promise<Pick<ThreadRecord, "_id" | "posts">[]> {
  return await Thread.find({ _id: mongoose.trusted({ $in: [...ids] }) }, { posts: 1 }).lean<ThreadRecord[]>();
}

/** What some threads are called and whether they are closed; cheap, for those that look at many. */
export async function listThreadTitles(
  ids: readonly Id[],
): Promise<Pick<ThreadRecord, "_id" | "title" | "isClosed">[]> {
  if (ids.length === 0) return [];
  const projection = { title: 1, isClosed: 1 } as const;
  return await findPlain<ThreadRecord>(Thread, { _id: { $in: [...new Set(ids)] } }, { projection });
}

/** Threads of some lists, merged into one order, the latest first; from the key of a former page's last one on. */
export async function listThreadsIn(
  lists: readonly string[],
  order: ThreadOrder,
  before: string | null,
  limit: number,
  /** From which moment on, in milliseconds; from the beginning where it is not said. */
  since?: number,
): Promise<ThreadRecord[]> {
  const among = lists.length === 1 ? lists[0] : { $in: [...lists] };
  const range = {
    ...(before === null ? {} : { $lt: before }),
    ...(since === undefined ? {} : { $gte: momentKey(since) }),
  };
  const rest = Object.keys(range).length === 0 ? {} : { [order]: range };
  const page = { sort: { [order]: -1 }, limit } as const;
  return await rereadThreads({ lists: among, ...rest }, page);
}
