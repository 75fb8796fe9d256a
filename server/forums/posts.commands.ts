import { authorize, conflict, invalid, notFound, Refusal } from "#server/errors";
import { askForFiles, letGoWithPlace, placeFiles } from "#server/files/uses.reads";
import { announce } from "#server/live/publish";
import type { PostReaction } from "#shared/forums/threads.contract";
import type { ReplyInput } from "#shared/forums/threads.endpoints";
import {
  canAnswerThread,
  canEditPost,
  canModerateThread,
  canReactToPost,
  canWithdrawPost,
} from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { excerpt } from "#shared/richText/plainText";
import { endAsked } from "./asked.model";
import { markSpeakers } from "./authors.reads";
import { enterPost } from "./entries.commands";
import { expectWords } from "./expectWords";
import { endWaiting, type Hold } from "./held.model";
import { expectNothingHeld } from "./holding.reads";
import { expectPace, keepReply, keptBefore, waits } from "./pace.commands";
import { countsOf, expectDeciding, followPosition } from "./positions.commands";
import { changePostRecord, countReaction, findPostRecord, type PostRecord, untouched } from "./posts.model";
import { findPost, type KnownPost, toPostView } from "./posts.reads";
import { attributeQuotes } from "./quotes.reads";
import { forgetReactions, hasReacted, setReaction } from "./reactions.model";
import { forgetRevisions, insertRevision } from "./revisions.model";
import { noteSaid } from "./said.commands";
import { readyToSpeak, speak } from "./speaking.commands";
import { changeThread, type Now } from "./threadChanges.commands";
import type { PlacementRecord } from "./threadLists";
import { EXCERPT_LENGTH } from "./threads.commands";
import type { ThreadRecord } from "./threads.model";
import { findThread } from "./threads.reads";

/** Replies in a thread. Who replies follows it from then on. */
export async function reply(viewer: Viewer, threadId: Id, input: ReplyInput) {
  const { deedId, body, isTried, position } = input;
  const known = await findThread(viewer, threadId);
  const { author, said, held, ...showing } = await readyToSpeak(viewer, known, body);
  const words = { deedId, author, body: said, isTried, ...(position && { position }) };
  try {
    const fact = await changeThread(known, deedOf(viewer, { deedId }), "forums:replied", async (now) => {
      authorize(canAnswerThread(viewer, now.subject));
      if (isTried && now.thread.kind !== "practice") throw onlyPractice();
      if (position !== undefined) expectDeciding(now);
      await expectPace(viewer, now);
      if (held !== null || (now.thread.isHolding && !canModerateThread(viewer, now.subject))) throw waits();
      return await speak(viewer, words, now, showing);
    });
    const { post } = fact.data;
    await noteSaid({ ...known.record, lastAt: post.at }, author.personId, post.place + 1);
    return fact;
  } catch (error) {
    const kept = error instanceof Refusal && (await keptBefore(threadId, words, showing.markOf));
    if (kept) return kept;
    if (error instanceof Refusal && error.code === waits().code)
      return await keepReply(viewer, known, words, { ...showing, hold: held ?? byThread });
    throw error;
  }
}

/** Of a reply in a thread where every one waits. */
const byThread: Hold = { cause: "thread", spaceId: null, word: "" };

/** Adds or takes back one's own reaction; others are told how many there are. */
export async function react(
  viewer: Viewer,
  postId: Id,
  { deedId, reaction, isOn }: { deedId: Id; reaction: PostReaction; isOn: boolean },
) {
  const known = await findPost(viewer, postId);
  const personId = viewer.personId as Id;
  return await changeThread(known.thread, deedOf(viewer, { deedId }), "forums:reacted", async (now) => {
    const { subject, session } = now;
    const post = await read(known, now);
    authorize(canReactToPost(viewer, { authorId: post.author.personId, thread: subject }));
    expectShown(post);
    if ((await hasReacted(postId, reaction, personId, session)) === isOn) throw alreadySo();
    await setReaction({ postId, threadId: post.threadId, personId, reaction }, isOn, session);
    return { postId, reaction, count: await countReaction(postId, reaction, isOn ? 1 : -1, session) };
  });
}

/**
 * Writes one's own post anew over the writing that one has seen; how it was is kept. What it brings in that a rule of the
 * space holds is refused, so that nothing that others have read and answered goes out of sight.
 */
export async function editPost(
  viewer: Viewer,
  postId: Id,
  { deedId, body, edits }: { deedId: Id; body: RichTextDocument; edits: number },
) {
  const known = await findPost(viewer, postId);
  expectWords(body);
  const shown = await askForFiles(viewer, body);
  const said = await attributeQuotes(known.post.threadId, shown.body, known.post.body);
  return await changePost(viewer, known, deedId, async (post, { subject, at, session }) => {
    authorize(canEditPost(viewer, { authorId: post.author.personId, thread: subject }));
    expectShown(post);
    if (post.edits !== edits || post.body === null) throw changedMeanwhile();
    const change = { said: { body }, before: { body: post.body }, postId };
    await expectNothingHeld(viewer, [...known.thread.categories.values()], change);
    await placeFiles({ kind: "post", id: postId }, shown, session);
    const former = { postId, edits, at: post.editedAt ?? post.at, body: post.body };
    await insertRevision(former, session);
    return { body: said, edits: edits + 1, editedAt: at };
  });
}

