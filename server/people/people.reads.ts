import { sayChanged } from "#server/database/kept";
import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import {
  listConfirmedPeople,
  listPersonRecords,
  Person,
  type PersonName,
  type PersonRecord,
  personNames,
} from "./people.model";

export { listPeopleAfter, listPeopleByName } from "./people.model";
export type { PersonRecord };

/** The person with that address in its one spelling, or null. */
export async function findPersonByAddress(address: string): Promise<PersonRecord | null> {
  return await Person.findOne({ email: address }).lean<PersonRecord>();
}

/** Those of the people that exist, in no order. */
export async function listPeople(ids: readonly Id[]): Promise<PersonRecord[]> {
  return await listPersonRecords(ids);
}

/** How those of the people that exist are named, by id. Names decide nothing: another server's may be a moment old. */
export async function namePeople(ids: readonly Id[]): Promise<ReadonlyMap<Id, PersonName>> {
  return await personNames.get(ids);
}

/** Marks people with their names; whoever is gone is nameless. */
export async function markPersons(ids: readonly Id[]): Promise<(personId: Id) => PersonMark> {
  const people = await namePeople(ids);
  return (personId) => {
    const { name = "", unit = "" } = people.get(personId) ?? {};
    return { personId, name, unit };
  };
}

/** To be called by whoever has changed how somebody is named. */
export async function sayRenamed(): Promise<void> {
  await sayChanged("people");
}

/** The people who have confirmed one of these addresses, each in its one spelling; in no order. */
export async function listPeopleByAddress(addresses: readonly string[]): Promise<PersonRecord[]> {
  return addresses.length === 0 ? [] : await listConfirmedPeople(addresses);
}
