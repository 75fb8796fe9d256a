import { fromCursor, toPage } from "#server/database/cursor";
import { findWhyAsked } from "#server/forums/asked.reads";
import { countFollowed } from "#server/forums/followed.reads";
import { findPostHeads, findToldPosts, type PostHead } from "#server/forums/told.reads";
import { listApartFrom } from "#server/people/blocks.reads";
import type { Page } from "#shared/http/page";
import type { Id } from "#shared/ids";
import type { NoticeView, PostNotice } from "#shared/notifications/notices.contract";
import { MOST_COUNTED, type NewsCounts } from "#shared/notifications/notifications.contract";
import type { Viewer } from "#shared/people/viewer";
import { showCareNotices } from "./careNotices.reads";
import { showGroupNotices } from "./groupNotices.reads";
import {
  listNoticeRecords,
  listUnreadRecords,
  type NoticeRecord,
  type PostNoticeRecord,
} from "./notices.model";

/** Each may begin with a post of 64 kB. */
const NOTICES_AT_ONCE = 20;

/** What was told the viewer and can still be shown to them, latest first. */
export async function listNotices(
  viewer: Viewer,
  { after }: { after?: string | undefined },
): Promise<Page<NoticeView>> {
  const before = after === undefined ? null : toBefore(after);
  const records = await listNoticeRecords(viewer.personId as Id, before, NOTICES_AT_ONCE + 1);
  const { items, next } = toPage(records, NOTICES_AT_ONCE, ({ at, _id }) => [at, _id]);
  return { items: await showNotices(viewer, items), next };
}

/** Those of the notices that can still be shown to the viewer, with how the posts begin. */
export async function showNotices(
  viewer: Viewer,
  records: readonly NoticeRecord[],
  length?: number,
): Promise<NoticeView[]> {
  const [ofPosts, others] = await Promise.all([
    showPostNotices(viewer, records.filter(isOfPost), length),
    showOtherNotices(viewer, records),
  ]);
  return records.flatMap(({ _id }): NoticeView[] => {
    const notice = ofPosts.get(_id) ?? others.get(_id);
    return notice === undefined ? [] : [notice];
  });
}

async function showPostNotices(
  viewer: Viewer,
  records: readonly PostNoticeRecord[],
  length?: number,
): Promise<Map<string, PostNotice>> {
  const ids = records.map(({ postId }) => postId);
  const [posts, whys] = await Promise.all([
    findToldPosts(viewer, ids, length),
    findWhyAsked(records.flatMap(({ kind, causeId }) => (kind === "askedToEdit" && causeId) || [])),
  ]);
  const apart = await listApart(viewer, posts);
  const notices = new Map<string, PostNotice>();
  for (const record of records) {
    const { _id: id, kind, postId, at, readAt } = record;
    const post = posts.get(postId);
    if (post === undefined || !canBeShown(record, post, apart)) continue;
    const { threadId, threadTitle, place, author, excerpt, reason, norm } = post;
    const told = { postId, threadId, threadTitle, place, author, excerpt };
    const asked = whys.get(record.causeId ?? "") ?? { reason: "", norm: "" };
    const why = kind === "hidden" ? { reason, norm } : asked;
    notices.set(id, { id, kind, at, isRead: readAt !== null, ...told, ...why });
  }
  return notices;
}

/** How many notices the viewer has not read, of those that the list shows; and how many threads that they follow. */
export async function countNews(viewer: Viewer): Promise<NewsCounts> {
  const [you, followed] = await Promise.all([listUnreadNotices(viewer), countFollowed(viewer)]);
  return { you: you.length, followed };
}

/** The notices that the viewer has not read and that can be shown to them, at most so many as are counted; latest first. */
export async function listUnreadNotices(viewer: Viewer): Promise<NoticeRecord[]> {
  const records = await listUnreadRecords(viewer.personId as Id, MOST_COUNTED);
  const postIds = records.filter(isOfPost).map(({ postId }) => postId);
  const [posts, others] = await Promise.all([
    findPostHeads(viewer, postIds),
    showOtherNotices(viewer, records),
  ]);
  const apart = await listApart(viewer, posts);
  return records.filter((record) => {
    if (!isOfPost(record)) return others.has(record._id);
    const post = posts.get(record.postId);
    return post !== undefined && canBeShown(record, post, apart);
  });
}

/** Those that tell of no post, by id. */
async function showOtherNotices(
  viewer: Viewer,
  records: readonly NoticeRecord[],
): Promise<Map<string, NoticeView>> {
  const [ofGroups, ofCare] = await Promise.all([
    showGroupNotices(viewer, records),
    showCareNotices(viewer, records),
  ]);
  return new Map<string, NoticeView>([...ofGroups, ...ofCare]);
}

/**
 * Whether a notice still tells something, of a post that its person may read: of one that was hidden its author alone is
 * told, and no longer when it is shown again; that they are asked to edit it, while they are; and nothing that was said to
 * them by somebody with whom they have nothing to do.
 */
function canBeShown(
  { kind, causeId }: PostNoticeRecord,
  { state, authorId, askedId }: PostHead,
  apart: ReadonlySet<Id>,
): boolean {
  if (kind === "hidden") return state === "hidden";
  if ((kind === "mention" || kind === "quote") && apart.has(authorId)) return false;
  return state === "shown" && (kind !== "askedToEdit" || askedId === causeId);
}

function listApart({ personId }: Viewer, posts: ReadonlyMap<Id, PostHead>): Promise<Set<Id>> {
  return listApartFrom(
    personId as Id,
    [...posts.values()].map(({ authorId }) => authorId),
  );
}

function isOfPost(record: NoticeRecord): record is PostNoticeRecord {
  return "postId" in record;
}

function toBefore(cursor: string): { at: number; id: string } {
  const [at, id] = fromCursor(cursor, 2);
  return { at: Number(at), id: String(id) };
}
