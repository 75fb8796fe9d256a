import type { Session } from "#server/database/transaction";
import { authorize, conflict, invalid, notFound, Refusal } from "#server/errors";
import { askForFiles, letGoWithPlace, placeFiles } from "#server/files/uses.reads";
import { expectNormIn, type Reason } from "#server/groups/norms.reads";
import type { PostReaction } from "#shared/forums/threads.contract";
import type { ReplyInput } from "#shared/forums/threads.endpoints";
import type { ForumFactOf } from "#shared/forums/threads.events";
import {
  canAnswerThread,
  canEditPost,
  canHidePost,
  canModerateThread,
  canReactToPost,
  canWithdrawPost,
} from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { excerpt } from "#shared/richText/plainText";
import { type MarkOf, markSpeakers } from "./authors.reads";
import { findCaredFor } from "./caredFor.reads";
import { enterPost } from "./entries.commands";
import { expectWords } from "./expectWords";
import { endWaiting, insertHeld, toHeldRecord } from "./held.model";
import { enterInThread } from "./log.commands";
import { expectPace, keepReply, keptBefore, mustWait, notePace, waits } from "./pace.commands";
import {
  changePostRecord,
  countReaction,
  findPostRecord,
  insertPost,
  type PostRecord,
  untouched,
} from "./posts.model";
import { findPost, type KnownPost, toPostView } from "./posts.reads";
import { attributeQuotes } from "./quotes.reads";
import { forgetReactions, hasReacted, setReaction } from "./reactions.model";
import { noteHeld } from "./readings.model";
import { forgetRevisions, insertRevision } from "./revisions.model";
import { noteSaid } from "./said.commands";
import { changeThread, type Now } from "./threadChanges.commands";
import type { PlacementRecord } from "./threadLists";
import { EXCERPT_LENGTH, speakerOf } from "./threads.commands";
import type { ThreadRecord } from "./threads.model";
import { findThread } from "./threads.reads";

/** Replies in a thread. Who replies follows it from then on. */
export async function reply(viewer: Viewer, threadId: Id, { deedId, body, isTried }: ReplyInput) {
  const known = await findThread(viewer, threadId);
  expectWords(body);
  const author = speakerOf(viewer);
  const shown = await askForFiles(viewer, body);
  const [markOf, said, isFirst] = await Promise.all([
    markSpeakers([author]),
    attributeQuotes(threadId, shown.body),
    mustWait(viewer, [...known.categories.values()]),
  ]);
  const words = { deedId, author, body: said, isTried };
  try {
    const fact = await changeThread(known, deedOf(viewer, { deedId }), "forums:replied", async (now) => {
      authorize(canAnswerThread(viewer, now.subject));
      if (isTried && now.thread.kind !== "practice") throw onlyPractice();
      await expectPace(viewer, now);
      if (isFirst || (now.thread.isHolding && !canModerateThread(viewer, now.subject))) throw waits();
      await placeFiles({ kind: "post", id: deedId }, shown, now.session);
      await notePace(viewer, now);
      return await say(words, now, markOf);
    });
    const { post } = fact.data;
    await noteSaid({ ...known.record, lastAt: post.at }, author.personId, post.place + 1);
    return fact;
  } catch (error) {
    const kept = error instanceof Refusal && (await keptBefore(threadId, words, markOf));
    if (kept) return kept;
    if (error instanceof Refusal && error.code === waits().code)
      return await keepReply(known.record, words, shown, markOf);
    throw error;
  }
}

/** What somebody says in a thread, by a deed whose id becomes the post's. */
export interface Words extends Pick<PostRecord, "author" | "body" | "isTried"> {
  deedId: Id;
}

/** Gives what is said the next place of the thread, and tells what everybody is told of it. */
export async function say(
  { deedId, author, body, isTried }: Words,
  { thread, seq, at, session }: Now,
  markOf: MarkOf,
): Promise<ForumFactOf<"forums:replied">["data"]> {
  const where = { _id: deedId, threadId: thread._id, place: thread.posts, seq };
  const post: PostRecord = { ...untouched, ...where, author, at, body, isTried };
  thread.posts += 1;
  thread.lastAt = at;
  thread.last = author;
  if (isTried) thread.tried += 1;
  if (author.campusId !== null && !thread.campusIds.includes(author.campusId))
    thread.campusIds.push(author.campusId);
  await insertPost(post, session);
  await enterPost(thread, post, session);
  return { post: toPostView(post, markOf), campuses: thread.campusIds.length, tried: thread.tried };
}

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

/** Writes one's own post anew over the writing that one has seen; how it was is kept. */
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
    return { state: "withdrawn", body: null, ...unexplained, reactions: untouched.reactions };
  });
}

/** Takes somebody's post out of sight with a reason that they see, or shows it again. */
export async function hidePost(
  viewer: Viewer,
  postId: Id,
  { deedId, isHidden, ...why }: { deedId: Id; isHidden: boolean } & Reason,
) {
  const known = await findPost(viewer, postId);
  return await changePost(viewer, known, deedId, async (post, now) => {
    const whom = post.author.personId;
    authorize(canHidePost(viewer, { authorId: whom, thread: now.subject }));
    if (isHidden && why.reason === "") throw reasonNeeded();
    if (post.state === "withdrawn") throw isWithdrawn();
    if (post.state === "held") throw conflict("held", "It waits for a moderator: decide that first.");
    if ((post.state === "hidden") === isHidden) throw alreadySo();
    if (post.body === null) throw conflict("notHere", "Its words did not come along when it was brought in.");
    await expectNormAtHome(now, why);
    const deed = isHidden ? "forums:hidden" : "forums:shown";
    await enterInThread(viewer, deed, now, { about: { postId }, whom, ...why });
    return isHidden ? { state: "hidden", ...why, norm: why.norm ?? "" } : { state: "shown", ...unexplained };
  });
}

