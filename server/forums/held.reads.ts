import { fromCursor, toPage } from "#server/database/cursor";
import { notFound } from "#server/errors";
import type { HeldView } from "#shared/forums/held.contract";
import { canDecideHeld, canSeeHeld, type HeldSubject } from "#shared/forums/held.policy";
import type { PostView } from "#shared/forums/threads.contract";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { type MarkOf, markSpeakers } from "./authors.reads";
import {
  findHeldRecord,
  type HeldRecord,
  listOwnHeldRecords,
  listWaiting,
  listWaitingAs,
} from "./held.model";
import { listPostRecords } from "./posts.model";
import { findSpaceSubject, listSpaceSubjects } from "./spaces.reads";
import { listThreadRecords } from "./threads.model";

/** A writing may be 64 kB. */
const HELD_AT_ONCE = 20;

/** Something that waits, with what its policies ask about. */
export interface KnownHeld {
  record: HeldRecord;
  subject: HeldSubject;
}

/** One, found from the viewer: it is there for its author and for those who decide. */
export async function findHeld(viewer: Viewer, heldId: Id): Promise<KnownHeld> {
  const record = await findHeldRecord(heldId);
  if (record === null) throw notFound();
  const space = await findSpaceSubject(record.spaceId);
  const subject = space && { authorId: record.author.personId, space };
  if (subject === null || !canSeeHeld(viewer, subject)) throw notFound();
  return { record, subject };
}

/** Those of the posts, shown to nobody yet, about which the viewer decides. */
export async function listDecidedBy(viewer: Viewer, postIds: readonly Id[]): Promise<Id[]> {
  const waiting = await listWaitingAs(postIds);
  const spaces = await listSpaceSubjects(waiting.map(({ spaceId }) => spaceId));
  return waiting.flatMap(({ postId, spaceId, author }) => {
    const space = spaces.get(spaceId);
    return space && canDecideHeld(viewer, { authorId: author.personId, space }) ? [postId] : [];
  });
}

/** What waits for the moderators of a space, the oldest first. */
export async function listHeld(
  spaceId: Id,
  { after }: { after?: string | undefined },
): Promise<Page<HeldView>> {
  const records = await listWaiting(spaceId, toOrder(after), HELD_AT_ONCE + 1);
  return await toHeldPage(records, spaceId);
}

/** The viewer's own, whatever became of it, the newest first. */
export async function listOwnHeld(
  { personId }: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<HeldView>> {
  return await toHeldPage(await listOwnHeldRecords(personId as Id, toOrder(after), HELD_AT_ONCE + 1));
}

/**
 * Held posts as their author and those who decide see them. A word that is held is told to those alone who look after the
 * space whose rule it is: `readBy`. Others would learn from it how to go around.
 */
export async function toHeldViews(records: readonly HeldRecord[], readBy?: Id): Promise<HeldView[]> {
  const [markOf, threads, posts] = await Promise.all([
    markSpeakers(records.map(({ author }) => author)),
    listThreadRecords(records.map(({ threadId }) => threadId)),
    listPostRecords(records.flatMap(({ kind, postId }) => (kind === "post" ? [postId] : []))),
  ]);
  return records.map((record) => {
    const {
      _id: id,
      kind,
      postId,
      threadId,
      spaceId,
      author,
      at,
      state,
      reason,
      norm = "",
      start,
      hold,
      position,
    } = record;
    const threadTitle = start?.title ?? threads.find((thread) => thread._id === threadId)?.title ?? "";
    const body = kind === "post" ? (posts.find((post) => post._id === postId)?.body ?? null) : record.body;
    const where = { id, kind, postId, threadId, threadTitle, spaceId };
    const why = hold && {
      cause: hold.cause,
      ...(hold.word && hold.spaceId === readBy && { word: hold.word }),
    };
    return {
      ...where,
      author: markOf(author),
      at,
      body,
      state,
      reason,
      norm,
      ...why,
      ...(position && { position }),
    };
  });
}

/** A held reply as its author's page shows it in place of the post that it may become. */
export function toHeldPost(record: HeldRecord, markOf: MarkOf): PostView {
  const { postId, threadId, author, at, body, isTried, reason, position } = record;
  return {
    // It has no place yet.
    ...{ id: postId, threadId, place: -1, author: markOf(author), at, state: "held", body, reason, isTried },
    ...{ edits: 0, editedAt: null, reactions: { resonates: 0, thanks: 0, sayMore: 0 }, movedTo: null },
    ...(position && { position: { position, isChanged: false } }),
  };
}

async function toHeldPage(records: HeldRecord[], readBy?: Id): Promise<Page<HeldView>> {
  const { items, next } = toPage(records, HELD_AT_ONCE, ({ order }) => [order]);
  return { items: await toHeldViews(items, readBy), next };
}

function toOrder(after: string | undefined): string | null {
  return after === undefined ? null : String(fromCursor(after, 1)[0]);
}
