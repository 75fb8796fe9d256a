import { authorize, conflict, forbidden, notFound } from "#server/errors";
import { readmit } from "#server/live/readmission";
import type { LoggedInForums } from "#shared/forums/logged";
import { MOST_MOVED } from "#shared/forums/moderation.endpoints";
import { canSpreadThread, isReadByNoMore, placeIn } from "#shared/forums/readers.policy";
import { canModerateSpace, canStartThread } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { countThread } from "./categories.model";
import { circlesOf } from "./circles.model";
import { enterPlacement, toEntries } from "./entries.commands";
import { leaveCircle, replaceEntries } from "./entries.model";
import { threadChannel } from "./forums.channel";
import { moveHeld } from "./held.model";
import { expectNothingHeld } from "./holding.reads";
import { enterInThread } from "./log.commands";
import { alreadySo, deedOf, homeOf } from "./posts.commands";
import { findOpening, listWholeThread } from "./posts.model";
import { findCategory, type KnownCategory } from "./spaces.reads";
import { expectNoMoreReaders } from "./splits.commands";
import { changeThread, type Now } from "./threadChanges.commands";
import type { PlacementRecord } from "./threadLists";
import { findThread } from "./threads.reads";

/** In so many spaces a thread stands at most. */
const MOST_PLACES = 6;

interface Target {
  deedId: Id;
  categoryId: Id;
}

/** Gives a thread another home: a category of another space. Where it stood in that space already, it stands there once. */
export async function moveHome(viewer: Viewer, threadId: Id, { deedId, categoryId }: Target) {
  const target = await findCategory(viewer, categoryId);
  return await changePlaces(viewer, threadId, { deedId, name: "forums:movedHome" }, async (now) => {
    const [home, ...others] = now.thread.placements;
    await expectMay(viewer, now, target);
    if (home?.spaceId === target.space._id) throw alreadySo();
    return [toPlacement(target), ...others.filter(({ spaceId }) => spaceId !== target.space._id)];
  });
}

/** Lets a thread stand in a category of a further space too. */
export async function crossPost(viewer: Viewer, threadId: Id, { deedId, categoryId }: Target) {
  const target = await findCategory(viewer, categoryId);
  return await changePlaces(viewer, threadId, { deedId, name: "forums:crossPosted" }, async (now) => {
    const { placements } = now.thread;
    await expectMay(viewer, now, target);
    if (placements.some(({ spaceId }) => spaceId === target.space._id))
      throw conflict("standsThere", "It stands in that space already.");
    if (placements.length >= MOST_PLACES)
      throw conflict("tooManyPlaces", "A thread stands in at most six spaces.");
    return [...placements, toPlacement(target)];
  });
}

/** Takes a thread away from a space in which it stands beside its home. */
export async function takeThreadAway(
  viewer: Viewer,
  threadId: Id,
  { deedId, spaceId }: { deedId: Id; spaceId: Id },
) {
  const deed = { deedId, name: "forums:takenAway" } as const;
  return await changePlaces(viewer, threadId, deed, async ({ thread, subject }) => {
    const at = thread.placements.findIndex((placement) => placement.spaceId === spaceId);
    const place = subject.placements[at];
    const mayThere = place !== undefined && canModerateSpace(viewer, place.category.space);
    authorize(canSpreadThread(viewer, subject) || mayThere);
    if (place === undefined) throw notFound();
    if (at === 0) throw conflict("isHome", "That is its home: move the thread to another one instead.");
    return thread.placements.filter((placement) => placement.spaceId !== spaceId);
  });
}

/** May it stand there? Asked at both ends; and of words that others said too, whether no more people come to read them. */
async function expectMay(viewer: Viewer, { thread, subject, session }: Now, place: KnownCategory) {
  const target = place.subject;
  authorize(canSpreadThread(viewer, subject));
  authorize(canStartThread(viewer, target));
  if (thread.kind === "announcement" && !canModerateSpace(viewer, target.space))
    throw forbidden("Only those who look after the space make announcements there.");
  const isOwnAlone = viewer.personId === thread.author.personId && thread.posts === 1;
  expectNoMoreReaders(isOwnAlone || isReadByNoMore([placeIn(target)], subject.placements));
  // What would have waited there does not come by way of elsewhere.
  const { title, tags, poll } = thread;
  const { body = null } = (await findOpening(thread._id, session)) ?? {};
  const choices = poll?.options.map(({ label }) => label);
  await expectNothingHeld(viewer, [place], { said: { title, tags, choices, body } }, waitsThere);
}

