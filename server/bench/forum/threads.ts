import { toEntries } from "#server/forums/entries.commands";
import { Entry } from "#server/forums/entries.model";
import { Post, type PostRecord } from "#server/forums/posts.model";
import { Reading } from "#server/forums/readings.model";
import { listThreadRecords, type Speaker } from "#server/forums/threads.model";
import { type PastThread, storeThreads } from "#server/testing/fillForum";
import type { Id } from "#shared/ids";
import { type Chance, documentOf, titleOf } from "./words";

/** Entries that are stored in one write. */
const ENTRIES_AT_ONCE = 1_000;
const MINUTE = 60_000;
const TAGS = "assessment belonging holds letters norms placement surveys syllabi trust tutoring".split(" ");

/** A thread to be: when it begins, how many replies follow, where it stands. */
export interface ThreadPlan {
  at: number;
  replies: number;
  spaceId: Id;
  categoryId: Id;
  isPinned?: boolean;
}

/** Makes up a thread of which all is said by people of those; every third is in Spanish. */
export function makeThread(
  chance: Chance,
  { at, replies, spaceId, categoryId, isPinned = false }: ThreadPlan,
  speakers: readonly Speaker[],
): PastThread {
  const language = chance() < 1 / 3 ? "es" : "en";
  const posts = Array.from({ length: replies + 1 }, (_, place) => ({
    author: speakers[Math.floor(chance() * speakers.length)] as Speaker,
    at: at + place * MINUTE,
    body: documentOf(chance, language),
  }));
  return {
    kind: (["discussion", "discussion", "question", "practice"] as const)[Math.floor(chance() * 4)]!,
    title: titleOf(chance, language),
    tags: TAGS.filter(() => chance() < 0.15).slice(0, 5),
    placement: { spaceId, categoryId, isPinned, isHidden: false },
    posts,
  };
}

/**
 * Stores threads as if everybody had said it then and there: with their counts, with how far each speaker has read, and
 * with how each post is found. Answers their ids.
 */
export async function fillThreads(past: readonly PastThread[]): Promise<Id[]> {
  const ids = await storeThreads(past);
  await storeReadings(past, ids);
  const posts = (await Post.collection.find({ threadId: { $in: ids } }).toArray()) as unknown as PostRecord[];
  for (let start = 0; start < posts.length; start += ENTRIES_AT_ONCE)
    await storeEntries(posts.slice(start, start + ENTRIES_AT_ONCE));
  return ids;
}

/** Who has spoken follows from then on. */
async function storeReadings(past: readonly PastThread[], ids: readonly Id[]): Promise<void> {
  const records = past.flatMap(({ posts }, index) => {
    const threadId = ids[index] as Id;
    const last = new Map(posts.map(({ author, at }, place) => [author.personId, { place, at }]));
    return [...last].map(([personId, { place, at }]) => ({
      ...{ _id: `${personId}:${threadId}`, personId, threadId },
      ...{ readTo: place + 1, level: "follow", touchedAt: at },
    }));
  });
  await Reading.collection.insertMany(records as never[]);
}

async function storeEntries(posts: readonly PostRecord[]): Promise<void> {
  const threads = await listThreadRecords(posts.map(({ threadId }) => threadId));
  const byId = new Map(threads.map((thread) => [thread._id, thread]));
  const entries = await Promise.all(posts.map((post) => toEntries(byId.get(post.threadId)!, post)));
  await Entry.collection.insertMany(entries.flat() as never[]);
}
