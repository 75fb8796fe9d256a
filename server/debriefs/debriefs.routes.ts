import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import { groupRoomEndpoints } from "#shared/debriefs/groupRooms.endpoints";
import { heldRemarkEndpoints } from "#shared/debriefs/heldRemarks.endpoints";
import { pauseEndpoints } from "#shared/debriefs/pauses.endpoints";
import type { Endpoint, InputOf, ReplyOf } from "#shared/http/endpoint";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { goOn, takeBreath } from "./breath.commands";
import { answer, contribute, react, withdraw } from "./contributions.commands";
import { scheduleDebrief } from "./debriefs.commands";
import { findDebriefByCode, findRoom, findSummary, listDebriefs, toMine } from "./debriefs.reads";
import { listFactsAfter } from "./facts.model";
import { openInGroup } from "./groupRooms.commands";
import { listGroupRooms } from "./groupRooms.reads";
import { callHand, freeFloor, lowerHand, lowerHands, orderHands, raiseHand } from "./hands.commands";
import { declineRemark, holdPrompt, showHeld, withdrawRemark } from "./heldRemarks.commands";
import { listHeld, listOwnHeld } from "./heldRemarks.reads";
import { endPauseOf, pausePerson } from "./pauses.commands";
import { findOwnPause, listPauses } from "./pauses.reads";
import { RECENT, toFact } from "./room";
import { changeStage, changeTimer, markTakeaway, moveStage, spotlight, undoMove } from "./stage.commands";

export const debriefRoutes = Router();

const doors = debriefEndpoints;
const heldDoors = heldRemarkEndpoints;
const groupDoors = groupRoomEndpoints;
const gateDeeds = rateLimit({ points: 40, seconds: 10 });
const gateCodes = rateLimit({ points: 20, seconds: 60 });

// Deeds first: doors are tried in the order in which they were opened.
mountDeed(doors.contribute, contribute);
mountDeed(doors.withdraw, withdraw);
mountDeed(doors.answer, answer);
mountDeed(doors.react, react);
mountDeed(doors.raiseHand, raiseHand);
mountDeed(doors.lowerHand, lowerHand);
mountDeed(doors.lowerHands, lowerHands);
mountDeed(doors.call, callHand);
mountDeed(doors.freeFloor, freeFloor);
mountDeed(doors.orderHands, orderHands);
mountDeed(doors.changeStage, changeStage);
mountDeed(doors.move, moveStage);
mountDeed(doors.undoMove, undoMove);
mountDeed(doors.changeTimer, changeTimer);
mountDeed(doors.takeBreath, takeBreath);
mountDeed(doors.goOn, goOn);
mountDeed(doors.hold, holdPrompt);
mountDeed(doors.spotlight, spotlight);
mountDeed(doors.markTakeaway, markTakeaway);

mount(debriefRoutes, groupDoors.list, ({ viewer, params, input }) =>
  listGroupRooms(viewer, params.groupId, input),
);
mount(debriefRoutes, groupDoors.open, async ({ viewer, params, input }) => {
  await gateDeeds(viewer.personId as Id);
  return await openInGroup(viewer, params.groupId, input);
});
mount(debriefRoutes, doors.list, ({ viewer, input }) => listDebriefs(viewer, input));
mount(debriefRoutes, doors.schedule, ({ viewer, input }) => scheduleDebrief(viewer, input));
mount(debriefRoutes, doors.findByCode, async ({ viewer, input }) => {
  await gateCodes(viewer.personId as Id);
  return { debriefId: await findDebriefByCode(viewer, input.code) };
});
mount(debriefRoutes, doors.summary, ({ viewer, params }) => findSummary(viewer, params.debriefId));
mount(
  debriefRoutes,
  doors.show,
  async ({ viewer, params }) => (await findRoom(viewer, params.debriefId)).view,
);
mount(debriefRoutes, doors.facts, async ({ viewer, params, input }) => {
  await findRoom(viewer, params.debriefId);
  return { items: (await listFactsAfter(params.debriefId, input.after, RECENT)).map(toFact) };
});
mount(debriefRoutes, doors.mine, async ({ viewer, params }) => {
  const room = await findRoom(viewer, params.debriefId);
  const personId = viewer.personId as Id;
  const [held, pause] = await Promise.all([listOwnHeld(room, personId), findOwnPause(room.view, personId)]);
  return { ...toMine(room, personId), held, pause };
});

mount(debriefRoutes, heldDoors.list, async ({ viewer, params }) => ({
  items: await listHeld(viewer, params.debriefId),
}));
mount(debriefRoutes, heldDoors.show, async ({ viewer, params }) => {
  await gateDeeds(viewer.personId as Id);
  return await showHeld(viewer, params.debriefId, params.heldId);
});
mount(debriefRoutes, heldDoors.decline, async ({ viewer, params, input }) => {
  await gateDeeds(viewer.personId as Id);
  return await declineRemark(viewer, params.debriefId, params.heldId, input);
});
mount(debriefRoutes, heldDoors.withdraw, async ({ viewer, params }) => {
  await gateDeeds(viewer.personId as Id);
  return await withdrawRemark(viewer, params.debriefId, params.heldId);
});

mount(debriefRoutes, pauseEndpoints.list, ({ viewer, params }) => listPauses(viewer, params.debriefId));
mount(debriefRoutes, pauseEndpoints.pause, async ({ viewer, params, input }) => {
  await gateDeeds(viewer.personId as Id);
  return await pausePerson(viewer, params, input);
});
mount(debriefRoutes, pauseEndpoints.end, async ({ viewer, params }) => {
  await gateDeeds(viewer.personId as Id);
  return await endPauseOf(viewer, params);
});

/** Opens the door of a deed: it happens in a room, and nobody may do so many at once that others cannot read along. */
function mountDeed<E extends Endpoint<`/api/debriefs/:debriefId/${string}`>>(
  door: E,
  command: (viewer: Viewer, debriefId: Id, input: InputOf<E>) => Promise<ReplyOf<E>>,
): void {
  mount(debriefRoutes, door, async ({ viewer, params, input }) => {
    await gateDeeds(viewer.personId as Id);
    return await command(viewer, (params as { debriefId: Id }).debriefId, input);
  });
}
