import * as z from "zod/mini";
import { liveEvent } from "#shared/live/event";
import { canFacilitateDebrief, canHearOfOwnWords } from "./debriefs.policy";

export const heldRemarkEvents = {
  /** Something is otherwise with what waits for a room's facilitators. It says no more: they ask. */
  "debriefheld:changed": liveEvent({ data: z.object({}), policy: canFacilitateDebrief, about: "debrief" }),
  /** Something is otherwise with a held remark of that person's own, in some room. Their devices ask. */
  "debriefmine:changed": liveEvent({ data: z.object({}), policy: canHearOfOwnWords, about: "person" }),
};
