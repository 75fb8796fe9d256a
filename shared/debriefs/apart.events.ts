import * as z from "zod/mini";
import { liveEvent } from "#shared/live/event";
import { canFacilitateDebrief, canHearOfOwn } from "./debriefs.policy";

export const apartEvents = {
  /** Something that a room's facilitators look after is otherwise: what waits, a private line, or who is paused. It says no more: they ask. */
  "debrieffacilitators:changed": liveEvent({
    data: z.object({}),
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  /** Something of that person's own in some room is otherwise: a held remark, a pause, or their private line. Their devices ask. */
  "debriefmine:changed": liveEvent({ data: z.object({}), policy: canHearOfOwn, about: "person" }),
};
