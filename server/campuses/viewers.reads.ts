import { listPeople } from "#server/people/people.reads";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { listRolesOfPeople } from "./roles.reads";

/**
 * People as policies ask about them, for what is done without their asking: they are told of something, or a mail is
 * written to them. Two readings however many they are; who is gone is left out.
 */
export async function listViewers(personIds: readonly Id[]): Promise<Viewer[]> {
  if (personIds.length === 0) return [];
  const [people, roles] = await Promise.all([listPeople(personIds), listRolesOfPeople(personIds)]);
  return people.map(({ _id: personId, name, unit, campusId, emailVerified: isVerified }) => ({
    ...{ personId, name, unit, campusId, isVerified },
    roles: roles.get(personId) ?? [],
  }));
}
