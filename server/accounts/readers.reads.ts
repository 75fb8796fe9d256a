import { findCampusOrNull } from "#server/campuses/campuses.reads";
import { listRolesOf } from "#server/campuses/roles.reads";
import { toViewer } from "#server/campuses/viewers.reads";
import { listPeople } from "#server/people/people.reads";
import type { Id } from "#shared/ids";
import type { Language } from "#shared/languages";
import type { Viewer } from "#shared/people/viewer";

/** Somebody for whom something is read while they are not here: what they may see, and how to write to them. */
export interface Reader {
  viewer: Viewer & { personId: Id };
  address: string;
  language: Language;
  /** Of their campus. */
  timeZone: string;
}

/** That person with what they may do now, or null where there is nobody of that id whose address is confirmed. */
export async function findReader(personId: Id): Promise<Reader | null> {
  const [[person], roles] = await Promise.all([listPeople([personId]), listRolesOf(personId)]);
  if (person === undefined || !person.emailVerified) return null;
  const { campusId, email: address, language } = person;
  const campus = await findCampusOrNull(campusId);
  return { viewer: toViewer(person, roles), address, language, timeZone: campus?.timeZone ?? "UTC" };
}
