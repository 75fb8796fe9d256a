import { fromCursor, PAGE_SIZE, toPage } from "#server/database/cursor";
import { since } from "#server/database/since";
import type { AskedView } from "#shared/forums/asked.contract";
import { canModerateThread } from "#shared/forums/threads.policy";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import {
  Asked,
  type AskedRecord,
  findAskedRecord,
  findLastAskedOf,
  listAskedIn,
  listAskedRecords,
} from "./asked.model";
import { findThread } from "./threads.reads";

/** What is asked, for those that act for nobody in particular. Never answer a person with it. */
export type AskedForOthers = Pick<AskedRecord, "_id" | "postId" | "threadId" | "authorId" | "by" | "state">;

/** What is asked in a thread, as far as it is the viewer's to see; the latest first. */
export async function listAsked(
  viewer: Viewer,
  threadId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<AskedView>> {
  const { subject } = await findThread(viewer, threadId);
  const before = after === undefined ? null : String(fromCursor(after, 1)[0]);
  const isKeeper = canModerateThread(viewer, subject);
  const records = isKeeper
    ? await listAskedIn({ threadId }, ["open", "edited"], before, PAGE_SIZE + 1)
    : await listAskedIn({ threadId, authorId: viewer.personId as Id }, ["open"], before, PAGE_SIZE + 1);
  const { items, next } = toPage(records, PAGE_SIZE, ({ _id }) => [_id]);
  return { items: items.map(toAskedView), next };
}

/** One for those that act for nobody in particular. Never answer a person with it. */
export async function findAsked(askedId: Id): Promise<AskedForOthers | null> {
  return await findAskedRecord(askedId);
}

/** The last that was asked of a post, for the same. */
export async function findLastAsked(postId: Id): Promise<AskedForOthers | null> {
  return await findLastAskedOf(postId);
}

/** Why those were asked, by id. To be shown to whoever was asked. */
export async function findWhyAsked(ids: readonly Id[]): Promise<Map<Id, Pick<AskedView, "reason" | "norm">>> {
  const records = await listAskedRecords(ids);
  return new Map(records.map(({ _id, reason, norm }) => [_id, { reason, norm }]));
}

/** Whatever was asked since a moment, in that order: for features that make up for what they missed. */
export const askedToEditSince = (at: number) => since<AskedRecord>(Asked, at);

/** Who asks is in no view. */
function toAskedView({ _id: id, postId, at, reason, norm, state, endedAt }: AskedRecord): AskedView {
  return { id, postId, at, reason, norm, state, endedAt };
}
