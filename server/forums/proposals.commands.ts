import { authorize, conflict } from "#server/errors";
import type { DecisionView, Outcome } from "#shared/forums/proposals.contract";
import { canStateOutcome } from "#shared/forums/proposals.policy";
import { canEditThread, canModerateThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import type { RichTextDocument } from "#shared/richText/document";
import { expectDecideBy } from "./expectDecideBy";
import { enterUnlessOwn, isMerged } from "./heads.commands";
import { expectPace } from "./pace.commands";
import { alreadySo, deedOf } from "./posts.commands";
import { noteSaid } from "./said.commands";
import { readyToSpeak, speak } from "./speaking.commands";
import { changeThread } from "./threadChanges.commands";
import type { ThreadRecord } from "./threads.model";
import { findThread } from "./threads.reads";

/**
 * States what became of a proposal, once. Its words stand in the thread as a post of whoever states it; where these would
 * wait for a moderator it is refused, since everybody is told at once.
 */
export async function stateOutcome(
  viewer: Viewer,
  threadId: Id,
  { deedId, result, body }: { deedId: Id; result: Outcome; body: RichTextDocument },
) {
  const known = await findThread(viewer, threadId);
  const { author, said, held, ...showing } = await readyToSpeak(viewer, known, body);
  const fact = await changeThread(known, deedOf(viewer, { deedId }), "forums:decided", async (now) => {
    const { thread, subject, at } = now;
    authorize(canStateOutcome(viewer, subject));
    const decision = expectUndecided(thread);
    await expectPace(viewer, now);
    if (held !== null || (thread.isHolding && !canModerateThread(viewer, subject))) throw wouldWait();
    const words = { deedId, author, body: said, isTried: false };
    const told = await speak(viewer, words, now, showing);
    thread.decision = { ...decision, outcome: { postId: deedId, result, at } };
    await enterUnlessOwn(viewer, "forums:decided", now, { postId: deedId });
    return { ...told, decision: thread.decision };
  });
  const { post } = fact.data;
  await noteSaid({ ...known.record, lastAt: post.at }, author.personId, post.place + 1);
  return fact;
}

/** Moves the moment until which positions are taken, while there is no outcome. It may be over already. */
export async function moveDecideBy(
  viewer: Viewer,
  threadId: Id,
  { deedId, decideBy }: { deedId: Id; decideBy: number },
) {
  const known = await findThread(viewer, threadId);
  return await changeThread(known, deedOf(viewer, { deedId }), "forums:decideByMoved", async (now) => {
    const { thread, subject, at } = now;
    authorize(canEditThread(viewer, subject));
    const decision = expectUndecided(thread);
    expectDecideBy(decideBy, at);
    if (decision.decideBy === decideBy) throw alreadySo();
    thread.decision = { ...decision, decideBy };
    await enterUnlessOwn(viewer, "forums:decideByMoved", now);
    return { decideBy };
  });
}

function expectUndecided({ decision, movedTo }: ThreadRecord): DecisionView {
  if (decision === undefined) throw conflict("noProposal", "There is nothing to decide here.");
  if (movedTo !== undefined) throw isMerged();
  if (decision.outcome !== null)
    throw conflict("outcomeStated", "What became of this proposal was stated already.");
  return decision;
}

const wouldWait = () =>
  conflict(
    "outcomeWaits",
    "What you say here waits for a moderator first. Your words are kept: ask a moderator to state the outcome.",
  );
