import mongoose, { Schema } from "mongoose";
import { isDuplicate } from "#server/database/duplicates";
import type { Id } from "#shared/ids";
import {
  type CareNoticeKind,
  careNoticeKinds,
  type GroupNoticeKind,
  groupNoticeKinds,
  type PostNoticeKind,
  postNoticeKinds,
} from "#shared/notifications/notices.contract";

/** That somebody was told something. It holds none of what was said, which is read when it is shown. */
interface Told {
  /** `personId:postId:kind` or `personId:causeId:kind`: nobody is told the same twice; a reminder's ends with its time. */
  _id: string;
  personId: Id;
  at: number;
  readAt: number | null;
  /**
   * When it is mailed, if it has not been read by then; while somebody plans that, when they are taken for dead. Null once
   * it was read, or its mail was planned.
   */
  mailAt: number | null;
  /** The mail that tells of it. Each is told by one. */
  mailId: string | null;
}

/** Told of a post. */
export interface PostNoticeRecord extends Told {
  kind: PostNoticeKind;
  postId: Id;
  threadId: Id;
  place: number;
  /** What is asked, where it is told of that. */
  causeId?: Id;
}

/** Told of a group: of a request, an invitation or an entry of its log. */
export interface GroupNoticeRecord extends Told {
  kind: GroupNoticeKind;
  groupId: Id;
  /** As the group was called then. */
  groupName: string;
  causeId: Id;
}

/** Told of a report or an appeal. */
export interface CareNoticeRecord extends Told {
  kind: CareNoticeKind;
  causeId: Id;
}

export type NoticeRecord = PostNoticeRecord | GroupNoticeRecord | CareNoticeRecord;

/** Any of them, as one collection holds all. */
type StoredNotice = Told & { kind: NoticeRecord["kind"] } & Partial<
    Omit<PostNoticeRecord, "kind" | keyof Told>
  > &
  Partial<Omit<GroupNoticeRecord, "kind" | keyof Told>>;

const notice = new Schema<StoredNotice>(
  {
    _id: { type: String, required: true },
    personId: { type: String, required: true },
    kind: {
      type: String,
      enum: [...postNoticeKinds, ...groupNoticeKinds, ...careNoticeKinds],
      required: true,
    },
    postId: { type: String },
    threadId: { type: String },
    place: { type: Number },
    groupId: { type: String },
    groupName: { type: String },
    causeId: { type: String },
    at: { type: Number, required: true },
    readAt: { type: Number, default: null },
    mailAt: { type: Number, default: null },
    mailId: { type: String, default: null },
  },
  { versionKey: false, collection: "notices", strict: "throw" },
);
notice.index({ personId: 1, at: -1, _id: -1 });
notice.index({ personId: 1, readAt: 1, at: -1 });
notice.index({ personId: 1, readAt: 1, threadId: 1, place: 1 });
notice.index({ mailAt: 1, _id: 1 });
notice.index({ personId: 1, mailAt: 1 });
notice.index({ mailId: 1, readAt: 1, at: 1 }, { partialFilterExpression: { mailId: { $type: "string" } } });

export const Notice = mongoose.model("Notice", notice);

/** Stores those of the notices that are not there yet, and answers them: who was told already is not told again. */
export async function insertNotices(records: readonly NoticeRecord[]): Promise<NoticeRecord[]> {
  const inserted: NoticeRecord[] = [];
  for (const record of records) {
    try {
      await Notice.collection.insertOne({ ...record } as never);
      inserted.push(record);
    } catch (error) {
      if (!isDuplicate(error, "_id")) throw error;
    }
  }
  return inserted;
}

/** What was told somebody, the latest first, from after the one named. */
export async function listNoticeRecords(
  personId: Id,
  before: { at: number; id: string } | null,
  limit: number,
): Promise<NoticeRecord[]> {
  const rest = before && {
    at: mongoose.trusted({ $lte: before.at }),
    $or: [{ at: mongoose.trusted({ $lt: before.at }) }, { _id: mongoose.trusted({ $lt: before.id }) }],
  };
  return await Notice.find({ personId, ...rest })
    .sort({ at: -1, _id: -1 })
    .limit(limit)
    .lean<NoticeRecord[]>();
}

