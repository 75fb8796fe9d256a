import { findReader } from "#server/accounts/readers.reads";
import type { Id } from "#shared/ids";
import type { Mailings } from "./mailings";
import { keepMailings, type MailingRecord } from "./mailings.model";
import { findPreferences } from "./mailPreferences.model";
import { isRefused, wantsDirect } from "./mailPreferences.reads";
import {
  gatherIntoMail,
  listMailsOfWaiting,
  mailLater,
  type NoticeRecord,
  noteMailsPlanned,
} from "./notices.model";

/**
 * Plans one mail of everything that was said to somebody and that they have not read, once the first of it has waited
 * long enough: who has not come for that is not here for the rest. Each notice is first put into a mail, then the mail is
 * written down under the name that is in the notice, then the notice waits no more. Whoever dies in between has left what
 * will be planned again under the same name, and nothing is ever in two mails.
 */
export async function planDirect({ clock }: Mailings, { _id, personId }: NoticeRecord): Promise<void> {
  const [reader, preferences] = await Promise.all([findReader(personId), findPreferences(personId)]);
  if (reader === null || !wantsDirect(preferences) || isRefused(preferences))
    return await mailLater(personId, null);
  await gatherIntoMail(personId, `${personId}:direct:${_id}`);
  const mailIds = await listMailsOfWaiting(personId);
  await keepMailings(mailIds.map((mailId) => toMail(mailId, personId, clock())));
  await noteMailsPlanned(personId, mailIds);
}

function toMail(_id: string, personId: Id, now: number): MailingRecord {
  return {
    ...{ _id, personId, kind: "direct", ranges: [], more: 0, since: 0 },
    ...{ state: "planned", attempts: 0, problem: "", plannedAt: now, tryAt: now, doneAt: null },
  };
}
