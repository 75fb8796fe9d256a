import { authorize } from "#server/errors";
import {
  MOVED_FORMAT,
  MOVED_VERSION,
  type MovedAuthor,
  type MovedHead,
  type MovedPost,
  type MovedThread,
} from "#shared/forums/moving.format";
import { canMoveSpace } from "#shared/forums/spaces.policy";
import type { AuthorMark } from "#shared/forums/threads.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { quotedIn } from "#shared/richText/gather";
import { toMarkdown } from "#shared/richText/toMarkdown";
import { type MarkOf, markSpeakers } from "./authors.reads";
import { listCategoriesOf } from "./categories.model";
import { listPostRecords, listPostsFrom, type PostRecord } from "./posts.model";
import { renameQuotes } from "./quotes.reads";
import { nameSpaces } from "./spaceNames.reads";
import { findSpace, type KnownSpace } from "./spaces.reads";
import { listName } from "./threadLists";
import { keyOf, listThreadsIn, type ThreadRecord } from "./threads.model";

/** Read in one go; never more is held. */
const THREADS_AT_ONCE = 50;
const POSTS_AT_ONCE = 100;

/** A space to be taken along: what its file is called, and its lines one after another. */
export interface Export {
  title: string;
  lines: AsyncGenerator<string>;
}

/** Everything of a space, for whoever looks after it. Lines are read as they are asked for, so that any space fits. */
export async function exportSpace(viewer: Viewer, spaceId: Id): Promise<Export> {
  const space = await findSpace(viewer, spaceId);
  authorize(canMoveSpace(viewer, space.subject));
  return await exportKnownSpace(space);
}

/** The same for those that act for nobody in particular. Never answer a person with it unasked. */
export async function exportKnownSpace({ record }: KnownSpace): Promise<Export> {
  const title = (await nameSpaces([record])).get(record._id)?.title ?? "";
  return { title, lines: linesOf(record._id, record.kind, title) };
}

async function* linesOf(spaceId: Id, kind: string, title: string): AsyncGenerator<string> {
  const categories = await listCategoriesOf([spaceId]);
  const titles = new Map(categories.map((category) => [category._id, category.title]));
  const head: MovedHead = {
    ...{ format: MOVED_FORMAT, version: MOVED_VERSION, exportedAt: new Date().toISOString() },
    space: { kind, title },
    categories: categories.map(({ title, description, read, start, answer, year, isArchived }) => ({
      ...{ title, description, read, start, answer, year, isArchived },
    })),
  };
  yield toLine(head);
  const counts = { threads: 0, posts: 0 };
  for await (const thread of threadsOf(spaceId)) {
    counts.threads += 1;
    const placement = thread.placements.find((one) => one.spaceId === spaceId);
    const category = titles.get(placement?.categoryId ?? "") ?? null;
    if (placement?.isHidden) {
      yield toLine({
        thread: { id: sourceIdOf(thread), category, kind: thread.kind, at: thread.at, isHidden: true },
      });
      continue;
    }
    yield toLine({ thread: await toMovedThread(thread, category, placement?.isPinned ?? false) });
    for await (const post of postsOf(thread)) {
      counts.posts += 1;
      yield toLine({ post });
    }
  }
  yield toLine({ end: counts });
}

/** Every thread of a space that is not on its way in, in the order of its export. */
export async function* threadsOf(spaceId: Id): AsyncGenerator<ThreadRecord> {
  const lists = (["listed", "pinned", "hidden"] as const).map((standing) => listName(standing, spaceId));
  for (let before: string | null = null; ; ) {
    const threads: ThreadRecord[] = await listThreadsIn(lists, "begun", before, THREADS_AT_ONCE);
    yield* threads;
    const last = threads.at(-1);
    if (last === undefined || threads.length < THREADS_AT_ONCE) return;
    const next = keyOf("begun", last);
    // Where a stored order is not what it should be, the file ends without its last line instead of never.
    if (before !== null && next >= before) throw new Error("The order of threads goes round.");
    before = next;
  }
}

