import { authorize } from "#server/errors";
import type { Channel } from "#server/live/channels";
import { canAttendDebrief, isTalking } from "#shared/debriefs/debriefs.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { noteArrival } from "./arrivals";
import { findDebrief } from "./debriefs.reads";
import { RECENT } from "./room";
import { readRoom, recallRoom } from "./rooms.reads";

/** Heard by the room's people alone: not by staff, and not by other campuses of the alliance. */
export const debriefsChannel: Channel = {
  feature: "debriefs",
  tells: "people",

  async admit(viewer: Viewer, debriefId: Id) {
    const debrief = await findDebrief(viewer, debriefId);
    authorize(canAttendDebrief(viewer, debrief));
  },

  /** Whoever was away for a short while gets what they missed; everyone else the room as it is. */
  async read(debriefId: Id, after: number | null) {
    const { view, recent } = await readRoom(debriefId);
    const missed = after === null ? Number.POSITIVE_INFINITY : view.seq - after;
    const isAtHand = missed >= 0 && missed <= Math.min(recent.length, RECENT);
    return isAtHand ? { view: null, facts: recent.slice(recent.length - missed) } : { view, facts: [] };
  },

  /** Counts those who come while the room is open; who is there when it opens is counted then. */
  async arrive(viewer: Viewer, debriefId: Id) {
    const { view } = await recallRoom(debriefId);
    if (isTalking(view.stage)) await noteArrival(debriefId, viewer.personId as Id);
  },
};
