import { authorize, conflict, notFound } from "#server/errors";
import { listOpenRooms } from "#server/live/presence";
import { readmit } from "#server/live/readmission";
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
  const added = await appendCategory(spaceId, { _id: categoryId, ...words, holdsFirst }, MOST_CATEGORIES);
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
  return await change(viewer, categoryId, words);
}

/** Closes a category whose year is over, or opens it again. */
export async function archiveCategory(
  viewer: Viewer,
  categoryId: Id,
  { isArchived, year }: Pick<CategoryRecord, "isArchived" | "year">,
): Promise<CategoryView> {
  return await change(viewer, categoryId, { isArchived, year });
}

/** Puts a category before another of its space, or at the end. */
export async function placeCategory(
  viewer: Viewer,
  categoryId: Id,
  { before }: { before: Id | null },
): Promise<SpaceView> {
  const { record, subject } = await findCategory(viewer, categoryId);
  authorize(canModerateCategory(viewer, subject));

  if (!(await moveCategory(categoryId, record.spaceId, before)))
    throw notFound("That category is not in this space.");
  return await toSpaceView(viewer, await findSpace(viewer, record.spaceId));
}

async function change(
  viewer: Viewer,
  categoryId: Id,
  to: Parameters<typeof changeCategoryRecord>[1],
): Promise<CategoryView> {
  const { record, subject } = await findCategory(viewer, categoryId);
  authorize(canModerateCategory(viewer, subject));

  const changed = await changeCategoryRecord(categoryId, to);
  if (changed === null) throw notFound();
  if (changed.read !== record.read) await readmitReaders(categoryId);
  return toCategoryView(changed);
}

/** Those who have a thread of the category open hear on only while they may read it. */
async function readmitReaders(categoryId: Id): Promise<void> {
  const open = await listThreadRecords(listOpenRooms("forums"));
  const inside = open.filter(({ placements }) => placements.some((one) => one.categoryId === categoryId));
  await Promise.all(inside.map(({ _id }) => readmit(threadChannel(_id))));
}
