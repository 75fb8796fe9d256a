import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict } from "#server/errors";
import { letGoWithPlace } from "#server/files/uses.reads";
import { expectNormIn, type Reason } from "#server/groups/norms.reads";
import type { HeldState } from "#shared/forums/held.contract";
import { canDecideHeld, canTakeHeldBack } from "#shared/forums/held.policy";
import { isDeciding } from "#shared/forums/proposals.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { markSpeakers } from "./authors.reads";
import { decideHeld, findHeldRecord, type HeldRecord } from "./held.model";
import { findHeld } from "./held.reads";
import { decidePost } from "./hiding.commands";
import { enterLog } from "./log.commands";
import { unexplained } from "./posts.commands";
import { noteSaid } from "./said.commands";
import { say, type Words } from "./speaking.commands";
import { changeThread } from "./threadChanges.commands";
import { startHeld } from "./threads.commands";
import type { ThreadRecord } from "./threads.model";
import { findThread } from "./threads.reads";

interface Decision {
  state: HeldState;
}

/** Lets through what waits: it takes the next place, or its thread is started. The first who decides does. */
export async function releaseHeld(viewer: Viewer, heldId: Id, { deedId }: { deedId: Id }): Promise<Decision> {
  const { record, subject } = await findHeld(viewer, heldId);
  authorize(canDecideHeld(viewer, subject));
  if (record.state !== "waiting") return decidedBefore(record, deedId);
  const decided = { state: "released", decidedBy: viewer.personId, decision: deedId, body: null } as const;
  await ways[record.kind](viewer, record, decided);
  // Where it was in its place before, by a deed that was sent again, it waits no more either.
  await inTransaction((session) => decide(viewer, record, decided, session));
  return { state: "released" };
}

/** Does not let it through; its author is told why and keeps the words. */
export async function refuseHeld(
  viewer: Viewer,
  heldId: Id,
  { deedId, ...why }: { deedId: Id } & Reason,
): Promise<Decision> {
  const { record, subject } = await findHeld(viewer, heldId);
  authorize(canDecideHeld(viewer, subject));
  if (record.state !== "waiting") return decidedBefore(record, deedId);
  await expectNormIn(subject.space.groupId, why);
  const said = { ...why, norm: why.norm ?? "" };
  const decided = { state: "refused", ...said, decidedBy: viewer.personId, decision: deedId } as const;
  if (record.kind === "post") {
    await decidePost(viewer, record.postId, deedId, async (session) => {
      await decideFirst(viewer, record, decided, session);
      return { state: "hidden", ...said };
    });
  } else if (!(await inTransaction((session) => decide(viewer, record, decided, session)))) {
    return decidedBefore(await findHeldRecord(heldId), deedId);
  }
  return { state: "refused" };
}

/** Takes one's own back, while it waits or once it was not let through. Its words are gone. */
export async function takeHeldBack(viewer: Viewer, heldId: Id): Promise<Decision> {
  const { record, subject } = await findHeld(viewer, heldId);
  authorize(canTakeHeldBack(viewer, subject));
  if (record.kind === "post")
    throw conflict("takeBackThere", "This stands in its thread: take it back there.");
  const gone = { state: "withdrawn", body: null } as const;
  const taken = await inTransaction(async (session) => {
    const after = await decideHeld(heldId, ["waiting", "refused"], gone, session);
    if (after !== null) await letGoWithPlace({ kind: "post", id: after.postId }, session);
    return after;
  });
  const { state } = taken ?? (await findHeldRecord(heldId)) ?? record;
  if (state !== "withdrawn") throw isDecided();
  return { state };
}

type Decided = Parameters<typeof decideHeld>[2];

const ways: Record<
  HeldRecord["kind"],
  (viewer: Viewer, held: HeldRecord, decided: Decided) => Promise<unknown>
> = { reply: releaseReply, post: releasePost, thread: releaseThread };

/** Decides what still waits, with its entry in the log of the space; false where somebody was quicker. */
async function decide(
  viewer: Viewer,
  held: HeldRecord,
  decided: Decided,
  session: Session,
): Promise<boolean> {
  if ((await decideHeld(held._id, ["waiting"], decided, session)) === null) return false;
  const { spaceId, threadId, postId, author } = held;
  const deed = decided.state === "refused" ? "forums:refused" : "forums:released";
  const { reason = "", norm } = decided;
  const told = { about: { threadId, postId }, whom: author.personId, reason, norm };
  await enterLog(viewer, { deed, spaceIds: [spaceId], ...told }, session);
  return true;
}

/** The same where whoever comes second is to be told so. */
async function decideFirst(
  viewer: Viewer,
  held: HeldRecord,
  decided: Decided,
  session: Session,
): Promise<void> {
  if (!(await decide(viewer, held, decided, session))) throw isDecided();
}

async function releaseThread(viewer: Viewer, held: HeldRecord, decided: Decided): Promise<void> {
  await startHeld(held, (session) => decideFirst(viewer, held, decided, session));
}

/** The deed is still its author's: sent again by them it is answered with the post. */
async function releaseReply(viewer: Viewer, held: HeldRecord, decided: Decided): Promise<void> {
  const { _id: heldId, threadId, postId, author, body, isTried, at: sentAt } = held;
  const known = await findThread(viewer, threadId);
  const markOf = await markSpeakers([author]);
  const deed = { deedId: postId, by: author.personId };
  const fact = await changeThread(known, deed, "forums:replied", async (now) => {
    await decideFirst(viewer, held, decided, now.session);
    const words = { deedId: postId, author, body, isTried, sentAt, ...positionIn(held, now.thread) };
    return await say(words, now, markOf);
  });
  const now = await findHeldRecord(heldId);
  if (now?.state !== "waiting" && now?.decision !== decided.decision) throw isDecided();
  const { post } = fact.data;
  await noteSaid({ ...known.record, lastAt: post.at }, author.personId, 0);
}

/** What was sent in time counts, however long it waited; not once there is an outcome. */
function positionIn({ position, at }: HeldRecord, { decision }: ThreadRecord): Pick<Words, "position"> {
  return position && decision && isDeciding(decision, at) ? { position } : {};
}

async function releasePost(viewer: Viewer, held: HeldRecord, decided: Decided): Promise<void> {
  await decidePost(viewer, held.postId, decided.decision as Id, async (session) => {
    await decideFirst(viewer, held, decided, session);
    return { state: "shown", ...unexplained };
  });
}

/** Who sent that very decision is answered as they were; whoever comes second is told. */
function decidedBefore(record: HeldRecord | null, deedId: Id): Decision {
  if (record === null || record.decision !== deedId) throw isDecided();
  return { state: record.state };
}

const isDecided = () => conflict("decided", "Somebody else has decided this meanwhile.");
