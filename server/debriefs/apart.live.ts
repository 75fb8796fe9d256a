import { authorize, notFound } from "#server/errors";
import type { Channel } from "#server/live/channels";
import { canFacilitateDebrief, canHearOfOwn } from "#shared/debriefs/debriefs.policy";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { findDebrief } from "./debriefs.reads";

/** Nothing is handed to whoever comes in and nobody is told of them: what is otherwise is asked for over HTTP. */
const quiet = {
  tells: "nothing",
  async read() {
    return { view: null, facts: [] };
  },
  async arrive() {
    // That a device listens is nobody's business.
  },
} as const;

/** Where a room's facilitators hear of what they look after, what waits, private lines and who is paused; on the room's own channel its people would learn of it. */
export const facilitatorsChannel: Channel = {
  ...quiet,
  feature: "debrieffacilitators",
  async admit(viewer: Viewer, debriefId: Id) {
    const debrief = await findDebrief(viewer, debriefId);
    authorize(canFacilitateDebrief(viewer, debrief));
  },
};

/** Everybody's own: where one hears that a held remark of one's own was settled, that one is paused or no longer, or that a facilitator wrote to one. */
export const mineChannel: Channel = {
  ...quiet,
  feature: "debriefmine",
  async admit(viewer: Viewer, personId: Id) {
    if (!canHearOfOwn(viewer, { personId })) throw notFound();
  },
};
