import { inTransaction, type Session } from "#server/database/transaction";
import type { MovedThread } from "#shared/forums/moving.format";
import type { Id } from "#shared/ids";
import { excerpt } from "#shared/richText/plainText";
import { countThread } from "./categories.model";
import { derivedId } from "./derivedIds";
import { enterPlacement, toEntries } from "./entries.commands";
import { insertEntries } from "./entries.model";
import { inTurn } from "./inTurn";
import type { Authors } from "./movedAuthors.reads";
import type { ReadPost } from "./movedItems";
import { insertPosts, listThreadsOfPosts, type PostRecord, untouched } from "./posts.model";
import { renameQuotes } from "./quotes.reads";
import { EXCERPT_LENGTH } from "./threads.commands";
import {
  findThreadRecord,
  type ImportedFrom,
  insertThread,
  type Speaker,
  saveThread,
  type ThreadRecord,
} from "./threads.model";

/** For whom and into what something is brought. */
export interface Bringing {
  spaceId: Id;
  authors: Authors;
  from: Omit<ImportedFrom, "sourceId">;
}

/** A thread on its way in, with what of it was seen so far. */
export interface Arriving {
  thread: MovedThread;
  threadId: Id;
  categoryId: Id;
  /** By what its shown posts are known in the file: their ids here, and who wrote them. */
  said: Map<string, { id: Id; name: string }>;
}

/** The id that a post of the file has here: the opening has its thread's. */
function postIdOf(spaceId: Id, { id, threadId }: { id: string; threadId: string }): Id {
  return id === threadId ? threadIdOf(spaceId, threadId) : derivedId(spaceId, "post", threadId, id);
}

export function threadIdOf(spaceId: Id, sourceId: string): Id {
  return derivedId(spaceId, "thread", sourceId);
}

/**
 * Brings the next posts of a thread in, in one transaction; what is here already stays as it is. Until its last posts have
 * come only moderators see a thread. Nobody is told: neither those who read, nor by mail. Answers what was new.
 */
export async function bringPosts(
  bringing: Bringing,
  arriving: Arriving,
  posts: readonly ReadPost[],
  isLast: boolean,
): Promise<{ threads: number; posts: number }> {
  const { spaceId } = bringing;
  const { threadId, categoryId } = arriving;
  const records = posts.map((post) => toPost(bringing, arriving, post));
  return await inTurn([categoryId], () =>
    inTransaction(async (session) => {
      const before = await findThreadRecord(threadId, session);
      const thread = before ?? toThread(bringing, arriving);
      const known = await listKnown(spaceId, threadId, posts, session);
      const fresh = records.filter((_, place) => !known.has(posts[place]!.id));
      const opening =
        before === null && posts[0]?.id !== arriving.thread.id ? [toMissingOpening(thread)] : [];
      const added = [...opening, ...fresh].map((post) => addPost(thread, post));
      const isNew = before === null;
      const arrives = isLast && (isNew || before.isArriving === true);
      if (added.length === 0 && !arrives) return { threads: 0, posts: 0 };
      if (arrives) {
        thread.placements = thread.placements.map((one) =>
          one.spaceId === spaceId ? { ...one, isHidden: false } : one,
        );
        thread.acceptedId = acceptedIn(arriving);
        delete thread.isArriving;
      }
      await store(thread, added, isNew, session);
      if (arrives) await countThread(categoryId, 1, session);
      if (arrives && !isNew) await enterPlacement(thread, spaceId, session);
      return { threads: isNew ? 1 : 0, posts: fresh.length };
    }),
  );
}

/** Which of the file's posts stand in the thread already: brought in before, or said there and taken along since. */
export async function listKnown(
  spaceId: Id,
  threadId: Id,
  posts: readonly ReadPost[],
  session?: Session,
): Promise<Set<string>> {
  const ids = posts.flatMap((post) => [postIdOf(spaceId, post), post.id]);
  const threads = await listThreadsOfPosts(ids, session);
  const isHere = (post: ReadPost) =>
    [postIdOf(spaceId, post), post.id].some((id) => threads.get(id) === threadId);
  return new Set(posts.filter(isHere).map(({ id }) => id));
}