async function* postsOf(thread: ThreadRecord): AsyncGenerator<MovedPost> {
  for await (const posts of toldIn(thread)) {
    const [markOf, quoted] = await Promise.all([
      markSpeakers(posts.map(({ author }) => author)),
      listPostRecords(posts.flatMap(({ body }) => (body === null ? [] : quotedIn(body)))),
    ]);
    const sources = new Map(quoted.map((post) => [post._id, sourceIdOf(post)]));
    for (const post of posts) yield toMovedPost(thread, post, markOf, sources);
  }
}

/**
 * The posts of a thread that an export tells of, some at a time: what waits for a moderator was never said, and what was
 * taken back is not said any more.
 */
export async function* toldIn(thread: ThreadRecord): AsyncGenerator<PostRecord[]> {
  for (let from = 0; ; from += POSTS_AT_ONCE) {
    const read = await listPostsFrom(thread._id, from, POSTS_AT_ONCE);
    yield read.filter(({ state }) => state === "shown" || state === "hidden");
    if (read.length < POSTS_AT_ONCE) return;
  }
}

async function toMovedThread(
  thread: ThreadRecord,
  category: string | null,
  isPinned: boolean,
): Promise<MovedThread> {
  const { kind, title, tags, at, isClosed, poll, acceptedId, author } = thread;
  const [markOf, [accepted], decision] = await Promise.all([
    markSpeakers([author]),
    acceptedId === null ? [] : listPostRecords([acceptedId]),
    toMovedDecision(thread),
  ]);
  return {
    ...{ id: sourceIdOf(thread), category, kind, title, tags, author: toMovedAuthor(markOf(author)), at },
    ...{ isClosed, isPinned, isHidden: false, acceptedId: accepted ? sourceIdOf(accepted) : null, poll },
    ...(decision && { decision }),
  };
}

/** The post that states the outcome is named where it still stands in the thread. */
async function toMovedDecision({ _id, decision }: ThreadRecord): Promise<MovedThread["decision"]> {
  if (!decision?.outcome) return decision;
  const [post] = await listPostRecords([decision.outcome.postId]);
  const isHere = post?.threadId === _id && (post.state === "shown" || post.state === "hidden");
  return { ...decision, outcome: { ...decision.outcome, postId: isHere ? sourceIdOf(post) : null } };
}

function toMovedPost(
  thread: ThreadRecord,
  post: PostRecord,
  markOf: MarkOf,
  sources: ReadonlyMap<Id, string>,
): MovedPost {
  const { place, at, state, isTried, editedAt, reactions, position } = post;
  const body = state === "shown" ? post.body : null;
  return {
    id: place === 0 ? sourceIdOf(thread) : sourceIdOf(post),
    threadId: sourceIdOf(thread),
    ...{ author: toMovedAuthor(markOf(post.author)), at, editedAt },
    ...{ state: state === "shown" ? "shown" : "hidden", reason: post.reason, isTried, reactions },
    ...(body && position && !position.isChanged && { position: position.position }),
    markdown: body && toMarkdown(body),
    body: body && toMovedBody(body, sources),
  };
}

/** Quotations name what they quote as this file does. */
function toMovedBody(body: RichTextDocument, sources: ReadonlyMap<Id, string>): RichTextDocument {
  return renameQuotes(body, (replyId, author) => {
    const id = sources.get(replyId);
    return id === undefined ? null : { replyId: id, author };
  });
}

function toMovedAuthor({ name, campus }: AuthorMark): MovedAuthor {
  return name === "" ? null : { name, campus: campus?.name ?? null };
}

/** What something was known by where it came from, so that it is known again wherever it is taken. */
function sourceIdOf({ _id, imported }: { _id: Id; imported?: { sourceId: string } | undefined }): string {
  return imported?.sourceId ?? _id;
}

function toLine(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
