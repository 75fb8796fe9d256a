import { inTransaction, type Session } from "#server/database/transaction";
import { authorize, conflict, invalid, Refusal } from "#server/errors";
import { placeFiles, type ShownFiles } from "#server/files/uses.reads";
import { LONGEST_SLOW } from "#shared/forums/moderation.endpoints";
import type { SlowMode } from "#shared/forums/threads.contract";
import type { ForumFactOf } from "#shared/forums/threads.events";
import { canModerateThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { MarkOf } from "./authors.reads";
import { findHeldRecord, type HeldRecord, type Hold, keepHeld, toHeldRecord } from "./held.model";
import { toHeldPost } from "./held.reads";
import { enterInThread } from "./log.commands";
import { findSpokeAt, noteHeld, setSpokeAt } from "./readings.model";
import type { Words } from "./speaking.commands";
import { changeThread, type Now } from "./threadChanges.commands";
import type { PlacementRecord } from "./threadLists";
import { findThread, homeGroupOf, type KnownThread } from "./threads.reads";
import { takeTurn } from "./turns";

/** Slows a thread down for a while or no longer, and lets every reply wait for a moderator or no longer. */
export async function paceThread(
  viewer: Viewer,
  threadId: Id,
  { deedId, slow, isHolding }: { deedId: Id; slow: SlowMode | null; isHolding: boolean },
) {
  const known = await findThread(viewer, threadId);
  const deed = { deedId, by: viewer.personId as Id };
  return await changeThread(known, deed, "forums:paced", async (now) => {
    const { thread, subject, at } = now;
    authorize(canModerateThread(viewer, subject));
    if (slow !== null) expectEnd(slow, at);
    thread.slow = slow ?? undefined;
    thread.isHolding = isHolding || undefined;
    for (const field of ["slow", "isHolding"] as const) if (thread[field] === undefined) delete thread[field];
    await enterInThread(viewer, "forums:paced", now, { reason: slow?.reason ?? "" });
    return { slow, isHolding };
  });
}

function expectEnd({ until }: SlowMode, now: number): void {
  if (until > now && until <= now + LONGEST_SLOW) return;
  const message = "It ends within the next 90 days.";
  throw invalid(message, [{ path: "slow", message }]);
}

/** Refuses who has spoken a moment ago in a thread that is slowed down. */
export async function expectPace(viewer: Viewer, now: Now): Promise<void> {
  const { thread, at, session } = now;
  if (!isSlowed(viewer, now)) return;
  const spokeAt = await findSpokeAt(viewer.personId as Id, thread._id, session);
  const wait = (spokeAt ?? 0) + (thread.slow?.seconds ?? 0) * 1_000 - at;
  if (wait > 0) throw tooSoon(Math.ceil(wait / 1_000));
}

/** Notes in such a thread that they speak now, in the transaction in which it was asked: of two at once one passes. */
export async function notePace(viewer: Viewer, now: Now): Promise<void> {
  const { thread, at, session } = now;
  if (isSlowed(viewer, now)) await setSpokeAt(viewer.personId as Id, thread._id, at, session);
}

function isSlowed(viewer: Viewer, { thread: { slow }, subject, at }: Now): boolean {
  return slow !== undefined && slow.until > at && !canModerateThread(viewer, subject);
}

const tooSoon = (retryAfter: number) =>
  new Refusal(
    429,
    "slowed",
    "This thread is slowed down: let the others speak, and try again a little later.",
    {
      retryAfter,
    },
  );

/** Ends a deed that is to wait, before it has changed anything. Whoever sends it keeps what was said. */
export const waits = () => conflict("waits", "That waits for a moderator.");

/** What is kept of a reply that was sent before, where it still waits or was not let through; else null. */
export async function keptBefore(
  threadId: Id,
  { deedId, author }: Words,
  markOf: MarkOf,
): Promise<ForumFactOf<"forums:replied"> | null> {
  const kept = await findHeldRecord(deedId);
  if (kept?.author.personId !== author.personId || kept.threadId !== threadId) return null;
  return toAnswer(kept, markOf);
}

/**
 * Keeps a reply for a moderator. Nothing has happened in the thread: no place and no seq is taken, so that nobody can tell
 * that somebody has spoken. Its author is answered with the post that it may become.
 */
export async function keepReply(
  viewer: Viewer,
  { record: { _id: threadId, placements }, subject }: KnownThread,
  { deedId, author, body, isTried, position }: Words,
  { shown, hold, markOf }: { shown: ShownFiles; hold: Hold; markOf: MarkOf },
): Promise<ForumFactOf<"forums:replied">> {
  const { spaceId } = placements[0] as PlacementRecord;
  const where = { kind: "reply" as const, postId: deedId, threadId, spaceId };
  const said = { author, at: Date.now(), body, isTried, ...(position && { position }) };
  const record = { ...where, ...said, start: null, reason: "", hold };
  const takesTurn = (session: Session) => takeTurn(viewer, homeGroupOf(subject), said.at, session);
  const kept = await keepWithFiles(toHeldRecord(record), shown, takesTurn);
  if (kept.author.personId !== author.personId || kept.threadId !== threadId)
    throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  await noteHeld(author.personId, threadId, kept.at);
  return toAnswer(kept, markOf);
}

/**
 * Keeps something that waits with the files that stand in it: they wait with it, for nobody but who brought them. Whoever
 * speaks slowly has taken their turn with it; sent again it is none of its own.
 */
export async function keepWithFiles(
  record: HeldRecord,
  shown: ShownFiles,
  takesTurn: (session: Session) => Promise<void>,
): Promise<HeldRecord> {
  return await inTransaction(async (session) => {
    if ((await findHeldRecord(record._id, session)) === null) await takesTurn(session);
    const kept = await keepHeld(record, session);
    if (kept.state === "waiting" && kept.author.personId === record.author.personId)
      await placeFiles({ kind: "post", id: kept.postId }, shown, session);
    return kept;
  });
}

function toAnswer(kept: HeldRecord, markOf: MarkOf): ForumFactOf<"forums:replied"> {
  // The head is told with seq 0 and so never taken in.
  const data = { post: toHeldPost(kept, markOf), campuses: 0, tried: 0 };
  return { roomId: kept.threadId, seq: 0, at: kept.at, name: "forums:replied", data };
}
