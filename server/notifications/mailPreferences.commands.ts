import { findReader } from "#server/accounts/readers.reads";
import { findCampusOrNull } from "#server/campuses/campuses.reads";
import { notFound } from "#server/errors";
import { listPeopleAfter } from "#server/people/people.reads";
import type { Id } from "#shared/ids";
import { newId } from "#shared/ids";
import type {
  MailMode,
  MailPreferencesInput,
  MailPreferencesView,
} from "#shared/notifications/mailings.contract";
import type { Viewer } from "#shared/people/viewer";
import { findEnrolled, noteEnrolled } from "./enrolment.model";
import {
  findPreferences,
  keepPreferences,
  listEnrolled,
  type MailPreferencesRecord,
  savePreferences,
  saveWantsDirect,
} from "./mailPreferences.model";
import { nextLookAt, showPreferences, unchosen, wantsDirect } from "./mailPreferences.reads";

/** Keeps how the viewer wants to be written to, from here on: what was said before is not mailed. */
export async function choosePreferences(
  viewer: Viewer,
  chosen: MailPreferencesInput,
  now: number,
): Promise<MailPreferencesView> {
  await choose(viewer.personId as Id, chosen, null, now);
  return await showPreferences(viewer);
}

/** Ends somebody's digests and batched mails, or takes that back. */
export async function turnDigest(personId: Id, isOff: boolean, now: number): Promise<MailMode> {
  const record = await findPreferences(personId);
  const { mode = unchosen.mode, former = null, ...others } = record ?? (unchosen as MailPreferencesRecord);
  if ((mode === "none") === isOff) return mode;
  const next = isOff ? "none" : (former ?? unchosen.mode);
  const { weekday, hour, timeZone } = others;
  const direct = wantsDirect(record);
  const chosen = { mode: next, weekday, hour, timeZone, wantsDirect: direct };
  await choose(personId, chosen, isOff ? mode : null, now);
  return next;
}

/** Ends the mails of what is said to somebody themselves, or takes that back. */
export async function turnDirect(personId: Id, isOff: boolean, now: number): Promise<void> {
  if ((await findPreferences(personId)) === null) await choose(personId, unchosen, null, now);
  await saveWantsDirect(personId, !isOff);
}

/** Has everybody who came since the last time written to, unless they chose otherwise. Nothing waits for it. */
export async function enrolNewcomers(now: number): Promise<void> {
  for (let after = before(await findEnrolled()); ; ) {
    const people = await listPeopleAfter(after, AT_ONCE);
    const last = people.at(-1);
    if (last === undefined) return;
    const enrolled = await listEnrolled(people.map(({ _id }) => _id));
    const newcomers = people.filter(({ _id }) => !enrolled.has(_id));
    const campuses = await Promise.all(newcomers.map(({ campusId }) => findCampusOrNull(campusId)));
    await keepPreferences(
      newcomers.map(({ _id }, place) => ({
        ...{ _id, ...unchosen, former: null, since: now, refusals: 0 },
        nextAt: nextLookAt(unchosen, campuses[place]?.timeZone ?? "UTC", now),
      })),
    );
    await noteEnrolled(last._id);
    after = last._id;
  }
}

const AT_ONCE = 100;
/** Ids sort by the time at which they were made, but clocks of several servers are not quite the same. */
const OVERLAP = 10 * 60_000;

/** The id with which to go on: a little before the last one. */
function before(id: Id | null): Id {
  if (id === null) return "";
  const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
  const at = [...id.slice(0, 10)].reduce((sum, sign) => sum * 32 + alphabet.indexOf(sign), 0);
  return newId(Math.max(0, at - OVERLAP)).slice(0, 10);
}

async function choose(
  personId: Id,
  chosen: MailPreferencesInput,
  former: MailMode | null,
  now: number,
): Promise<void> {
  const reader = await findReader(personId);
  if (reader === null) throw notFound();
  const nextAt = nextLookAt(chosen, reader.timeZone, now);
  await savePreferences({ _id: personId, ...chosen, former, since: now, nextAt, refusals: 0 });
}
