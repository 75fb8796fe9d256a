import { authorize, conflict, invalid, notFound } from "#server/errors";
import type { DebriefFactOf } from "#shared/debriefs/debriefs.events";
import { canAttendDebrief, canFacilitateDebrief } from "#shared/debriefs/debriefs.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { tellOf } from "./apart.channel";
import {
  alreadySo,
  deedOf,
  expectContribution,
  expectFlowing,
  toAnswer,
  toContribution,
} from "./contributions.commands";
import { findDebrief } from "./debriefs.reads";
import {
  declineHeld,
  findHeld,
  type HeldRemarkRecord,
  heldIsSettled,
  showHeldWith,
  withdrawHeld,
} from "./heldRemarks.model";
import { enterLog } from "./log.commands";
import { changeRoom } from "./rooms.commands";
import { stageHasMoved } from "./stage.commands";

/** Has what is written to one prompt wait for a facilitator, or no longer; what waits by then still waits. */
export async function holdPrompt(
  viewer: Viewer,
  debriefId: Id,
  input: { deedId: Id; segment: number; isHolding: boolean },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:holdingChanged", ({ view }) => {
    const { segment, isHolding } = input;
    if (view.stage === "closed") throw stageHasMoved();
    if (segment >= view.segments.length) throw invalid("The guide has no such segment.");
    if (view.heldSegments.includes(segment) === isHolding) throw alreadySo();
    return { data: { segment, isHolding } };
  });
}

/** Shows what waits, as its author's own. Of two facilitators at once one acts, and the other is told so. */
export async function showHeld(viewer: Viewer, debriefId: Id, heldId: Id) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));
  const held = await expectHeld(debriefId, heldId);

  const facilitatorId = viewer.personId as Id;
  const fact = await (held.kind === null
    ? enterAnswer(held, facilitatorId)
    : enterContribution(held, facilitatorId));
  // The log answers whoever comes second with what the first has entered, since it is the author's one deed.
  const { settledBy } = await expectHeld(debriefId, heldId);
  if (settledBy !== facilitatorId) throw heldIsSettled();

  tellOf(held.debriefId, held.by);
  return fact;
}

/** Does not show what waits, with a reason that its author reads and the room's log tells. */
export async function declineRemark(
  viewer: Viewer,
  debriefId: Id,
  heldId: Id,
  { reason }: { reason: string },
) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));
  const held = await expectHeld(debriefId, heldId);

  const whom = held.author?.personId ?? null;
  const isDeclined = await declineHeld(heldId, { settledBy: viewer.personId as Id, reason }, (session) =>
    enterLog(viewer, { deed: "debriefs:remarkDeclined", debriefId, whom, reason, heldId }, session),
  );
  if (!isDeclined) {
    const { state, settledBy } = await expectHeld(debriefId, heldId);
    if (state !== "declined" || settledBy !== viewer.personId) throw heldIsSettled();
  }

  tellOf(held.debriefId, held.by);
  return {};
}

/** Takes back one's own that waits, or puts away what was declined: its words are gone. */
export async function withdrawRemark(viewer: Viewer, debriefId: Id, heldId: Id) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));
  const held = await expectHeld(debriefId, heldId);
  if (held.by !== viewer.personId) throw notFound();

  if (!(await withdrawHeld(heldId))) {
    const { state } = await expectHeld(debriefId, heldId);
    if (state === "shown") throw conflict("heldShown", "The room can read that already. Take it back there.");
  }

  tellOf(held.debriefId, held.by);
  return {};
}

async function expectHeld(debriefId: Id, heldId: Id): Promise<HeldRemarkRecord> {
  const held = await findHeld(debriefId, heldId);
  if (held === null) throw notFound();
  return held;
}

async function enterContribution(
  held: HeldRemarkRecord,
  settledBy: Id,
): Promise<DebriefFactOf<"debriefs:contributed">> {
  return await changeRoom(deedOfAuthor(held), "debriefs:contributed", ({ view }, at) => {
    expectFlowing(view);
    return {
      data: { contribution: toContribution(held, at) },
      also: (session) => showHeldWith(held._id, settledBy, session),
    };
  });
}

async function enterAnswer(
  held: HeldRemarkRecord,
  settledBy: Id,
): Promise<DebriefFactOf<"debriefs:answered">> {
  const contributionId = held.contributionId as Id;
  return await changeRoom(deedOfAuthor(held), "debriefs:answered", ({ view }, at) => {
    expectFlowing(view);
    expectContribution(view, contributionId);
    return {
      data: { contributionId, answer: toAnswer(held, at) },
      also: (session) => showHeldWith(held._id, settledBy, session),
    };
  });
}

function deedOfAuthor({ _id, debriefId, by }: HeldRemarkRecord) {
  return { debriefId, deedId: _id, by };
}
