import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict, notFound } from "#server/errors";
import { expectNormIn, type Reason } from "#server/groups/norms.reads";
import { announce } from "#server/live/publish";
import type { AskedState } from "#shared/forums/asked.contract";
import { canAskToEdit } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type AskedRecord, endAsked, findAskedRecord, findLastAskedOf, insertAsked } from "./asked.model";
import { markSpeakers } from "./authors.reads";
import { enterInThread } from "./log.commands";
import { expectShown } from "./posts.commands";
import { changePostRecord, findPostRecord, type PostRecord } from "./posts.model";
import { findPost } from "./posts.reads";
import { findThreadRecord, type ThreadRecord } from "./threads.model";
import { homeGroupOf, toKnownThreads } from "./threads.reads";

interface Answer {
  state: AskedState;
}

/**
 * Asks the author of a shown post to edit it, with a reason that they see. It is no change of the thread, takes no seq and
 * is told on no channel of it: its readers learn nothing. The post is written, so that this and whatever else changes that
 * post at the same time meet in the store; of two who ask at once the second is told.
 */
export async function askToEdit(
  viewer: Viewer,
  postId: Id,
  { deedId, ...why }: { deedId: Id } & Reason,
): Promise<Answer> {
  const known = await findPost(viewer, postId);
  authorize(canAskToEdit(viewer, known.subject));
  const { author } = known.post;
  if ((await markSpeakers([author]))(author).isAway) throw isAway();
  const record = await inTransaction(async (session) => {
    const before = await findAskedRecord(deedId, session);
    if (before !== null) return expectSame(before, viewer, postId);
    const { post, thread } = await readNow(viewer, postId, session);
    expectShown(post);
    if (post.asked) throw isAsked();
    await expectNormIn(await groupOf(thread), why);
    const said = { reason: why.reason, norm: why.norm ?? "", at: Date.now() };
    const where = { postId, threadId: thread._id, authorId: author.personId, by: viewer.personId as Id };
    const open = { state: "open", endedAt: null, takenBackBy: null } as const;
    const asked: AskedRecord = { _id: deedId, ...where, ...said, ...open };
    await changePostRecord(postId, { asked: deedId }, session);
    await insertAsked(asked, session);
    const about = { about: { postId }, whom: author.personId, ...why };
    await enterInThread(viewer, "forums:askedToEdit", { thread, session }, about);
    return asked;
  });
  announce("forums:asked", { askedId: record._id });
  return { state: record.state };
}

/** Takes back that the author of a post is asked to edit it: any of those who look after the thread. */
export async function askNoMore(viewer: Viewer, postId: Id, { deedId }: { deedId: Id }): Promise<Answer> {
  const known = await findPost(viewer, postId);
  authorize(canAskToEdit(viewer, known.subject));
  const askedId = await inTransaction(async (session) => {
    const { post, thread } = await readNow(viewer, postId, session);
    if (!post.asked) return null;
    const end = { state: "takenBack", endedAt: Date.now(), takenBackBy: deedId } as const;
    await changePostRecord(postId, { asked: null }, session);
    await endAsked(post.asked, end, session);
    const about = { about: { postId }, whom: post.author.personId };
    await enterInThread(viewer, "forums:askedNoMore", { thread, session }, about);
    return post.asked;
  });
  if (askedId !== null) announce("forums:asked", { askedId });
  else if ((await findLastAskedOf(postId))?.takenBackBy !== deedId) throw isOver();
  return { state: "takenBack" };
}

/** The post and its thread as they are in this transaction, and whether the viewer may still do it there. */
async function readNow(
  viewer: Viewer,
  postId: Id,
  session: Session,
): Promise<{ post: PostRecord; thread: ThreadRecord }> {
  const post = await findPostRecord(postId, session);
  const thread = post && (await findThreadRecord(post.threadId, session));
  const [known] = thread === null ? [] : await toKnownThreads([thread]);
  if (post === null || known === undefined) throw notFound();
  authorize(canAskToEdit(viewer, { authorId: post.author.personId, thread: known.subject }));
  return { post, thread: known.record };
}

/** The norms that can be named are those of the group in whose forum the thread is at home. */
async function groupOf(thread: ThreadRecord): Promise<Id | null> {
  const [known] = await toKnownThreads([thread]);
  return known === undefined ? null : homeGroupOf(known.subject);
}

/** Sent again it is answered as it is by now. */
function expectSame(record: AskedRecord, { personId }: Viewer, postId: Id): AskedRecord {
  if (record.by !== personId || record.postId !== postId)
    throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  return record;
}

const isAsked = () => conflict("isAsked", "Somebody else has asked for that already.");
const isOver = () => conflict("notAsked", "Nobody is asked to edit that any more.");
const isAway = () =>
  conflict("authorAway", "Whoever wrote that is not here: nobody could be asked to edit it.");
