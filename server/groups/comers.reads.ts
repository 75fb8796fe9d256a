import type { Id } from "#shared/ids";
import { listMembersSince, listThoseIn } from "./memberships.model";

/** That somebody has come into a group and is a member there still. */
export interface Comer {
  personId: Id;
  joinedAt: number;
}

/**
 * Who came into a group since a moment, the latest first, and when the next one came who is beyond those. Never answer a
 * person with it unasked.
 */
export async function listComers(
  groupId: Id,
  since: number,
  most: number,
): Promise<{ comers: Comer[]; cutAt: number | null }> {
  const came = await listMembersSince(groupId, since, most + 1);
  return { comers: came.slice(0, most), cutAt: came[most]?.joinedAt ?? null };
}

/** Those of the people who are in a group today. Never answer a person with them unasked. */
export async function findThoseIn(groupId: Id, personIds: readonly Id[]): Promise<Set<Id>> {
  return new Set(await listThoseIn(groupId, personIds));
}
