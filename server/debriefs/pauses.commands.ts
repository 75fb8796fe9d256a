import { authorize } from "#server/errors";
import { canFacilitateDebrief, isTalking } from "#shared/debriefs/debriefs.policy";
import { hasRaisedHand } from "#shared/debriefs/hands";
import type { PauseMinutes } from "#shared/debriefs/pauses.contract";
import { type Id, newId } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { tellOf } from "./apart.channel";
import { findDebrief } from "./debriefs.reads";
import { enterLog } from "./log.commands";
import { endPause, keepPause } from "./pauses.model";
import { expectPausable } from "./pauses.reads";
import { changeRoom } from "./rooms.commands";
import { readRoom } from "./rooms.reads";
import { stageHasMoved } from "./stage.commands";

const MINUTE = 60_000;
/** Later than any room is open. */
const UNTIL_CLOSED = 12 * 60 * MINUTE;

/**
 * Lets somebody read in the room and not speak for a while, with a reason that they are told; their hand goes down and the
 * floor is free. Of two facilitators who pause the same person the second is told; what was sent twice is done once.
 */
export async function pausePerson(
  viewer: Viewer,
  { debriefId, personId }: { debriefId: Id; personId: Id },
  { pauseId, minutes, reason }: { pauseId: Id; minutes: PauseMinutes; reason: string },
): Promise<Record<string, never>> {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));
  await expectPausable(debrief, personId);
  if (!isTalking((await readRoom(debriefId)).view.stage)) throw stageHasMoved();

  const [by, at] = [viewer.personId as Id, Date.now()];
  const until = at + (minutes === null ? UNTIL_CLOSED : minutes * MINUTE);
  const span = { at, until, isUntilClosed: minutes === null };
  await keepPause({ pauseId, debriefId, personId, by, reason, ...span }, (session) =>
    enterLog(viewer, { deed: "debriefs:paused", debriefId, whom: personId, reason }, session),
  );
  await lowerHandOf(personId, { debriefId, by });
  await freeFloorOf(personId, { debriefId, by });

  tellOf(debriefId, personId);
  return {};
}

/** Lets somebody speak again before their pause is over. Doing it twice changes nothing. */
export async function endPauseOf(
  viewer: Viewer,
  { debriefId, personId }: { debriefId: Id; personId: Id },
): Promise<Record<string, never>> {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  await endPause(debriefId, personId, (session) =>
    enterLog(viewer, { deed: "debriefs:pauseEnded", debriefId, whom: personId }, session),
  );

  tellOf(debriefId, personId);
  return {};
}

interface Where {
  debriefId: Id;
  /** The facilitator whose deed it is. */
  by: Id;
}

/** A deed of its own in the room's log, such as any facilitator does: nothing in it tells why. */
async function lowerHandOf(personId: Id, where: Where): Promise<void> {
  await changeRoom({ ...where, deedId: newId() }, "debriefs:handLowered", ({ view }) =>
    hasRaisedHand(view, personId) ? { data: { personId } } : nothing,
  );
}

async function freeFloorOf(personId: Id, where: Where): Promise<void> {
  await changeRoom({ ...where, deedId: newId() }, "debriefs:floorFreed", ({ view }) =>
    view.floor?.personId === personId ? { data: {} } : nothing,
  );
}

const nothing = { instead: async () => null };
