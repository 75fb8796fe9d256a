import { askForFiles, placeFiles, type ShownFiles } from "#server/files/uses.reads";
import type { Position } from "#shared/forums/proposals.contract";
import type { ForumFactOf } from "#shared/forums/threads.events";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { type MarkOf, markSpeakers } from "./authors.reads";
import { enterNewPost } from "./entries.commands";
import { expectWords } from "./expectWords";
import type { Hold } from "./held.model";
import { findHold } from "./holding.reads";
import { notePace } from "./pace.commands";
import { countsOf, takePosition } from "./positions.commands";
import { insertPost, type PostRecord, untouched } from "./posts.model";
import { toPostView } from "./posts.reads";
import { attributeQuotes } from "./quotes.reads";
import type { Now } from "./threadChanges.commands";
import { speakerOf } from "./threads.commands";
import { homeGroupOf, type KnownThread } from "./threads.reads";
import { takeTurn } from "./turns";

/** What somebody says in a thread, by a deed whose id becomes the post's. */
export interface Words extends Pick<PostRecord, "author" | "body" | "isTried"> {
  deedId: Id;
  /** What it says of the proposal; whoever calls has asked whether that may be said now. */
  position?: Position;
  /** When it was sent, where it has waited since. */
  sentAt?: number;
}

/** What is asked before somebody speaks, outside of the transaction in which they do. */
interface Ready {
  author: PostRecord["author"];
  /** Their words, with the files that they may show and quotations as they were said. */
  said: RichTextDocument;
  /** Why it has to wait for a moderator; null where it need not. */
  held: Hold | null;
  shown: ShownFiles;
  markOf: MarkOf;
}

/** Asks what there is to ask of somebody's words in a thread; those that say nothing are refused. */
export async function readyToSpeak(
  viewer: Viewer,
  { record, categories }: KnownThread,
  body: RichTextDocument,
): Promise<Ready> {
  expectWords(body);
  const author = speakerOf(viewer);
  const shown = await askForFiles(viewer, body);
  const [markOf, said, held] = await Promise.all([
    markSpeakers([author]),
    attributeQuotes(record._id, shown.body),
    findHold(viewer, [...categories.values()], { body }),
  ]);
  return { author, said, held, shown, markOf };
}

/** Has somebody speak whose turn it is, with the files that they show. It is the first that their deed writes. */
export async function speak(
  viewer: Viewer,
  words: Words,
  now: Now,
  { shown, markOf }: Pick<Ready, "shown" | "markOf">,
): Promise<ForumFactOf<"forums:replied">["data"]> {
  await takeTurn(viewer, homeGroupOf(now.subject), now.at, now.session);
  // Nothing stood here before that would have to go, so without files there is nothing to ask.
  if (shown.ids.length > 0) await placeFiles({ kind: "post", id: words.deedId }, shown, now.session);
  await notePace(viewer, now);
  return await say(words, now, markOf);
}

/** Gives what is said the next place of the thread, and tells what everybody is told of it. */
export async function say(
  { deedId, author, body, isTried, position, sentAt }: Words,
  now: Now,
  markOf: MarkOf,
): Promise<ForumFactOf<"forums:replied">["data"]> {
  const { thread, seq, at, session } = now;
  const where = { _id: deedId, threadId: thread._id, place: thread.posts, seq };
  const { personId } = author;
  const taking = position && { postId: deedId, personId, position, sentAt: sentAt ?? at };
  const taken = taking && { position: await takePosition(now, taking) };
  const post: PostRecord = { ...untouched, ...where, author, at, body, isTried, ...taken };
  thread.posts += 1;
  thread.lastAt = at;
  thread.last = author;
  if (isTried) thread.tried += 1;
  if (author.campusId !== null && !thread.campusIds.includes(author.campusId))
    thread.campusIds.push(author.campusId);
  await insertPost(post, session);
  await enterNewPost(thread, post, session);
  const told = { campuses: thread.campusIds.length, tried: thread.tried, ...countsOf(thread) };
  return { post: toPostView(post, markOf), ...told };
}
