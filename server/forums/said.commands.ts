import type { Id } from "#shared/ids";
import { noteSaidInCategories } from "./categories.model";
import { noteSpeaker } from "./readings.model";
import { noteSaidInSpaces } from "./spaces.model";
import type { ThreadRecord } from "./threads.model";

/**
 * Notes beside a thread that something was said in it: in its spaces and categories when, for the speaker how far they
 * have read. All of it only ever moves forward, so it stands outside of the transaction, in which every reply of a space
 * would wait for every other; what a crash leaves out is made up for when the deed is sent again, or by the next one.
 */
export async function noteSaid(
  { _id, placements, lastAt }: Pick<ThreadRecord, "_id" | "placements" | "lastAt">,
  personId: Id,
  readTo: number,
  level: "follow" | "watch" = "follow",
): Promise<void> {
  const visible = placements.filter(({ isHidden }) => !isHidden);
  await Promise.all([
    noteSaidInCategories(
      visible.map(({ categoryId }) => categoryId),
      lastAt,
    ),
    noteSaidInSpaces(
      visible.map(({ spaceId }) => spaceId),
      lastAt,
    ),
    noteSpeaker(personId, _id, readTo, level, lastAt),
  ]);
}