async function store(
  thread: ThreadRecord,
  added: readonly PostRecord[],
  isNew: boolean,
  session: Session,
): Promise<void> {
  thread.seq += 1;
  if (isNew) await insertThread(thread, session);
  else await saveThread(thread, session);
  await insertPosts(added, session);
  const entries = await Promise.all(added.map((post) => toEntries(thread, post)));
  await insertEntries(entries.flat(), session);
}

/** Gives a post its place, and the head what it tells of it. */
function addPost(thread: ThreadRecord, given: PostRecord): PostRecord {
  const post = { ...given, place: thread.posts, seq: thread.seq + 1 };
  thread.posts += 1;
  if (post.at >= thread.lastAt) {
    thread.lastAt = post.at;
    thread.last = post.author;
  }
  const { campusId } = post.author;
  if (campusId !== null && !thread.campusIds.includes(campusId)) thread.campusIds.push(campusId);
  if (post.isTried && post.state === "shown") thread.tried += 1;
  if (post.place === 0 && post.body !== null) thread.excerpt = excerpt(post.body, EXCERPT_LENGTH);
  return post;
}

function toThread(
  { spaceId, authors, from }: Bringing,
  { thread, threadId, categoryId }: Arriving,
): ThreadRecord {
  const { title, tags, at, isClosed, isPinned, poll } = thread;
  // Positions are taken here, by people who are here: what was to be decided elsewhere is only told of.
  const kind = thread.kind === "proposal" ? "discussion" : thread.kind;
  const author = authors.speakerOf(thread.author, thread.id);
  return {
    ...{ _id: threadId, seq: 0, kind, title, tags: [...new Set(tags)], author, last: author, at, lastAt: at },
    ...{ posts: 0, campusIds: [], isClosed, acceptedId: null, tried: 0, poll, excerpt: "" },
    placements: [{ spaceId, categoryId, isPinned, isHidden: true }],
    imported: { ...from, sourceId: thread.id },
    isArriving: true,
  };
}

function toPost(
  { spaceId, authors, from }: Bringing,
  { thread, threadId, said }: Arriving,
  post: ReadPost,
): PostRecord {
  const { at, state, reason, editedAt, reactions } = post;
  const author = authors.speakerOf(post.author, post.id);
  const _id = postIdOf(spaceId, post);
  const body = post.body && renameQuotes(post.body, (source) => namedIn(said, source));
  if (state === "shown") said.set(post.id, { id: _id, name: nameOf(author, post) });
  return {
    ...{ ...untouched, _id, threadId, place: 0, author, at, seq: 0, state, body, editedAt },
    reason: state === "hidden" ? reason : "",
    isTried: post.isTried && thread.kind === "practice",
    reactions: { ...untouched.reactions, ...reactions },
    imported: { ...from, sourceId: post.id },
  };
}

function nameOf({ name }: Speaker, { author }: ReadPost): string {
  return name ?? author?.name ?? "";
}

/** A quotation names a post that stands before it in the same thread and its author; else it names nothing. */
function namedIn(said: Arriving["said"], source: string) {
  const quoted = said.get(source);
  return quoted && quoted.name !== "" ? { replyId: quoted.id, author: quoted.name } : null;
}

/** Stands where an opening was taken back before its thread was taken along. */
function toMissingOpening({ _id, author, at, imported }: ThreadRecord): PostRecord {
  return {
    ...{ ...untouched, _id, threadId: _id, place: 0, author, at, seq: 0, state: "withdrawn", body: null },
    ...{ isTried: false, reactions: { ...untouched.reactions }, ...(imported && { imported }) },
  };
}

function acceptedIn({ thread, said }: Arriving): Id | null {
  if (thread.kind !== "question" || thread.acceptedId === null) return null;
  return said.get(thread.acceptedId)?.id ?? null;
}
