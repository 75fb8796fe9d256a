import { findKnownDebriefs, type KnownDebrief } from "#server/debriefs/known.reads";
import { canSeePhase } from "#shared/debriefs/debriefs.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";

/** A debrief room as those are told of it who were paused there, or look at that again. */
export interface ToldRoom {
  name: string;
  /** The group whose own it is; null where a campus debriefs. */
  groupId: Id | null;
}

/** Those rooms, by id. A group's own is named to its people alone: to others it is something in the group. */
export async function findToldRooms(
  viewer: Viewer,
  abouts: readonly { debriefId?: Id }[],
): Promise<Map<Id, ToldRoom>> {
  const known = await findKnownDebriefs(abouts.flatMap(({ debriefId }) => debriefId ?? []));
  return new Map([...known].map(([id, room]) => [id, toToldRoom(viewer, room)]));
}

function toToldRoom(viewer: Viewer, { subject, named: { title, campus } }: KnownDebrief): ToldRoom {
  const { groupId } = subject;
  const isNamed = groupId === null || canSeePhase(viewer, subject);
  return { name: isNamed ? [campus?.shortName ?? [], title].flat().join(" · ") : "", groupId };
}
