import mongoose, { Schema } from "mongoose";
import { findPlain } from "#server/database/plainFind";
import { rereader } from "#server/database/reread";
import type { Session } from "#server/database/transaction";
import type { TakenPosition } from "#shared/forums/proposals.contract";
import {
  type PostReaction,
  type PostState,
  type PostView,
  postStates,
} from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import type { ImportedFrom, Speaker } from "./threads.model";

/** One thing that was said in a thread; the opening stands at place 0. */
export interface PostRecord {
  /** The deed's id, made by the device: the same deed cannot be done twice, ever. */
  _id: Id;
  threadId: Id;
  /** From 0 without holes. */
  place: number;
  author: Speaker;
  at: number;
  /** The thread's seq with which it came. */
  seq: number;
  state: PostState;
  /** Null once it was taken back; a hidden one keeps it, to be shown again. */
  body: RichTextDocument | null;
  reason: string;
  /** The norm of the group that the reason names, in its words of then; empty or left out where it names none. */
  norm?: string;
  /** That its author is asked to edit it: the request that is open. In no view. */
  asked?: Id | null;
  isTried: boolean;
  /** What it says of the proposal; null once it was taken back. */
  position?: TakenPosition | null;
  edits: number;
  editedAt: number | null;
  reactions: PostView["reactions"];
  /** Of one that was brought in from elsewhere. */
  imported?: ImportedFrom;
  /** Of the mark that a moved post leaves behind: where it went. */
  movedTo?: NonNullable<PostView["movedTo"]>;
  /** Of a moved post: where it was said, and the mark that stands there, so that its deed sent again is answered. */
  saidIn?: { threadId: Id; seq: number; markId: Id };
}

const post = new Schema<PostRecord>(
  {
    _id: { type: String, required: true },
    threadId: { type: String, required: true },
    place: { type: Number, required: true },
    author: { type: Schema.Types.Mixed, required: true } as never,
    at: { type: Number, required: true },
    seq: { type: Number, required: true },
    state: { type: String, enum: postStates, required: true },
    body: { type: Schema.Types.Mixed, default: null } as never,
    reason: { type: String, default: "" },
    norm: { type: String },
    asked: { type: String },
    isTried: { type: Boolean, required: true },
    position: { type: Schema.Types.Mixed } as never,
    edits: { type: Number, required: true },
    editedAt: { type: Number, default: null },
    reactions: { type: Schema.Types.Mixed, required: true } as never,
    imported: { type: Schema.Types.Mixed } as never,
    movedTo: { type: Schema.Types.Mixed } as never,
    saidIn: { type: Schema.Types.Mixed } as never,
  },
  { versionKey: false, collection: "posts", strict: "throw", minimize: false },
);
post.index({ threadId: 1, place: 1 }, { unique: true });
post.index({ at: 1, _id: 1 });
post.index({ threadId: 1, "author.campusId": 1 });

export const Post = mongoose.model("Post", post);
const rereadPosts = rereader<PostRecord>(Post, { most: 8_000_000 });

/** What nobody has reacted to, written anew or hidden yet. */
export const untouched = {
  state: "shown",
  reason: "",
  edits: 0,
  editedAt: null,
  reactions: { resonates: 0, thanks: 0, sayMore: 0 },
} as const;

/** Stores what was said, in the transaction that gives it its place. */
export async function insertPost(record: PostRecord, session: Session): Promise<void> {
  await Post.collection.insertOne(record as never, { session });
}

/** Stores several posts, in the transaction that gives them their places. */
export async function insertPosts(records: readonly PostRecord[], session: Session): Promise<void> {
  if (records.length > 0) await Post.collection.insertMany(records as never[], { session });
}

/** Changes a post, in the transaction in which it was read. */
export async function changePostRecord(
  postId: Id,
  change: Partial<PostRecord>,
  session: Session,
): Promise<void> {
  await Post.collection.updateOne({ _id: postId } as never, { $set: change }, { session });
}

