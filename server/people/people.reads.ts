import type { Id } from "#shared/ids";
import { listPersonRecords, Person, type PersonRecord } from "./people.model";

export { listPeopleByName } from "./people.model";
export type { PersonRecord };

/** The person with that address in its one spelling, or null. */
export async function findPersonByAddress(address: string): Promise<PersonRecord | null> {
  return await Person.findOne({ email: address }).lean<PersonRecord>();
}

/** Those of the people that exist, in no order. */
export async function listPeople(ids: readonly Id[]): Promise<PersonRecord[]> {
  return await listPersonRecords(ids);
}
