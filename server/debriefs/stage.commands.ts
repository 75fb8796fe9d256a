import { authorize, conflict, invalid } from "#server/errors";
import { listPresent } from "#server/live/presence";
import type { DebriefView, PositionView, Stage } from "#shared/debriefs/debriefs.contract";
import { canFacilitateDebrief, canFollow, isTalking } from "#shared/debriefs/debriefs.policy";
import { extendTimer, noTimer, pauseTimer, resumeTimer, startTimer, timeLeft } from "#shared/debriefs/timer";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { tellOf } from "./apart.channel";
import { countAttendance, noteAttendance } from "./attendances.model";
import { alreadySo, deedOf, expectContribution } from "./contributions.commands";
import { debriefChannel } from "./debriefs.channel";
import { followStage } from "./debriefs.model";
import { findDebrief } from "./debriefs.reads";
import { expectGroupAtWork } from "./groupRooms.reads";
import { endPausesBefore } from "./pauses.model";
import { changeRoom } from "./rooms.commands";

/**
 * Opens, begins, starts closing, closes or reopens the room. A step that the stage does not allow is a conflict. What was
 * paused until then is over in a closed room; sent late once more, it ends nothing that began since.
 */
export async function changeStage(
  viewer: Viewer,
  debriefId: Id,
  input: { deedId: Id; to: Exclude<Stage, "scheduled"> },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  const fact = await changeRoom(
    deedOf(viewer, debriefId, input),
    "debriefs:stageChanged",
    async ({ view }, now) => {
      if (!isTalking(view.stage)) await expectGroupAtWork(viewer, debrief);
      if (!canFollow(view.stage, input.to)) throw stageHasMoved();
      await noteAttendance(debriefId, listPresent(debriefChannel(debriefId)));
      return {
        data: {
          stage: input.to,
          position: positionIn(input.to, view, now),
          before: null,
          headcount:
            input.to === "closing" || input.to === "closed" ? await countAttendance(debriefId) : null,
        },
        also: (session) => followStage(debriefId, input.to, session),
      };
    },
  );
  if (input.to === "closed")
    for (const personId of await endPausesBefore(debriefId, fact.at)) tellOf(debriefId, personId);
  return fact;
}

/** Moves the stage to any other segment of the guide, whose timer starts. Of two moves from the same segment one is a conflict. */
export async function moveStage(
  viewer: Viewer,
  debriefId: Id,
  input: { deedId: Id; from: number; to: number },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:moved", ({ view }, now) => {
    if (view.stage !== "live" || view.position.segment !== input.from) throw stageHasMoved();
    if (input.to === input.from) throw alreadySo();
    const segment = view.segments[input.to];
    if (segment === undefined) throw invalid("The guide has no such segment.");
    const position = { segment: input.to, timer: startTimer(segment.minutes, now) };
    return { data: { position, before: asItStands(view.position, now) } };
  });
}

/** Takes the last move back, with the timer as it was then. */
export async function undoMove(viewer: Viewer, debriefId: Id, input: { deedId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:moved", ({ view }, now) => {
    if (view.stage !== "live" || view.before === null) throw stageHasMoved();
    const { segment, timer } = view.before;
    const resumed = timer.endsAt === null ? timer : resumeTimer(timer, now);
    return { data: { position: { segment, timer: resumed }, before: null } };
  });
}

/** Pauses, resumes or extends the timer of the segment that the room is in. */
export async function changeTimer(
  viewer: Viewer,
  debriefId: Id,
  input: { deedId: Id; change: "pause" | "resume" | "extend"; minutes?: number },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:timerChanged", ({ view }, now) => {
    if (view.stage !== "live" || view.position.segment < 0) throw stageHasMoved();
    const { timer } = view.position;
    const isRunning = timer.endsAt !== null;
    if (input.change === "extend") return { data: { timer: extendTimer(timer, input.minutes ?? 2, now) } };
    if (view.breath !== null && input.change === "resume") throw stageHasMoved();
    if (isRunning !== (input.change === "pause")) throw alreadySo();
    return { data: { timer: isRunning ? pauseTimer(timer, now) : resumeTimer(timer, now) } };
  });
}

/** Shows one contribution to everyone and on the projector, or none. */
export async function spotlight(
  viewer: Viewer,
  debriefId: Id,
  input: { deedId: Id; contributionId: Id | null },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:spotlit", ({ view }) => {
    if (view.spotlight === input.contributionId) throw alreadySo();
    if (input.contributionId !== null) expectContribution(view, input.contributionId);
    return { data: { contributionId: input.contributionId } };
  });
}

/** Keeps a contribution as a takeaway of the room, or no longer. */
export async function markTakeaway(
  viewer: Viewer,
  debriefId: Id,
  input: { deedId: Id; contributionId: Id; isTakeaway: boolean },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:takeawayMarked", ({ view }) => {
    if (view.stage === "closed") throw stageHasMoved();
    const contribution = expectContribution(view, input.contributionId);
    if (contribution.isTakeaway === input.isTakeaway) throw alreadySo();
    return { data: { contributionId: input.contributionId, isTakeaway: input.isTakeaway } };
  });
}

/** Where the stage stands after the change: the first segment when it begins, else where it was, its time standing still while closing. */
function positionIn(to: Stage, { segments, position }: DebriefView, now: number): PositionView {
  const first = segments[0];
  if (to === "open") return { segment: -1, timer: noTimer };
  if (to !== "live") return { ...position, timer: pauseTimer(position.timer, now) };
  if (position.segment < 0 && first) return { segment: 0, timer: startTimer(first.minutes, now) };
  return { ...position, timer: resumeTimer(position.timer, now) };
}

/** The position with what is left written down, so that undoing gives the same time back however long it took. */
function asItStands(position: PositionView, now: number): PositionView {
  return { ...position, timer: { ...position.timer, remaining: timeLeft(position.timer, now) } };
}

export const stageHasMoved = () =>
  conflict("stageMoved", "The room has moved on meanwhile. Look at it and try again.");