/**
 * Takes one's own post back: its words, how they were before and the files that stand nowhere else are gone for everyone,
 * and cannot come back.
 */
export async function withdrawPost(viewer: Viewer, postId: Id, { deedId }: { deedId: Id }) {
  const known = await findPost(viewer, postId);
  return await changePost(viewer, known, deedId, async (post, { subject, session }) => {
    authorize(canWithdrawPost(viewer, { authorId: post.author.personId, thread: subject }));
    if (post.state === "withdrawn") throw alreadySo();
    if (post.state === "held") await endWaiting(postId, session);
    await forgetRevisions(postId, session);
    await forgetReactions(postId, session);
    await letGoWithPlace({ kind: "post", id: postId }, session);
    const noPosition = post.position ? { position: null } : {};
    return { state: "withdrawn", body: null, ...unexplained, ...noPosition, reactions: untouched.reactions };
  });
}

/** The space whose moderators look after the thread. */
export function homeOf({ placements }: ThreadRecord): Id {
  return (placements[0] as PlacementRecord).spaceId;
}

/** Of a post for whose state nobody has to say why. */
export const unexplained = { reason: "", norm: "" } as const;

/** One deed on a post, with what follows of it for the thread's head. */
export async function changePost(
  viewer: Viewer,
  known: KnownPost,
  deedId: Id,
  decide: (post: PostRecord, now: Now) => Promise<Partial<PostRecord>>,
) {
  const markOf = await markSpeakers([known.post.author]);
  let askedId: Id | null = null;
  const deed = deedOf(viewer, { deedId });
  const fact = await changeThread(known.thread, deed, "forums:postChanged", async (now) => {
    const before = await read(known, now);
    const change = await decide(before, now);
    const post = { ...before, ...change };
    followPost(now.thread, before, post);
    await followPosition(before, post, now);
    askedId = await endAskedBy(before, post, now);
    await changePostRecord(post._id, { ...change, ...(askedId && { asked: null }) }, now.session);
    await enterPost(now.thread, post, now.session);
    const { tried, acceptedId } = now.thread;
    return { post: toPostView(post, markOf), tried, acceptedId, ...countsOf(now.thread) };
  });
  if (askedId !== null) announce("forums:asked", { askedId });
  return fact;
}

/** What of a post the head tells as well: how it begins, that it reports of a practice, that it settled a question. */
function followPost(thread: ThreadRecord, before: PostRecord, post: PostRecord): void {
  const [wasShown, isShown] = [before.state === "shown", post.state === "shown"];
  if (post.isTried && wasShown !== isShown) thread.tried += isShown ? 1 : -1;
  if (!isShown && thread.acceptedId === post._id) thread.acceptedId = null;
  if (post.place === 0)
    thread.excerpt = isShown && post.body !== null ? excerpt(post.body, EXCERPT_LENGTH) : "";
}

/**
 * Whoever was asked to edit the post has done so now, or it is not shown any more and nobody need. Answers the request
 * that ends by it, or null.
 */
async function endAskedBy(
  { asked = null, edits }: PostRecord,
  after: PostRecord,
  { at, session }: Now,
): Promise<Id | null> {
  const isEdited = after.edits !== edits;
  if (asked === null || (!isEdited && after.state === "shown")) return null;
  await endAsked(asked, { state: isEdited ? "edited" : "ended", endedAt: at }, session);
  return asked;
}

/** Who does which deed. */
export function deedOf(viewer: Viewer, { deedId }: { deedId: Id }) {
  return { deedId, by: viewer.personId as Id };
}

export const alreadySo = () => conflict("alreadySo", "That is so already.");

/** The post as it is in this transaction. */
async function read({ post: { _id } }: KnownPost, { session }: Now): Promise<PostRecord> {
  const post = await findPostRecord(_id, session);
  if (post === null) throw notFound();
  if (post.state === "moved") throw conflict("moved", "That stands in another thread now.");
  return post;
}

/** A post that anybody may read. */
export function expectShown({ state }: PostRecord): void {
  if (state === "withdrawn") throw isWithdrawn();
  if (state !== "shown") throw conflict("hidden", "That has been taken out of sight.");
}

export const isWithdrawn = () => conflict("withdrawn", "Its author has taken that back.");
const changedMeanwhile = () =>
  conflict("changedMeanwhile", "You have written that anew elsewhere meanwhile. Look at it and try again.");
const onlyPractice = () => {
  const message = "What was tried is told in a thread about a practice.";
  return invalid(message, [{ path: "isTried", message }]);
};
