import { authorize } from "#server/errors";
import { canFacilitateDebrief } from "#shared/debriefs/debriefs.policy";
import type { HeldRemarkView, OwnHeldView } from "#shared/debriefs/heldRemarks.contract";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findDebrief } from "./debriefs.reads";
import { type HeldRemarkRecord, listHeldOf, listWaiting } from "./heldRemarks.model";
import type { Room } from "./room";
import { readRoom } from "./rooms.reads";

/** What waits in a room, for its facilitators. */
export async function listHeld(viewer: Viewer, debriefId: Id): Promise<HeldRemarkView[]> {
  const debrief = await findDebrief(viewer, debriefId);
  authorize(canFacilitateDebrief(viewer, debrief));
  const room = await readRoom(debriefId);
  const waiting = room.hasHeld ? await listWaiting(debriefId) : [];
  return waiting.filter((record) => !isSaid(room, record)).map(toHeldView);
}

/** Those of somebody's remarks in a room that wait or were declined; of a room that never held any, without looking. */
export async function listOwnHeld(room: Room, personId: Id): Promise<OwnHeldView[]> {
  const own = room.hasHeld ? await listHeldOf(room.view.id, personId) : [];
  return own.filter((record) => !isSaid(room, record)).map(toOwnView);
}

/** The same deed may have come twice at once, to two servers, while holding ended: what is in the log counts. */
function isSaid({ authors }: Room, { _id }: HeldRemarkRecord): boolean {
  return authors.has(_id);
}

function toHeldView({ _id, kind, contributionId, text, segment, author, at }: HeldRemarkRecord) {
  return { id: _id, kind, contributionId, text, segment, author, at };
}

function toOwnView(record: HeldRemarkRecord): OwnHeldView {
  const { _id, kind, contributionId, text, segment, isUnnamed, reason } = record;
  const state = record.state as OwnHeldView["state"];
  return { id: _id, kind, contributionId, text, segment, isUnnamed, state, reason };
}
