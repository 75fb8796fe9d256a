import { Category, noteSaidInCategories } from "#server/forums/categories.model";
import { PositionOf, type PositionRecord } from "#server/forums/positions.model";
import { Post, type PostRecord, untouched } from "#server/forums/posts.model";
import { noteSaidInSpaces } from "#server/forums/spaces.model";
import type { PlacementRecord } from "#server/forums/threadLists";
import { Thread, type ThreadRecord, toStored } from "#server/forums/threads.model";
import type { Position } from "#shared/forums/proposals.contract";
import { type Id, newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { excerpt } from "#shared/richText/plainText";

/** A thread that is there already, however long ago it was begun. */
export interface PastThread extends Pick<ThreadRecord, "kind" | "title" | "tags"> {
  placement: PlacementRecord;
  isClosed?: boolean;
  acceptedPlace?: number;
  poll?: ThreadRecord["poll"];
  /** Of a proposal. */
  decideBy?: number;
  /** The opening first. */
  posts: PastPost[];
}

export interface PastPost extends Pick<PostRecord, "author" | "at"> {
  body: RichTextDocument;
  isTried?: boolean;
  /** The only one of its author. */
  position?: Position;
  reactions?: Partial<PostRecord["reactions"]>;
}

/** Stores threads with all that was said in them, in a few writes however many they are. Answers their ids. */
export async function storeThreads(past: readonly PastThread[]): Promise<Id[]> {
  const made = past.map(toRecords);
  const stored = await Promise.all(made.map(({ thread }) => toStored(thread)));
  await Thread.collection.insertMany(stored as never[]);
  await Post.collection.insertMany(made.flatMap(({ posts }) => posts) as never[]);
  const stands = made.flatMap(({ posts }) => posts.flatMap(toStand));
  if (stands.length > 0) await PositionOf.collection.insertMany(stands as never[]);
  await countThreads(made.map(({ thread }) => thread));
  return made.map(({ thread }) => thread._id);
}

function toRecords({ posts, placement, acceptedPlace, decideBy, poll = null, ...given }: PastThread) {
  const [opening, last] = [posts[0] as PastPost, posts.at(-1) as PastPost];
  const _id = newId(opening.at);
  const records = posts.map(
    ({ author, at, body, isTried = false, position, reactions }, place): PostRecord => ({
      ...untouched,
      ...{
        _id: place === 0 ? _id : newId(at),
        threadId: _id,
        place,
        author,
        at,
        seq: place + 1,
        body,
        isTried,
      },
      ...(position && { position: { position, isChanged: false } }),
      reactions: { ...untouched.reactions, ...reactions },
    }),
  );
  const thread: ThreadRecord = {
    ...{ _id, seq: posts.length, isClosed: false, poll, ...given },
    ...{ author: opening.author, last: last.author, at: opening.at, lastAt: last.at },
    ...{ posts: posts.length, tried: posts.filter(({ isTried }) => isTried).length },
    campusIds: [...new Set(posts.flatMap(({ author }) => author.campusId ?? []))],
    acceptedId: (acceptedPlace !== undefined && records[acceptedPlace]?._id) || null,
    ...(decideBy !== undefined && { decision: { decideBy, counts: countsIn(posts), outcome: null } }),
    excerpt: excerpt(opening.body, 240),
    placements: [placement],
  };
  return { thread, posts: records };
}

function countsIn(posts: readonly PastPost[]) {
  const counts = { agree: 0, abstain: 0, disagree: 0, block: 0 };
  for (const { position } of posts) if (position) counts[position] += 1;
  return counts;
}

function toStand({ _id: postId, threadId, author, at, position }: PostRecord): PositionRecord[] {
  if (!position) return [];
  const { personId } = author;
  const who = { _id: `${threadId}:${personId}`, threadId, personId };
  return [{ ...who, postId, at, position: position.position, isCounted: true }];
}

/** One write for each category and space, not for each thread. */
async function countThreads(threads: readonly ThreadRecord[]): Promise<void> {
  const inCategory = new Map<Id, ThreadRecord[]>();
  for (const thread of threads) {
    const { categoryId } = thread.placements[0] as PlacementRecord;
    const within = inCategory.get(categoryId) ?? [];
    within.push(thread);
    inCategory.set(categoryId, within);
  }
  for (const [categoryId, within] of inCategory) {
    const seen = within.filter(({ placements }) => placements.every(({ isHidden }) => !isHidden));
    await Category.updateOne({ _id: categoryId }, { $inc: { threadCount: seen.length } });
    const lastAt = Math.max(...seen.map((thread) => thread.lastAt));
    await noteSaidInCategories([categoryId], lastAt);
    await noteSaidInSpaces([within[0]!.placements[0]!.spaceId], lastAt);
  }
}
