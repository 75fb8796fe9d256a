import { since, walk } from "#server/database/since";
import { type BookmarkRecord, listRemindersBetween } from "./bookmarks.model";
import { Deed, type DeedRecord } from "./deeds.model";
import { Post, type PostRecord } from "./posts.model";

/** Whatever was said since a moment and is still shown, in that order: for features that make up for what they missed. */
export const saidSince = (at: number) => since<PostRecord>(Post, at);

/** Whatever was done to what had been said since a moment, in that order. */
export const doneSince = (at: number) => since<DeedRecord>(Deed, at);

/** Whatever was to be called to mind between two moments, in that order. */
export async function* dueBetween(
  from: number,
  to: number,
): AsyncGenerator<BookmarkRecord & { remindAt: number }> {
  const list = (at: number, after: string, limit: number) => listRemindersBetween(at, to, after, limit);
  yield* walk(from, list, ({ remindAt }) => remindAt);
}