const waitsThere = () =>
  conflict(
    "heldByRule",
    "A word or a link in it waits for a moderator in that space. Start it there by itself: then a moderator looks at it first.",
  );

function toPlacement({ record, space }: KnownCategory): PlacementRecord {
  return { spaceId: space._id, categoryId: record._id, isPinned: false, isHidden: false };
}

async function changePlaces(
  viewer: Viewer,
  threadId: Id,
  deed: { deedId: Id; name: LoggedInForums },
  decide: (now: Now) => Promise<PlacementRecord[]>,
) {
  const known = await findThread(viewer, threadId);
  const fact = await changeThread(known, deedOf(viewer, deed), "forums:placed", async (now) => {
    const before = now.thread.placements;
    const after = await decide(now);
    await expectFindable(before, after, now);
    now.thread.placements = after;
    await recount(before, after, now);
    await find(before, now);
    if (before[0]?.spaceId !== after[0]?.spaceId)
      await moveHeld(threadId, { threadId, spaceId: homeOf(now.thread) }, now.session);
    const alsoIn = changedSpaces(before, after);
    if (viewer.personId !== now.thread.author.personId)
      await enterInThread(viewer, deed.name, now, { alsoIn });
    return {};
  });
  await readmit(threadChannel(threadId));
  return fact;
}

/** The spaces in which it stands only before, or only after. */
function changedSpaces(before: readonly PlacementRecord[], after: readonly PlacementRecord[]): Id[] {
  const [had, has] = [before, after].map((places) => places.map(({ spaceId }) => spaceId)) as [Id[], Id[]];
  return [...had.filter((id) => !has.includes(id)), ...has.filter((id) => !had.includes(id))];
}

/** Every post of it has to be entered where another circle of people looks for it, in the same transaction. */
async function expectFindable(
  before: readonly PlacementRecord[],
  after: readonly PlacementRecord[],
  { thread }: Now,
): Promise<void> {
  const [had, has] = [await circlesIn(before), await circlesIn(after)];
  if (thread.posts > MOST_MOVED && [...has].some((circleId) => !had.has(circleId)))
    throw conflict("tooLong", "A thread of more than 500 posts is too long to be taken to other people.");
}

/** A category counts what can be seen in it. */
async function recount(
  before: readonly PlacementRecord[],
  after: readonly PlacementRecord[],
  { session }: Now,
): Promise<void> {
  const seen = (placements: readonly PlacementRecord[]) =>
    placements.flatMap(({ categoryId, isHidden }) => (isHidden ? [] : [categoryId]));
  const [had, has] = [seen(before), seen(after)];
  for (const id of had.filter((one) => !has.includes(one))) await countThread(id, -1, session);
  for (const id of has.filter((one) => !had.includes(one))) await countThread(id, 1, session);
}

/** Its posts are found where it stands now, and nowhere else. */
async function find(before: readonly PlacementRecord[], { thread, session }: Now): Promise<void> {
  const [had, has] = [await circlesIn(before), await circlesIn(thread.placements)];
  for (const circleId of had) if (!has.has(circleId)) await leaveCircle(thread._id, circleId, session);
  if ([...has].every((circleId) => had.has(circleId))) {
    for (const { spaceId } of thread.placements) await enterPlacement(thread, spaceId, session);
    return;
  }
  const posts = await listWholeThread(thread._id, session);
  const entries = await Promise.all(posts.map((post) => toEntries(thread, post)));
  await replaceEntries(
    posts.map(({ _id }) => _id),
    entries.flat(),
    session,
  );
}

async function circlesIn(placements: readonly PlacementRecord[]): Promise<Set<Id>> {
  return new Set((await circlesOf(placements.map(({ spaceId }) => spaceId))).values());
}
