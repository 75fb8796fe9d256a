import type { Id } from "#shared/ids";
import type { PersonMark } from "#shared/people/people.contract";
import { listPersonRecords, Person, type PersonRecord } from "./people.model";

export type { PersonRecord };

/** The person with that address in its one spelling, or null. */
export async function findPersonByAddress(address: string): Promise<PersonRecord | null> {
  return await Person.findOne({ email: address }).lean<PersonRecord>();
}

/** How each of those people stands beside their words; who is not there is left out. */
export async function listMarks(ids: readonly Id[]): Promise<Map<Id, PersonMark>> {
  const people = await listPeople(ids);
  return new Map(people.map(({ _id, name, unit }) => [_id, { personId: _id, name, unit }]));
}

/** Those of the people that exist, in no order. */
export async function listPeople(ids: readonly Id[]): Promise<PersonRecord[]> {
  return await listPersonRecords(ids);
}
