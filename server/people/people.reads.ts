import { sayChanged } from "#server/database/kept";
import type { Id } from "#shared/ids";
import { listPersonRecords, Person, type PersonName, type PersonRecord, personNames } from "./people.model";

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

/** To be called by whoever has changed how somebody is named. */
export async function sayRenamed(): Promise<void> {
  await sayChanged("people");
}
