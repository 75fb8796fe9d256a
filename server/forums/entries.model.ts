import mongoose, { Schema } from "mongoose";
import { findPlain } from "#server/database/plainFind";
import type { Session } from "#server/database/transaction";
import { type ThreadKind, threadKinds } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { Speaker } from "./threads.model";
import type { WrittenLanguage } from "./writtenLanguage";

/** The words by which a post is found, as one: which stems they have depends on their language. */
export interface EntryWords {
  language: WrittenLanguage;
  /** The thread's title with its opening; empty with replies. */
  heading: string;
  text: string;
}

/**
 * A post that can be found in a circle: in the spaces of one program, or of one campus. Who reads one space of a circle
 * reads a few or all of it, so that a search asks once for each circle and not for each convening.
 */
export interface EntryRecord {
  /** `postId.circleId`. */
  _id: string;
  circleId: Id;
  /** Where its thread can be seen there; empty while it is hidden in all of it. */
  categoryIds: Id[];
  postId: Id;
  threadId: Id;
  place: number;
  author: Speaker;
  at: number;
  kind: ThreadKind;
  tags: string[];
  words: EntryWords;
}

const entry = new Schema<EntryRecord>(
  {
    _id: { type: String, required: true },
    circleId: { type: String, required: true },
    categoryIds: { type: [String], required: true },
    postId: { type: String, required: true },
    threadId: { type: String, required: true },
    place: { type: Number, required: true },
    author: { type: Schema.Types.Mixed, required: true } as never,
    at: { type: Number, required: true },
    kind: { type: String, enum: threadKinds, required: true },
    tags: { type: [String], required: true },
    words: { type: Schema.Types.Mixed, required: true } as never,
  },
  { versionKey: false, collection: "postEntries", strict: "throw" },
);
entry.index(
  { circleId: 1, "words.language": 1, "words.heading": "text", "words.text": "text" },
  { name: "words", weights: { "words.heading": 5, "words.text": 1 }, default_language: "none" },
);
entry.index({ postId: 1 });
entry.index({ threadId: 1, circleId: 1 });
entry.index({ "author.personId": 1, categoryIds: 1 });
entry.index({ circleId: 1, at: -1 });

export const Entry = mongoose.model("PostEntry", entry);

/** Stores how a post is found, in the transaction that says it or writes it anew. */
export async function saveEntries(records: readonly EntryRecord[], session: Session): Promise<void> {
  for (const { _id, ...entry } of records)
    await Entry.collection.replaceOne({ _id } as never, entry as never, { session, upsert: true });
}

/** Stores how posts are found that are new, in the transaction that brings them in. */
export async function insertEntries(records: readonly EntryRecord[], session: Session): Promise<void> {
  if (records.length > 0) await Entry.collection.insertMany(records as never[], { session });
}

/** Lets a post be found no more, in the transaction that takes it back or out of sight. */
export async function removeEntries(postId: Id, session: Session): Promise<void> {
  await Entry.collection.deleteMany({ postId }, { session });
}

/** Lets posts be found as they stand now and not as before, in the transaction that moves them. */
export async function replaceEntries(
  postIds: readonly Id[],
  records: readonly EntryRecord[],
  session: Session,
): Promise<void> {
  await Entry.collection.deleteMany({ postId: { $in: [...postIds] } }, { session });
  if (records.length > 0) await Entry.collection.insertMany(records as never[], { session });
}

/** Lets no post of a thread be found in a circle any more, in the transaction that takes it away from there. */
export async function leaveCircle(threadId: Id, circleId: Id, session: Session): Promise<void> {
  await Entry.collection.deleteMany({ threadId, circleId }, { session });
}

/**
 * Whether something that the person said can be found in the category: whether it has ever been let through there. A post
 * may be left out of account.
 */
export async function hasEntryIn(personId: Id, categoryId: Id, besides?: Id): Promise<boolean> {
  const other = besides === undefined ? {} : { postId: mongoose.trusted({ $ne: besides }) };
  const found = { "author.personId": personId, categoryIds: categoryId, ...other };
  return (await Entry.exists(found as never)) !== null;
}

/** What is known of a post without its words. */
export type EntryHead = Pick<EntryRecord, "threadId" | "place" | "author" | "at" | "kind" | "categoryIds">;

/** What can be found in a circle and was said since a moment, the latest first, without its words. */
export async function listEntriesSince(circleId: Id, since: number, limit: number): Promise<EntryHead[]> {
  const projection = { _id: 0, threadId: 1, place: 1, author: 1, at: 1, kind: 1, categoryIds: 1 } as const;
  const latest = { projection, sort: { at: -1 }, limit } as const;
  return await findPlain<EntryHead>(Entry, { circleId, at: { $gte: since } }, latest);
}

