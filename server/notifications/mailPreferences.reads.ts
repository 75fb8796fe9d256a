import { findReader } from "#server/accounts/readers.reads";
import { notFound } from "#server/errors";
import type { Id } from "#shared/ids";
import { nextDigestAt } from "#shared/notifications/digestTime";
import {
  everyOf,
  type MailPreferencesInput,
  type MailPreferencesView,
} from "#shared/notifications/mailings.contract";
import type { Viewer } from "#shared/people/viewer";
import { findPreferences, type MailPreferencesRecord, MOST_REFUSALS } from "./mailPreferences.model";

/**
 * What holds for somebody who has chosen nothing: one mail a week, only where there is something to tell, and what is said
 * to themselves.
 */
export const unchosen: MailPreferencesInput = {
  ...{ mode: "weekly", weekday: 1, hour: 8, timeZone: null },
  wantsDirect: true,
};

/** How the viewer is written to. */
export async function showPreferences(viewer: Viewer): Promise<MailPreferencesView> {
  const personId = viewer.personId as Id;
  const [record, reader] = await Promise.all([findPreferences(personId), findReader(personId)]);
  if (reader === null) throw notFound();
  const { mode, weekday, hour, timeZone } = record ?? unchosen;
  return {
    ...{ mode, weekday, hour, timeZone, campusTimeZone: reader.timeZone },
    wantsDirect: wantsDirect(record),
    isRefused: isRefused(record),
  };
}

/** Whether somebody is mailed what is said to themselves. Who has only chosen that they want no mail wants none of it. */
export function wantsDirect(record: MailPreferencesRecord | null): boolean {
  if (record === null) return unchosen.wantsDirect;
  return record.wantsDirect ?? record.mode !== "none";
}

/** Whether somebody's mailbox has refused so many mails that none is sent until they choose again. */
export function isRefused(record: MailPreferencesRecord | null): boolean {
  return (record?.refusals ?? 0) >= MOST_REFUSALS;
}

/** When it is next looked whether there is something to mail for somebody who chose that; null for never. */
export function nextLookAt(
  { mode, weekday, hour, timeZone }: MailPreferencesInput,
  campusTimeZone: string,
  now: number,
): number | null {
  const every = everyOf(mode);
  if (every !== null) return nextDigestAt({ every, weekday, hour }, timeZone ?? campusTimeZone, now);
  return mode === "none" ? null : now;
}
