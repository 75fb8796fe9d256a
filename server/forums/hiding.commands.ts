import type { Session } from "#server/database/transaction";
import { authorize, conflict, invalid, notFound } from "#server/errors";
import { expectNormIn, type Reason } from "#server/groups/norms.reads";
import { canHidePost } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findCaredFor } from "./caredFor.reads";
import { insertHeld, toHeldRecord } from "./held.model";
import { enterInThread } from "./log.commands";
import { alreadySo, changePost, expectShown, homeOf, isWithdrawn, unexplained } from "./posts.commands";
import type { PostRecord } from "./posts.model";
import { findPost } from "./posts.reads";
import { noteHeld } from "./readings.model";
import type { Now } from "./threadChanges.commands";
import { homeGroupOf } from "./threads.reads";

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

/** Whoever acts on a post acts as a moderator of its thread's home: the norms that can be named are those of that group. */
async function expectNormAtHome({ subject }: Now, why: Reason): Promise<void> {
  await expectNormIn(homeGroupOf(subject), why);
}

const reasonNeeded = () => {
  const message = "Say why, so that its author can understand it.";
  return invalid(message, [{ path: "reason", message }]);
};
