import { findReader } from "#server/accounts/readers.reads";
import { type Id, newId } from "#shared/ids";
import { LEASE, type Mailings } from "./mailings";
import { keepMailings, type MailingRecord } from "./mailings.model";
import { findPreferences } from "./mailPreferences.model";
import { isRefused, wantsDirect } from "./mailPreferences.reads";
import { claimForMail, listMailsToPlan, mailLater, noteMailsPlanned } from "./notices.model";

/**
 * Plans one mail of everything that was said to somebody and that they have not read, once the first of it has waited
 * long enough: who has not come for that is not here for the rest. All of it is first claimed for a mail, then the mail
 * is written down under the name that is in the notices, then they wait no more. Whoever dies in between leaves a claim
 * that grows old, and what it claimed is planned again under the same name: nothing is ever in two mails, nor in one that
 * has gone.
 */
export async function planDirect({ clock }: Mailings, personId: Id): Promise<void> {
  const [reader, preferences] = await Promise.all([findReader(personId), findPreferences(personId)]);
  if (reader === null || !wantsDirect(preferences) || isRefused(preferences))
    return await mailLater(personId, null);
  const now = clock();
  const own = `${personId}:direct:${newId()}`;
  await claimForMail(personId, own, now + LEASE);
  const mailIds = await listMailsToPlan(personId, own, now);
  await keepMailings(mailIds.map((mailId) => toMail(mailId, personId, now)));
  await noteMailsPlanned(personId, mailIds);
}

function toMail(_id: string, personId: Id, now: number): MailingRecord {
  return {
    ...{ _id, personId, kind: "direct", ranges: [], more: 0, since: 0 },
    ...{ state: "planned", attempts: 0, problem: "", plannedAt: now, tryAt: now, doneAt: null },
  };
}
