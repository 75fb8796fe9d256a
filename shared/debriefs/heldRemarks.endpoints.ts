import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { factOf } from "#shared/live/event";
import { type DebriefFactOf, debriefEvents } from "./debriefs.events";
import { canAttendDebrief, canFacilitateDebrief } from "./debriefs.policy";
import { heldRemarkView } from "./heldRemarks.contract";
import type { LoggedInDebriefs } from "./logged";
import { givenReason } from "./reason";

type Shown = DebriefFactOf<"debriefs:contributed" | "debriefs:answered">;
const shown = z.union([
  factOf("debriefs:contributed", debriefEvents["debriefs:contributed"]),
  factOf("debriefs:answered", debriefEvents["debriefs:answered"]),
]) as unknown as z.ZodMiniType<Shown>;

export const heldRemarkEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/held",
    summary: "What waits for a facilitator of the room, in the order in which it was written.",
    reply: z.object({ items: z.array(heldRemarkView) }),
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  show: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/held/:heldId/show",
    summary: "Shows what waits to the room, in its author's name or in none, as they chose.",
    reply: shown,
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  decline: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/held/:heldId/decline",
    summary: "Does not show what waits, with a reason that of the room its author alone reads.",
    input: z.strictObject({ reason: givenReason }),
    reply: z.object({}),
    policy: canFacilitateDebrief,
    about: "debrief",
    logs: ["debriefs:remarkDeclined"] satisfies LoggedInDebriefs[],
  }),
  withdraw: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/held/:heldId/withdraw",
    summary: "Takes back one's own that waits, or puts away what was declined; its words are gone.",
    reply: z.object({}),
    policy: canAttendDebrief,
    about: "debrief",
  }),
};
