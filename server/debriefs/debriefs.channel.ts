import type { Id } from "#shared/ids";

/** The channel on which a room's people hear what happens in it. */
export function debriefChannel(debriefId: Id): string {
  return `debriefs:${debriefId}`;
}
