import type { Id } from "#shared/ids";
import { findPause } from "./pauses.model";

/** Until when somebody says nothing in a group, and why, for themselves; null where they speak, if slowly. */
export async function findSilence(
  groupId: Id,
  personId: Id,
): Promise<{ until: number; reason: string } | null> {
  const pause = await findPause(groupId, personId);
  return pause === null || pause.pace ? null : { until: pause.until, reason: pause.reason };
}
