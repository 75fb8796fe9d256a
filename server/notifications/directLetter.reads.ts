import type { Reader } from "#server/accounts/readers.reads";
import type { DirectPart } from "#server/mail/listLetters";
import type { Id } from "#shared/ids";
import { MOST_COUNTED, type NoticeView } from "#shared/notifications/notifications.contract";
import { listMailedThreads } from "./mailedThreads.model";
import type { MailingRecord } from "./mailings.model";
import { listNoticesOfMail } from "./notices.model";
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
  const records = await listNoticesOfMail(personId, _id, MOST_COUNTED);
  const threadIds = records.map(({ threadId }) => threadId);
  const mailed = await listMailedThreads(personId, threadIds);
  const wanted = records.filter(({ threadId }) => !mailed.get(threadId)?.isOff);
  const told = await showNotices(viewer, wanted, CHARACTERS);
  const [first] = told;
  const isOfOne = told.every(({ threadId }) => threadId === first?.threadId);
  return {
    parts: told.slice(0, MOST_TOLD).map((notice) => toPart(notice, origin)),
    more: Math.max(0, told.length - MOST_TOLD),
    threadId: isOfOne ? (first?.threadId ?? null) : null,
  };
}

function toPart(notice: NoticeView, origin: string): DirectPart {
  const { kind, threadTitle: title, threadId, place, author, excerpt, reason } = notice;
  const name = author.campus === null ? author.name : `${author.name} (${author.campus.name})`;
  return {
    ...{ title, url: `${origin}/threads/${threadId}/${place}`, kind, reason },
    words: excerpt === "" ? [] : [{ name, text: excerpt }],
  };
}
