import { expect } from "vitest";
import { debriefEndpoints as doors } from "#shared/debriefs/debriefs.endpoints";
import { heldRemarkEndpoints as heldDoors } from "#shared/debriefs/heldRemarks.endpoints";
import { type Id, newId } from "#shared/ids";
import { buildRoom, type RoomOfOurs, type Someone } from "./buildRoom";
import type { TestServer } from "./startServer";

export const SECRET = "What nobody but Fay may read yet.";

/** Has a prompt held, or no longer. */
export const hold = ({ params }: RoomOfOurs, who: Someone, isHolding = true, segment = 0) =>
  who.browser.try(doors.hold, { params, input: { deedId: newId(), segment, isHolding } });
/** What somebody writes. */
export const remark = (text = SECRET, isUnnamed = false) => ({
  deedId: newId(),
  kind: "concern" as const,
  text,
  isUnnamed,
});
/** Says it, or tries to. */
export const write = ({ params }: RoomOfOurs, who: Someone, input = remark()) =>
  who.browser.try(doors.contribute, { params, input });
/** Shows what waits, or tries to. */
export const show = ({ params }: RoomOfOurs, who: Someone, heldId: Id) =>
  who.browser.try(heldDoors.show, { params: { ...params, heldId } });
/** Declines what waits, or tries to. */
export const decline = ({ params }: RoomOfOurs, who: Someone, heldId: Id, reason = "It names a student.") =>
  who.browser.try(heldDoors.decline, { params: { ...params, heldId }, input: { reason } });
/** Takes one’s own held words back, or tries to. */
export const takeBack = ({ params }: RoomOfOurs, who: Someone, heldId: Id) =>
  who.browser.try(heldDoors.withdraw, { params: { ...params, heldId } });
/** What waits, as Fay reads it. */
export const waiting = async ({ params, fay }: RoomOfOurs) =>
  (await fay.browser.do(heldDoors.list, { params })).items;
/** What waits or was declined of somebody’s own. */
export const own = async ({ params }: RoomOfOurs, who: Someone) =>
  (await who.browser.do(doors.mine, { params })).held;
/** The room as Mia sees it. */
export const view = ({ params, mia }: RoomOfOurs) => mia.browser.do(doors.show, { params });
/** Mia, who looks on. */
export const lookOn = async ({ mia }: RoomOfOurs) => ({ browser: mia.browser, socket: await mia.listen() });

/** A room whose first prompt is held, with something of Max's that waits. */
export async function buildHeld(server: TestServer, input = remark()) {
  const room = await buildRoom(server);
  await hold(room, room.fay);
  expect((await write(room, room.max, input)).body).toEqual({ heldId: input.deedId });
  return { room, heldId: input.deedId };
}