/** Counts a reaction to a post in or out, and answers how many there are then. */
export async function countReaction(
  postId: Id,
  reaction: PostReaction,
  by: 1 | -1,
  session: Session,
): Promise<number> {
  const post = await Post.findOneAndUpdate(
    { _id: postId },
    { $inc: { [`reactions.${reaction}`]: by } },
    { session, returnDocument: "after", projection: { reactions: 1 } },
  ).lean<PostRecord>();
  return post?.reactions[reaction] ?? 0;
}

/** One post, or null; within a transaction as it is there. */
export async function findPostRecord(postId: Id, session?: Session): Promise<PostRecord | null> {
  const [record] = session
    ? await findPlain<PostRecord>(Post, { _id: postId }, { session })
    : await rereadPosts({ _id: postId });
  return record ?? null;
}

/** Those of the posts that exist, in no order. */
export async function listPostRecords(ids: readonly Id[]): Promise<PostRecord[]> {
  return await rereadPosts({ _id: { $in: [...new Set(ids)] } });
}

/** Where those of the posts that exist stand, without their words. */
export async function listPostHeads(
  ids: readonly Id[],
): Promise<Pick<PostRecord, "_id" | "threadId" | "place" | "author" | "state" | "asked">[]> {
  const head = { threadId: 1, place: 1, author: 1, state: 1, asked: 1 };
  return await Post.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) }, head).lean<PostRecord[]>();
}

/** In which threads those of the posts stand that exist, by post; within a transaction, there. */
export async function listThreadsOfPosts(ids: readonly Id[], session?: Session): Promise<Map<Id, Id>> {
  const found = await Post.find({ _id: mongoose.trusted({ $in: [...ids] }) }, { threadId: 1 })
    .session(session ?? null)
    .lean<{ _id: Id; threadId: Id }[]>();
  return new Map(found.map(({ _id, threadId }) => [_id, threadId]));
}

/** The posts of a thread from a place on, in order. */
export async function listPostsFrom(threadId: Id, from: number, limit: number): Promise<PostRecord[]> {
  return await rereadPosts({ threadId, place: { $gte: from } }, { sort: { place: 1 }, limit });
}

/** Puts posts into other threads, where they take no position, in one transaction with what else follows. */
export async function relocatePosts(posts: readonly PostRecord[], session: Session): Promise<void> {
  const moves = posts.map(({ _id, threadId, place, seq, saidIn }) => ({
    updateOne: {
      filter: { _id },
      update: { $set: { threadId, place, seq, saidIn }, $unset: { position: "" } },
    },
  }));
  await Post.collection.bulkWrite(moves as never[], { session });
}

/** Those of the posts that exist, in no order, as they are in this transaction. */
export async function listPostRecordsNow(ids: readonly Id[], session: Session): Promise<PostRecord[]> {
  return await Post.find({ _id: mongoose.trusted({ $in: [...new Set(ids)] }) })
    .session(session)
    .lean<PostRecord[]>();
}

/** What stands at the beginning of a thread, or null. */
export async function findOpening(threadId: Id, session: Session): Promise<PostRecord | null> {
  return await Post.findOne({ threadId, place: 0 }).session(session).lean<PostRecord>();
}

/** All posts of a short thread in order, as they are in this transaction. */
export async function listWholeThread(threadId: Id, session: Session): Promise<PostRecord[]> {
  return await Post.find({ threadId }).sort({ place: 1 }).session(session).lean<PostRecord[]>();
}

/** The last post that was said in a thread and still stands there. Marks of moved ones are walked over. */
export async function findLastSaid(threadId: Id, session: Session): Promise<PostRecord | null> {
  return await Post.findOne({ threadId, state: mongoose.trusted({ $ne: "moved" }) })
    .sort({ place: -1 })
    .session(session)
    .lean<PostRecord>();
}

/** Whether somebody has spoken from that campus in the thread. */
export async function isHeardFrom(threadId: Id, campusId: Id, session: Session): Promise<boolean> {
  return (await Post.exists({ threadId, "author.campusId": campusId }).session(session)) !== null;
}

/** Every post, in the order of their ids, from after one on. */
export async function listPostsAfter(postId: Id, limit: number): Promise<PostRecord[]> {
  return await Post.find({ _id: mongoose.trusted({ $gt: postId }) })
    .sort({ _id: 1 })
    .limit(limit)
    .lean<PostRecord[]>();
}