/** What was told somebody and they have not read, the latest first. */
export async function listUnreadRecords(personId: Id, limit: number): Promise<NoticeRecord[]> {
  return await Notice.find({ personId, readAt: null }).sort({ at: -1 }).limit(limit).lean<NoticeRecord[]>();
}

/** What somebody has seen when they have read the post. Of the rest they were told long after they had read it. */
const SEEN_IN_PASSING: readonly PostNoticeKind[] = ["mention", "quote"];

/** Marks that somebody was named in a thread before a place as read; answers whether anything was. */
export async function readNoticesIn(personId: Id, threadId: Id, readTo: number): Promise<boolean> {
  const { modifiedCount } = await Notice.updateMany(
    {
      ...{ personId, readAt: null, threadId, place: mongoose.trusted({ $lt: readTo }) },
      kind: mongoose.trusted({ $in: SEEN_IN_PASSING }),
    },
    { $set: { readAt: Date.now(), mailAt: null } },
  );
  return modifiedCount > 0;
}

/** Marks one thing that was told somebody as read. */
export async function readNoticeOf(personId: Id, noticeId: string): Promise<boolean> {
  const { modifiedCount } = await Notice.updateOne(
    { _id: noticeId, personId, readAt: null },
    { $set: { readAt: Date.now(), mailAt: null } },
  );
  return modifiedCount > 0;
}

/** Marks what was told somebody up to a moment as read. */
export async function readNoticesUpTo(personId: Id, upTo: number): Promise<boolean> {
  const { modifiedCount } = await Notice.updateMany(
    { personId, readAt: null, at: mongoose.trusted({ $lte: upTo }) },
    { $set: { readAt: Date.now(), mailAt: null } },
  );
  return modifiedCount > 0;
}

/** What is to be mailed by now, to anybody, the longest due first. */
export async function listNoticesToMail(now: number, limit: number): Promise<NoticeRecord[]> {
  return await Notice.find({ mailAt: mongoose.trusted({ $lte: now }) })
    .sort({ mailAt: 1, _id: 1 })
    .limit(limit)
    .lean<NoticeRecord[]>();
}

/** Claims everything that waits to be mailed to somebody, and is in no mail yet, for that mail until a time. */
export async function claimForMail(personId: Id, mailId: string, until: number): Promise<void> {
  await Notice.updateMany({ ...waitingOf(personId), mailId: null }, { $set: { mailId, mailAt: until } });
}

/** The mails to plan for somebody: one's own, and those whose claim has grown old. */
export async function listMailsToPlan(personId: Id, own: string, now: number): Promise<string[]> {
  const waiting = await Notice.find(waitingOf(personId)).lean<NoticeRecord[]>();
  const claimed = waiting.filter(({ mailId, mailAt }) => mailId === own || (mailAt ?? 0) <= now);
  return [...new Set(claimed.flatMap(({ mailId }) => mailId ?? []))];
}

/** Notes that what is in those mails waits no more. */
export async function noteMailsPlanned(personId: Id, mailIds: readonly string[]): Promise<void> {
  const mailId = mongoose.trusted({ $in: mailIds });
  await Notice.updateMany({ ...waitingOf(personId), mailId }, { $set: { mailAt: null } });
}

/** Has what waits to be mailed to somebody wait until a later time, or for none at all. */
export async function mailLater(personId: Id, mailAt: number | null): Promise<void> {
  await Notice.updateMany(waitingOf(personId), { $set: { mailAt } });
}

/** What a mail, which is one person's, tells of and was not read meanwhile, the earliest first. */
export async function listNoticesOfMail(mailId: string, limit: number): Promise<NoticeRecord[]> {
  return await Notice.find({ mailId, readAt: null }).sort({ at: 1 }).limit(limit).lean<NoticeRecord[]>();
}

/** The posts of a thread of which a mail tells somebody because they were said to them, as far as they have not read them. */
export async function listPostsInMails(personId: Id, threadId: Id): Promise<Set<Id>> {
  const mailId = mongoose.trusted({ $ne: null });
  const records = await Notice.find({ personId, readAt: null, threadId, mailId }).lean<PostNoticeRecord[]>();
  return new Set(records.map(({ postId }) => postId));
}

/** What was read waits no more. */
function waitingOf(personId: Id) {
  return { personId, mailAt: mongoose.trusted({ $gt: 0 }) };
}
