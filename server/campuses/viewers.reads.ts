import { listPeople } from "#server/people/people.reads";
import type { Id } from "#shared/ids";
import type { HeldRole, Viewer } from "#shared/people/viewer";
import { listRolesOfPeople } from "./roles.reads";

/**
 * People as policies ask about them, for what is done without their asking: they are told of something, or a mail is
 * written to them. Two readings however many they are; who is gone is left out.
 */
export async function listViewers(personIds: readonly Id[]): Promise<Viewer[]> {
  if (personIds.length === 0) return [];
  const [people, roles] = await Promise.all([listPeople(personIds), listRolesOfPeople(personIds)]);
  return people.map((person) => toViewer(person, roles.get(person._id) ?? []));
}

/** A person as policies ask about them. */
export function toViewer(
  {
    _id: personId,
    name,
    unit,
    campusId,
    emailVerified: isVerified,
  }: Awaited<ReturnType<typeof listPeople>>[number],
  roles: readonly HeldRole[],
): Viewer & { personId: Id } {
  return { personId, name, unit, campusId, isVerified, roles };
}
