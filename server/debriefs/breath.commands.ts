import { authorize } from "#server/errors";
import { canFacilitateDebrief, isTalking } from "#shared/debriefs/debriefs.policy";
import { pauseTimer, resumeTimer } from "#shared/debriefs/timer";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { alreadySo, deedOf } from "./contributions.commands";
import { findDebrief } from "./debriefs.reads";
import { changeRoom } from "./rooms.commands";
import { stageHasMoved } from "./stage.commands";

/**
 * Lets the room take a breath: until it goes on nothing new is said, answered or reacted to, and its time stands still.
 * Hands may be raised and lowered, and one's own words taken back.
 */
export async function takeBreath(viewer: Viewer, debriefId: Id, input: { deedId: Id; sentence: string }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:breathTaken", ({ view }, now) => {
    if (!isTalking(view.stage)) throw stageHasMoved();
    if (view.breath !== null) throw alreadySo();
    const { timer } = view.position;
    const wasTimed = timer.endsAt !== null;
    const breath = { sentence: input.sentence, wasTimed };
    return { data: { breath, timer: wasTimed ? pauseTimer(timer, now) : timer } };
  });
}

/** Ends the breath; the time goes on where it ran. */
export async function goOn(viewer: Viewer, debriefId: Id, input: { deedId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:wentOn", ({ view }, now) => {
    if (view.breath === null) throw alreadySo();
    const { timer } = view.position;
    return { data: { timer: view.breath.wasTimed ? resumeTimer(timer, now) : timer } };
  });
}
