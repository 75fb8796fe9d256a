import { authorize, conflict } from "#server/errors";
import type { HandOrder } from "#shared/debriefs/debriefs.contract";
import { canAttendDebrief, canFacilitateDebrief } from "#shared/debriefs/debriefs.policy";
import { hasRaisedHand } from "#shared/debriefs/hands";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { alreadySo, deedOf, expectTalking, markOf } from "./contributions.commands";
import { findDebrief } from "./debriefs.reads";
import { enterLog } from "./log.commands";
import { prepareToSpeak } from "./pauses.reads";
import { changeRoom } from "./rooms.commands";

/** Asks for the floor. Raising a raised hand is a conflict. */
export async function raiseHand(viewer: Viewer, debriefId: Id, input: { deedId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));
  const expectToSpeak = await prepareToSpeak(viewer, debrief);

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:handRaised", async ({ view }) => {
    await expectToSpeak();
    expectTalking(view);
    if (hasRaisedHand(view, viewer.personId as Id)) throw alreadySo();
    return { data: { person: markOf(viewer) } };
  });
}

/** Lowers one's own hand; a facilitator lowers anyone's. */
export async function lowerHand(viewer: Viewer, debriefId: Id, input: { deedId: Id; personId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));
  authorize(input.personId === viewer.personId || canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:handLowered", ({ view }) => {
    if (!hasRaisedHand(view, input.personId)) throw alreadySo();
    return { data: { personId: input.personId } };
  });
}

/** Lowers every hand. */
export async function lowerHands(viewer: Viewer, debriefId: Id, input: { deedId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:handsLowered", ({ view }) => {
    if (view.hands.length === 0) throw alreadySo();
    return { data: {} };
  });
}

/** Gives somebody who asked for it the floor; their hand goes down and the fair queue remembers it. */
export async function callHand(viewer: Viewer, debriefId: Id, input: { deedId: Id; personId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:called", ({ view }) => {
    expectTalking(view);
    const hand = view.hands.find(({ person }) => person.personId === input.personId);
    if (hand === undefined) throw conflict("handIsDown", "That hand is down already.");
    return { data: { person: hand.person } };
  });
}

/** Gives the floor back that oneself has; a facilitator takes anyone off the stage, which the room's log tells. */
export async function freeFloor(viewer: Viewer, debriefId: Id, input: { deedId: Id; personId: Id }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canAttendDebrief(viewer, debrief));
  authorize(input.personId === viewer.personId || canFacilitateDebrief(viewer, debrief));

  const logged = { deed: "debriefs:floorTaken", debriefId, whom: input.personId } as const;

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:floorFreed", ({ view }) => {
    if (view.floor?.personId !== input.personId) throw alreadySo();
    if (input.personId === viewer.personId) return { data: {} };
    return { data: {}, also: (session) => enterLog(viewer, logged, session) };
  });
}

/** Chooses the order of the queue. */
export async function orderHands(viewer: Viewer, debriefId: Id, input: { deedId: Id; order: HandOrder }) {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));

  return await changeRoom(deedOf(viewer, debriefId, input), "debriefs:handOrderChosen", ({ view }) => {
    if (view.handOrder === input.order) throw alreadySo();
    return { data: { order: input.order } };
  });
}
