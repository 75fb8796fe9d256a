import type { Session } from "#server/database/transaction";
import { authorize, conflict, notFound } from "#server/errors";
import { listOpenRooms } from "#server/live/presence";
import { readmit } from "#server/live/readmission";
import type { LoggedInForums } from "#shared/forums/logged";
import type { CategoryView, SpaceView } from "#shared/forums/spaces.contract";
import { canModerateCategory, canModerateSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import {
  appendCategory,
  type CategoryRecord,
  type CategoryWords,
  changeCategoryRecord,
  moveCategory,
} from "./categories.model";
import { threadChannel } from "./forums.channel";
import { enterLog } from "./log.commands";
import { toCategoryView, toSpaceView } from "./spacePages.reads";
import { findCategory, findSpace } from "./spaces.reads";
import { listThreadRecords } from "./threads.model";

/** More categories than this nobody finds their way in. */
export const MOST_CATEGORIES = 60;

/** Adds a category at the end of a space; the same id again is the same category. */
export async function addCategory(
  viewer: Viewer,
  spaceId: Id,
  { categoryId, ...words }: CategoryWords & { categoryId: Id },
): Promise<CategoryView> {
  const { subject } = await findSpace(viewer, spaceId);
  authorize(canModerateSpace(viewer, subject));

  const { holdsFirst = false } = words;
  const added = await appendCategory(
    spaceId,
    { _id: categoryId, ...words, holdsFirst },
    MOST_CATEGORIES,
    logged(viewer, "forums:categoryAdded", { spaceId, categoryId }),
  );
  if (added === "tooMany") throw conflict("tooManyCategories", "A space has at most 60 categories.");
  if (added.spaceId !== spaceId)
    throw conflict("deedKnown", "That was sent before as something else. Send it anew.");
  return toCategoryView(added);
}

/** Changes a category's words and audiences. */
export async function changeCategory(
  viewer: Viewer,
  categoryId: Id,
  words: CategoryWords,
): Promise<CategoryView> {
  return await change(viewer, "forums:categoryChanged", categoryId, words);
}

/** Closes a category whose year is over, or opens it again. */
export async function archiveCategory(
  viewer: Viewer,
  categoryId: Id,
  { isArchived, year }: Pick<CategoryRecord, "isArchived" | "year">,
): Promise<CategoryView> {
  const deed = isArchived ? "forums:categoryArchived" : "forums:categoryOpened";
  return await change(viewer, deed, categoryId, { isArchived, year });
}

/** Puts a category before another of its space, or at the end. */
export async function placeCategory(
  viewer: Viewer,
  categoryId: Id,
  { before }: { before: Id | null },
): Promise<SpaceView> {
  const { record, subject } = await findCategory(viewer, categoryId);
  authorize(canModerateCategory(viewer, subject));

  const { spaceId } = record;
  const beside = logged(viewer, "forums:categoryPlaced", { spaceId, categoryId });
  if (!(await moveCategory(categoryId, { spaceId, before }, beside)))
    throw notFound("That category is not in this space.");
  return await toSpaceView(viewer, await findSpace(viewer, spaceId));
}

async function change(
  viewer: Viewer,
  deed: LoggedInForums,
  categoryId: Id,
  to: Parameters<typeof changeCategoryRecord>[1],
): Promise<CategoryView> {
  const { record, subject } = await findCategory(viewer, categoryId);
  authorize(canModerateCategory(viewer, subject));

  const { spaceId } = record;
  const changed = await changeCategoryRecord(categoryId, to, logged(viewer, deed, { spaceId, categoryId }));
  if (changed === null) throw notFound();
  if (changed.read !== record.read) await readmitReaders(categoryId);
  return toCategoryView(changed);
}

/** The entry in the space's log, made in the transaction of the change. */
function logged(
  viewer: Viewer,
  deed: LoggedInForums,
  { spaceId, categoryId }: { spaceId: Id; categoryId: Id },
) {
  return (session: Session) =>
    enterLog(viewer, { deed, spaceIds: [spaceId], about: { categoryId } }, session);
}

/** Those who have a thread of the category open hear on only while they may read it. */
async function readmitReaders(categoryId: Id): Promise<void> {
  const open = await listThreadRecords(listOpenRooms("forums"));
  const inside = open.filter(({ placements }) => placements.some((one) => one.categoryId === categoryId));
  await Promise.all(inside.map(({ _id }) => readmit(threadChannel(_id))));
}