/** Changes where the posts of a thread are found in a circle, in the transaction that moves or hides it. */
export async function placeEntries(
  threadId: Id,
  circleId: Id,
  categoryIds: readonly Id[],
  session: Session,
): Promise<void> {
  await Entry.collection.updateMany({ threadId, circleId }, { $set: { categoryIds } }, { session });
}

/** Changes by what the posts of a thread are found, and its opening, in the transaction that names it anew. */
export async function retitleEntries(
  threadId: Id,
  openingId: Id | null,
  { title, tags }: { title: string; tags: readonly string[] },
  session: Session,
): Promise<void> {
  await Entry.collection.updateMany({ threadId }, { $set: { tags } }, { session });
  const heading = { $set: { "words.heading": title } };
  await Entry.collection.updateMany({ postId: openingId }, heading, { session });
}

/** Stores how posts are found that were said before there was a search. What is known already stays as it is. */
export async function insertMissingEntries(records: readonly EntryRecord[]): Promise<void> {
  if (records.length === 0) return;
  await Entry.collection.bulkWrite(
    records.map(({ _id, ...entry }) => ({
      updateOne: { filter: { _id } as never, update: { $setOnInsert: entry }, upsert: true },
    })),
    { ordered: false },
  );
}

/** What is looked for, and where: in one circle, among those of its categories that the asker reads. */
export interface EntriesAsked {
  circleId: Id;
  categoryIds: readonly Id[];
  language: WrittenLanguage;
  words: string;
  authorId?: Id | undefined;
  campusId?: Id | undefined;
  tag?: string | undefined;
  kind?: ThreadKind | undefined;
  since?: number | undefined;
  until?: number | undefined;
}

/** An entry by its place in an order, without its words. */
export interface RankedEntry {
  _id: string;
  postId: Id;
  at: number;
  /** How well it fits. */
  score: number;
}

/** Those that fit best, in no order among equals. */
export async function listBestEntries(asked: EntriesAsked, limit: number): Promise<RankedEntry[]> {
  const best = { projection: { ...RANK, score: SCORE }, sort: { score: SCORE }, limit };
  return await findPlain<RankedEntry>(Entry, toFilter(asked), best);
}

/** The newest from before a place in that order. */
export async function listNewestEntries(
  asked: EntriesAsked,
  before: { at: number; postId: Id } | null,
  limit: number,
): Promise<RankedEntry[]> {
  const rest = before && {
    $or: [{ at: { $lt: before.at } }, { at: before.at, postId: { $lt: before.postId } }],
  };
  const newest = { projection: { ...RANK, score: SCORE }, sort: { at: -1, postId: -1 }, limit } as const;
  return await findPlain<RankedEntry>(Entry, { ...toFilter(asked), ...rest }, newest);
}

/** Posts of one thread in which the words stand, those that fit best, in no order among equals. */
export async function listEntriesIn(
  threadId: Id,
  asked: EntriesAsked,
  limit: number,
): Promise<Pick<EntryRecord, "place" | "words">[]> {
  const best = { projection: { place: 1, words: 1, score: SCORE }, sort: { score: SCORE }, limit } as const;
  return await findPlain<EntryRecord>(Entry, { ...toFilter(asked), threadId }, best);
}

/** Those of the entries that exist, in no order. */
export async function listEntryRecords(ids: readonly string[]): Promise<EntryRecord[]> {
  return await findPlain<EntryRecord>(Entry, { _id: { $in: [...ids] } });
}

const SCORE = { $meta: "textScore" } as const;
const RANK = { postId: 1, at: 1 };

/** Everything that narrows a search stands in the query: what the asker may not read is not even counted. */
function toFilter({ circleId, categoryIds, language, words, ...narrowed }: EntriesAsked) {
  const { authorId, campusId, tag, kind, since, until } = narrowed;
  const span = { ...(since !== undefined && { $gte: since }), ...(until !== undefined && { $lt: until }) };
  return {
    circleId,
    "words.language": language,
    $text: { $search: words, $language: language },
    categoryIds: { $in: [...categoryIds] },
    ...(authorId !== undefined && { "author.personId": authorId }),
    ...(campusId !== undefined && { "author.campusId": campusId }),
    ...(tag !== undefined && { tags: tag }),
    ...(kind !== undefined && { kind }),
    ...(Object.keys(span).length > 0 && { at: span }),
  };
}
