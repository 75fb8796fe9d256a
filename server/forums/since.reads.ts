import type { Id } from "#shared/ids";
import { type BookmarkRecord, listRemindersBetween } from "./bookmarks.model";
import { type DeedRecord, listDeedsSince } from "./deeds.model";
import { listPostsSince, type PostRecord } from "./posts.model";

/** Documents of one go. */
const AT_ONCE = 100;

/** Whatever was said since a moment and is still shown, in that order: for features that make up for what they missed. */
export async function* saidSince(at: number): AsyncGenerator<PostRecord> {
  yield* since(at, listPostsSince, (post) => post.at);
}

/** Whatever was done to what had been said since a moment, in that order. */
export async function* doneSince(at: number): AsyncGenerator<DeedRecord> {
  yield* since(at, listDeedsSince, (deed) => deed.at);
}

/** Whatever was to be called to mind between two moments, in that order. */
export async function* dueBetween(
  from: number,
  to: number,
): AsyncGenerator<BookmarkRecord & { remindAt: number }> {
  const list = (at: number, after: string, limit: number) => listRemindersBetween(at, to, after, limit);
  yield* since(from, list, ({ remindAt }) => remindAt);
}

/** Reads on from the last one, batch by batch. */
async function* since<Record extends { _id: Id }>(
  start: number,
  list: (at: number, after: string, limit: number) => Promise<Record[]>,
  momentOf: (record: Record) => number,
): AsyncGenerator<Record> {
  for (let [at, after] = [start, ""]; ; ) {
    const records = await list(at, after, AT_ONCE);
    yield* records;
    const last = records.at(-1);
    if (last === undefined || records.length < AT_ONCE) return;
    [at, after] = [momentOf(last), last._id];
  }
}
