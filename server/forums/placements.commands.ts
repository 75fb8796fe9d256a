import { authorize, notFound } from "#server/errors";
import { readmit } from "#server/live/readmission";
import { canReadCategory } from "#shared/forums/spaces.policy";
import { canModeratePlacement } from "#shared/forums/threads.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { countThread, listCategoryHeads } from "./categories.model";
import { enterPlacement } from "./entries.commands";
import { threadChannel } from "./forums.channel";
import { enterLog } from "./log.commands";
import { deedOf } from "./posts.commands";
import { toKnownCategories } from "./spaces.reads";
import { changeThread, type Now } from "./threadChanges.commands";
import type { PlacementRecord } from "./threadLists";
import { findThread, readablePlacements } from "./threads.reads";

/** Moves a thread to another category of a space in which it stands, pins it there or hides it there. */
export async function placeThread(
  viewer: Viewer,
  threadId: Id,
  { deedId, ...place }: PlacementRecord & { deedId: Id },
) {
  const known = await findThread(viewer, threadId);
  if (!readablePlacements(viewer, known).some(({ spaceId }) => spaceId === place.spaceId)) throw notFound();
  await findTarget(viewer, place);

  const fact = await changeThread(known, deedOf(viewer, { deedId }), "forums:placed", async (now) => {
    const at = now.thread.placements.findIndex(({ spaceId }) => spaceId === place.spaceId);
    const before = now.thread.placements[at];
    const subject = now.subject.placements[at];
    if (before === undefined || subject === undefined) throw notFound();
    authorize(canModeratePlacement(viewer, subject));
    now.thread.placements[at] = place;
    await recount(before, place, now);
    const { spaceId, categoryId } = place;
    const about = { threadId, categoryId };
    const whom = now.thread.author.personId;
    await enterLog(viewer, { deed: "forums:placed", spaceIds: [spaceId], about, whom }, now.session);
    return {};
  });
  await readmit(threadChannel(threadId));
  return fact;
}

/** The category in which it is to stand: one of that space. */
async function findTarget(viewer: Viewer, { spaceId, categoryId }: PlacementRecord): Promise<void> {
  const [record] = await listCategoryHeads([categoryId]);
  const [category] = record?.spaceId === spaceId ? await toKnownCategories([record]) : [];
  if (category === undefined || !canReadCategory(viewer, category.subject)) throw notFound();
}

/** A category counts what can be seen in it, and what is found is found there. */
async function recount(
  before: PlacementRecord,
  after: PlacementRecord,
  { thread, session }: Now,
): Promise<void> {
  if (before.categoryId === after.categoryId && before.isHidden === after.isHidden) return;
  if (!before.isHidden) await countThread(before.categoryId, -1, session);
  if (!after.isHidden) await countThread(after.categoryId, 1, session);
  await enterPlacement(thread, after.spaceId, session);
}
