import type { AuthorMark, PostState } from "#shared/forums/threads.contract";
import { canReadThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { excerpt } from "#shared/richText/plainText";
import { markSpeakers } from "./authors.reads";
import { listPostHeads, listPostRecords } from "./posts.model";
import { listThreadRecords } from "./threads.model";
import { toKnownThreads } from "./threads.reads";

/** How much of a post somebody is shown who was told of it. */
const EXCERPT_LENGTH = 160;

/** A post that somebody may know of, without its words. */
export interface PostHead {
  threadId: Id;
  threadTitle: string;
  place: number;
  authorId: Id;
  state: PostState;
  /** That its author is asked to edit it. Never answer anybody else with it. */
  askedId: Id | null;
}

/** A post as it is told of. */
export interface ToldPost extends PostHead {
  author: AuthorMark;
  /** How it begins; empty where it is not shown. */
  excerpt: string;
  /** Why it is hidden; empty otherwise. */
  reason: string;
  /** The norm that the reason names; may be empty. */
  norm: string;
}

/** The titles of those of the threads that the viewer may read today, by thread. */
export async function titleThreads(viewer: Viewer, threadIds: readonly Id[]): Promise<Map<Id, string>> {
  if (threadIds.length === 0) return new Map();
  const known = await toKnownThreads(await listThreadRecords(threadIds));
  const readable = known.filter(({ subject }) => canReadThread(viewer, subject));
  return new Map(readable.map(({ record }) => [record._id, record.title]));
}

/** Those of the posts that the viewer may read today, by post. What was taken back is nothing that one is told of. */
export async function findPostHeads(viewer: Viewer, postIds: readonly Id[]): Promise<Map<Id, PostHead>> {
  if (postIds.length === 0) return new Map();
  const posts = (await listPostHeads(postIds)).filter(({ state }) => state !== "withdrawn");
  const titles = await titleThreads(
    viewer,
    posts.map(({ threadId }) => threadId),
  );
  return new Map(
    posts.flatMap(({ _id, threadId, place, author, state, asked: askedId = null }) => {
      const threadTitle = titles.get(threadId);
      return threadTitle === undefined
        ? []
        : [[_id, { threadId, threadTitle, place, authorId: author.personId, state, askedId }] as const];
    }),
  );
}

/** The same with how they begin and who wrote them. */
export async function findToldPosts(
  viewer: Viewer,
  postIds: readonly Id[],
  length = EXCERPT_LENGTH,
): Promise<Map<Id, ToldPost>> {
  const heads = await findPostHeads(viewer, postIds);
  const posts = await listPostRecords([...heads.keys()]);
  const markOf = await markSpeakers(posts.map(({ author }) => author));
  return new Map(
    posts.flatMap(({ _id, author, state, body, reason, norm = "" }) => {
      const head = heads.get(_id);
      if (head === undefined) return [];
      const begins = state === "shown" && body !== null ? excerpt(body, length) : "";
      const told = { author: markOf(author), excerpt: begins, reason, norm };
      return [[_id, { ...head, state, ...told }] as const];
    }),
  );
}

/** A post for those that act for nobody in particular: where it stands, whose it is. Never answer a person with it. */
export async function findSaid(postId: Id): Promise<{
  postId: Id;
  threadId: Id;
  place: number;
  authorId: Id;
  state: PostState;
  body: RichTextDocument | null;
} | null> {
  const [post] = await listPostRecords([postId]);
  if (post === undefined) return null;
  const { threadId, place, author, state, body } = post;
  return { postId, threadId, place, authorId: author.personId, state, body };
}

/** Who wrote those of the posts that stand in a thread for all to see, by post. */
export async function findAuthors(threadId: Id, postIds: readonly Id[]): Promise<Map<Id, Id>> {
  if (postIds.length === 0) return new Map();
  const shown = (await listPostRecords(postIds)).filter(
    (post) => post.threadId === threadId && post.state === "shown",
  );
  return new Map(shown.map(({ _id, author }) => [_id, author.personId]));
}
