import { QUIET } from "./mailings";
import { insertNotices, type NoticeRecord } from "./notices.model";
import { tellNews } from "./notifications.channel";

/** What of a notice is the same whatever it tells: told now, not read, and mailed if that stays so. */
export function untold(): Pick<NoticeRecord, "at" | "readAt" | "mailAt" | "mailId"> {
  const at = Date.now();
  return { at, readAt: null, mailAt: at + QUIET, mailId: null };
}

/** Tells people, each the same only once, also on their devices. */
export async function tell(notices: readonly NoticeRecord[]): Promise<void> {
  for (const { personId } of await insertNotices(notices)) tellNews(personId, "you");
}
