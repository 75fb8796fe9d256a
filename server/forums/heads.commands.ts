import { authorize, conflict, invalid, notFound } from "#server/errors";
import type { LoggedInForums } from "#shared/forums/logged";
import type { PollView } from "#shared/forums/threads.contract";
import { canAnswerThread, canEditThread, canModerateThread } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { retitleEntries } from "./entries.model";
import { expectNothingHeld } from "./holding.reads";
import { enterInThread } from "./log.commands";
import { alreadySo, deedOf } from "./posts.commands";
import { findOpening, findPostRecord } from "./posts.model";
import { changeThread, type Now } from "./threadChanges.commands";
import { findThread } from "./threads.reads";
import { findChoices, setChoices } from "./votes.model";

/** Gives a thread another title and other tags. */
export async function retitleThread(
  viewer: Viewer,
  threadId: Id,
  { deedId, title, tags }: { deedId: Id; title: string; tags: string[] },
) {
  const known = await findThread(viewer, threadId);
  return await changeThread(known, deedOf(viewer, { deedId }), "forums:retitled", async (now) => {
    authorize(canEditThread(viewer, now.subject));
    const change = { said: { title, tags }, before: { title: now.thread.title, tags: now.thread.tags } };
    await expectNothingHeld(viewer, [...known.categories.values()], change);
    now.thread.title = title;
    now.thread.tags = [...new Set(tags)];
    const opening = await findOpening(threadId, now.session);
    await retitleEntries(threadId, opening?._id ?? null, now.thread, now.session);
    await enterUnlessOwn(viewer, "forums:retitled", now);
    return { title, tags: now.thread.tags };
  });
}

/** Names the reply that settled a question, or none. */
export async function acceptAnswer(
  viewer: Viewer,
  threadId: Id,
  { deedId, postId }: { deedId: Id; postId: Id | null },
) {
  const known = await findThread(viewer, threadId);
  return await changeThread(known, deedOf(viewer, { deedId }), "forums:accepted", async (now) => {
    authorize(canEditThread(viewer, now.subject));
    if (now.thread.kind !== "question") throw conflict("noQuestion", "Only a question has an answer.");
    if (now.thread.acceptedId === postId) throw alreadySo();
    if (postId !== null) {
      const post = await findPostRecord(postId, now.session);
      if (post?.threadId !== threadId || post.place === 0)
        throw notFound("That reply is not in this thread.");
      if (post.state !== "shown") throw conflict("hidden", "That has been taken out of sight.");
    }
    now.thread.acceptedId = postId;
    await enterUnlessOwn(viewer, "forums:accepted", now);
    return { postId };
  });
}

/** Closes a thread to new replies, or opens it again. */
export async function closeThread(
  viewer: Viewer,
  threadId: Id,
  { deedId, isClosed }: { deedId: Id; isClosed: boolean },
) {
  const known = await findThread(viewer, threadId);
  return await changeThread(known, deedOf(viewer, { deedId }), "forums:closed", async (now) => {
    const { thread, subject } = now;
    authorize(canModerateThread(viewer, subject));
    if (thread.movedTo !== undefined) throw isMerged();
    if (thread.isClosed === isClosed) throw alreadySo();
    thread.isClosed = isClosed;
    await enterInThread(viewer, isClosed ? "forums:closed" : "forums:reopened", now);
    return { isClosed };
  });
}

/** Of one's own thread one is not one who looks after it. */
export async function enterUnlessOwn(
  viewer: Viewer,
  deed: LoggedInForums,
  now: Now,
  about: Record<string, Id> = {},
): Promise<void> {
  if (viewer.personId !== now.thread.author.personId) await enterInThread(viewer, deed, now, { about });
}

/** What was said in such a thread stands in another. */
export const isMerged = () => conflict("merged", "This thread was merged into another one.");

/** Chooses in a thread's poll, in place of what was chosen before; choosing nothing takes it back. */
export async function vote(
  viewer: Viewer,
  threadId: Id,
  { deedId, choices }: { deedId: Id; choices: number[] },
) {
  const known = await findThread(viewer, threadId);
  const personId = viewer.personId as Id;
  return await changeThread(known, deedOf(viewer, { deedId }), "forums:voted", async (now) => {
    const { thread, subject, session } = now;
    authorize(canAnswerThread(viewer, subject));
    if (thread.poll === null) throw conflict("noPoll", "There is nothing to choose here.");
    const chosen = expectChoices(thread.poll, choices);
    const before = await findChoices(threadId, personId, session);
    await setChoices(threadId, personId, chosen, session);
    thread.poll = recount(thread.poll, before, chosen);
    return { poll: thread.poll };
  });
}

function expectChoices({ options, isMultiple }: PollView, choices: readonly number[]): number[] {
  const chosen = [...new Set(choices)].sort((one, other) => one - other);
  const isKnown = chosen.every((place) => place < options.length);
  if (isKnown && (isMultiple || chosen.length <= 1)) return chosen;
  const message = isKnown ? "Only one may be chosen." : "That cannot be chosen.";
  throw invalid(message, [{ path: "choices", message }]);
}

function recount(poll: PollView, before: readonly number[], chosen: readonly number[]): PollView {
  const count = (choices: readonly number[], place: number) => (choices.includes(place) ? 1 : 0);
  return {
    ...poll,
    options: poll.options.map(({ label, votes }, place) => ({
      label,
      votes: votes - count(before, place) + count(chosen, place),
    })),
    voters: poll.voters - Math.sign(before.length) + Math.sign(chosen.length),
  };
}
