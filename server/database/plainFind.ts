import type { FindOptions } from "mongodb";
import type { Model } from "mongoose";

/** A collection as it lies in the store. */
export type Stored = Pick<Model<never>, "collection">;

/**
 * Finds documents as they lie in the store. What every page asks goes this way: mongoose's own costs twice as much
 * processor, for guards that a filter made here of checked values needs none of. Whatever comes from outside is parsed at
 * its door; a filter in which something could be anything goes through mongoose.
 */
export async function findPlain<Record>(
  { collection }: Stored,
  filter: object,
  options: FindOptions = {},
): Promise<Record[]> {
  return (await collection.find(filter, options as never).toArray()) as unknown as Record[];
}
