import { onceEver } from "#server/database/onceEver";
import { fillNameKeys } from "./people.model";

/** Lets people be found by name who came before one could look for them; once in the life of a store. */
export async function loadPeople(): Promise<void> {
  await onceEver("people: names", fillNameKeys);
}
