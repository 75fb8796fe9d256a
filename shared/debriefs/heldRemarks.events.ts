import * as z from "zod/mini";
import { liveEvent } from "#shared/live/event";
import { canFacilitateDebrief, canHearOfOwn } from "./debriefs.policy";

export const heldRemarkEvents = {
  /** Something that a room's facilitators look after is otherwise: what waits, or who is paused. It says no more: they ask. */
  "debriefheld:changed": liveEvent({ data: z.object({}), policy: canFacilitateDebrief, about: "debrief" }),
  /** Something of that person's own in some room is otherwise: a held remark, or a pause. Their devices ask. */
  "debriefmine:changed": liveEvent({ data: z.object({}), policy: canHearOfOwn, about: "person" }),
};
