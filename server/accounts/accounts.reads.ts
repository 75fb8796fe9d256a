import { campusMarksOf, findCampusMark } from "#server/campuses/campuses.reads";
import { listRolesOf } from "#server/campuses/roles.reads";
import { notFound } from "#server/errors";
import { findPersonByAddress, listPeople } from "#server/people/people.reads";
import type { MeView, SiteView } from "#shared/accounts/accounts.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { cast } from "./cast";

/** Somebody as their own browser may know them. */
export async function findMe(personId: Id): Promise<MeView> {
  const [person] = await listPeople([personId]);
  if (person === undefined) throw notFound();
  const [campus, roles] = await Promise.all([findCampusMark(person.campusId), listRolesOf(personId)]);
  return {
    personId,
    name: person.name,
    unit: person.unit,
    address: person.email,
    language: person.language,
    campus,
    isVerified: person.emailVerified,
    roles,
  };
}

/** What the deployment offers to whoever asks: an outbox and a cast only where those doors are open. */
export async function findSite(
  viewer: Viewer,
  { hasOutbox, hasCast }: { hasOutbox: boolean; hasCast: boolean },
): Promise<SiteView> {
  return {
    me: viewer.personId === null ? null : await findMe(viewer.personId),
    hasOutbox,
    cast: hasCast ? await listCast() : [],
  };
}

async function listCast(): Promise<SiteView["cast"]> {
  const people = await Promise.all(cast.map(({ address }) => findPersonByAddress(address)));
  const campuses = await campusMarksOf(people.flatMap((person) => (person ? [person.campusId] : [])));
  return cast.flatMap(({ key, name, part }, place) => {
    const campus = campuses.get(people[place]?.campusId ?? "");
    return campus ? [{ key, name, part, campus }] : [];
  });
}
