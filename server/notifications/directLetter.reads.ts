import type { Reader } from "#server/accounts/readers.reads";
import type { DirectPart } from "#server/mail/listLetters";
import type { Id } from "#shared/ids";
import { pathOfNotice } from "#shared/notifications/noticePaths";
import type { NoticeView } from "#shared/notifications/notices.contract";
import { MOST_COUNTED } from "#shared/notifications/notifications.contract";
import { listMailedThreads } from "./mailedThreads.model";
import type { MailingRecord } from "./mailings.model";
import { listNoticesOfMail, type NoticeRecord } from "./notices.model";
import { showNotices } from "./notices.reads";

/** Of so many things that were said to somebody one mail tells; and so much of each. */
const MOST_TOLD = 20;
const CHARACTERS = 700;

/** What a mail says of what was said to its reader themselves. */
export interface Direct {
  parts: DirectPart[];
  /** How much more there is that it does not tell. */
  more: number;
  /** The thread, where all of it was said in one. */
  threadId: Id | null;
}

/**
 * What of a mail is still to be told, asked anew: nothing that was read meanwhile, that they may not read any more, that is
 * not shown, or of a thread whose mails they have ended.
 */
export async function findDirect(
  { viewer }: Reader,
  { _id, personId }: MailingRecord,
  origin: string,
): Promise<Direct> {
  const records = await listNoticesOfMail(_id, MOST_COUNTED);
  const mailed = await listMailedThreads(personId, records.flatMap(threadOf));
  const wanted = records.filter((record) => threadOf(record).every((id) => !mailed.get(id)?.isOff));
  const told = await showNotices(viewer, wanted, CHARACTERS);
  const threadIds = new Set(told.flatMap(threadOf));
  const [threadId = null] =
    threadIds.size === 1 && told.every((notice) => "threadId" in notice) ? threadIds : [];
  return {
    parts: told.slice(0, MOST_TOLD).map((notice) => toPart(notice, origin)),
    more: Math.max(0, told.length - MOST_TOLD),
    threadId,
  };
}

function toPart(notice: NoticeView, origin: string): DirectPart {
  const { kind } = notice;
  const url = `${origin}${pathOfNotice(notice)}`;
  if (!("threadId" in notice)) {
    const { who, words: text } = notice;
    const { title, norm } =
      "groupName" in notice ? { ...notice, title: notice.groupName } : { ...notice, norm: "" };
    const words = who === null || text === "" ? [] : [{ name: who.name, text }];
    return { title, url, kind, name: who?.name ?? "", reason: who === null ? text : "", norm, words };
  }
  const { threadTitle: title, author, excerpt, reason, norm } = notice;
  const name = author.campus === null ? author.name : `${author.name} (${author.campus.name})`;
  return { title, url, kind, name, reason, norm, words: excerpt === "" ? [] : [{ name, text: excerpt }] };
}

/** The thread in which something was said, where it was said in one. */
function threadOf(notice: NoticeView | NoticeRecord): Id[] {
  return "threadId" in notice ? [notice.threadId] : [];
}