/** Takes a shown post back to be looked at, with a reason that its author sees. Its place stays, without its words. */
export async function holdPost(viewer: Viewer, postId: Id, { deedId, ...why }: { deedId: Id } & Reason) {
  const known = await findPost(viewer, postId);
  return await changePost(viewer, known, deedId, async (post, now) => {
    const { thread, subject, at, session } = now;
    authorize(canHidePost(viewer, { authorId: post.author.personId, thread: subject }));
    if (post.state === "held") throw alreadySo();
    expectShown(post);
    await expectNormAtHome(now, why);
    const { threadId, author, isTried } = post;
    const where = { kind: "post" as const, postId, threadId, spaceId: homeOf(thread) };
    const said = { author, at, body: null, isTried, start: null, ...why, norm: why.norm ?? "" };
    const record = toHeldRecord({ ...where, ...said });
    await insertHeld(record, session);
    await noteHeld(author.personId, threadId, post.at, session);
    const logged = { about: { postId }, whom: author.personId, ...why };
    await enterInThread(viewer, "forums:heldBack", now, logged);
    return { state: "held" };
  });
}

/** Decides about a post that was taken back to be looked at: it is shown again, or hidden with a reason. */
export async function decidePost(
  viewer: Viewer,
  postId: Id,
  deedId: Id,
  decide: (session: Session) => Promise<Pick<PostRecord, "state" | "reason" | "norm">>,
) {
  const known = await findPost(viewer, postId);
  return await changePost(viewer, known, deedId, async (post, { subject, session }) => {
    authorize(canHidePost(viewer, { authorId: post.author.personId, thread: subject }));
    if (post.state !== "held") throw alreadySo();
    return await decide(session);
  });
}

/**
 * Shows a hidden post again because somebody has decided so who need not look after its thread; `also` is changed with it,
 * together or not at all. What is not hidden any more stays as it is. Whoever calls has asked whether they may decide.
 */
export async function showAgain(
  viewer: Viewer,
  postId: Id,
  deedId: Id,
  also: (session: Session) => Promise<void>,
) {
  const known = await findCaredFor(postId);
  if (known === null) throw notFound();
  return await changePost(viewer, known, deedId, async ({ state }, { session }) => {
    await also(session);
    return state === "hidden" ? { state: "shown", ...unexplained } : {};
  });
}

/** The space whose moderators look after the thread. */
export function homeOf({ placements }: ThreadRecord): Id {
  return (placements[0] as PlacementRecord).spaceId;
}

/** Of a post for whose state nobody has to say why. */
export const unexplained = { reason: "", norm: "" } as const;

/** Whoever acts on a post acts as a moderator of its thread's home: the norms that can be named are those of that group. */
async function expectNormAtHome({ subject: { placements } }: Now, why: Reason): Promise<void> {
  await expectNormIn(placements[0]?.category.space.groupId ?? null, why);
}

/** One deed on a post, with what follows of it for the thread's head. */
async function changePost(
  viewer: Viewer,
  known: KnownPost,
  deedId: Id,
  decide: (post: PostRecord, now: Now) => Promise<Partial<PostRecord>>,
) {
  const markOf = await markSpeakers([known.post.author]);
  return await changeThread(known.thread, deedOf(viewer, { deedId }), "forums:postChanged", async (now) => {
    const before = await read(known, now);
    const change = await decide(before, now);
    const post = { ...before, ...change };
    followPost(now.thread, before, post);
    await changePostRecord(post._id, change, now.session);
    await enterPost(now.thread, post, now.session);
    const { tried, acceptedId } = now.thread;
    return { post: toPostView(post, markOf), tried, acceptedId };
  });
}

/** What of a post the head tells as well: how it begins, that it reports of a practice, that it settled a question. */
function followPost(thread: ThreadRecord, before: PostRecord, post: PostRecord): void {
  const [wasShown, isShown] = [before.state === "shown", post.state === "shown"];
  if (post.isTried && wasShown !== isShown) thread.tried += isShown ? 1 : -1;
  if (!isShown && thread.acceptedId === post._id) thread.acceptedId = null;
  if (post.place === 0)
    thread.excerpt = isShown && post.body !== null ? excerpt(post.body, EXCERPT_LENGTH) : "";
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

function expectShown({ state }: PostRecord): void {
  if (state === "withdrawn") throw isWithdrawn();
  if (state !== "shown") throw conflict("hidden", "That has been taken out of sight.");
}

const isWithdrawn = () => conflict("withdrawn", "Its author has taken that back.");
const changedMeanwhile = () =>
  conflict("changedMeanwhile", "You have written that anew elsewhere meanwhile. Look at it and try again.");
const onlyPractice = () => {
  const message = "What was tried is told in a thread about a practice.";
  return invalid(message, [{ path: "isTried", message }]);
};
const reasonNeeded = () => {
  const message = "Say why, so that its author can understand it.";
  return invalid(message, [{ path: "reason", message }]);
};
