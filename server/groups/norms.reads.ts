import { conflict, invalid } from "#server/errors";
import type { Id } from "#shared/ids";
import { findGroupRecord } from "./groups.model";

/** Why something is done to somebody, and the norm that it names. */
export interface Reason {
  reason: string;
  norm?: string | undefined;
}

/** Refuses norms that are not those of today. */
export function expectNorms({ norms }: { norms: { version: number } }, version: number): void {
  if (norms.version !== version) throw normsChanged();
}

/** Refuses to name a norm that is none of today's. */
export function expectNorm({ norms }: { norms: { texts: readonly string[] } }, { norm = "" }: Reason): void {
  if (norm !== "" && !norms.texts.includes(norm)) throw normsChanged();
}

/** The same where a group is known by its id; null stands for a place that is no group's, where none can be named. */
export async function expectNormIn(groupId: Id | null, why: Reason): Promise<void> {
  if (why.norm === undefined || why.norm === "") return;
  const group = groupId === null ? null : await findGroupRecord(groupId);
  if (group === null) throw noNorms();
  expectNorm(group, why);
}

/** That the norms are others than whoever acts has seen. */
export const normsChanged = () =>
  conflict("normsChanged", "The norms have changed meanwhile. Read them as they are now.");

const noNorms = () => {
  const message = "This stands in no group’s forum: there are no norms here that could be named.";
  return invalid(message, [{ path: "norm", message }]);
};
