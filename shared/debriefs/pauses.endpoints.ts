import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { idSchema } from "#shared/ids";
import { canFacilitateDebrief } from "./debriefs.policy";
import type { LoggedInDebriefs } from "./logged";
import { pauseMinutes, pausesView } from "./pauses.contract";
import { givenReason } from "./reason";

export const pauseEndpoints = {
  list: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/pauses",
    summary: "Who is paused in the room and until when, for those who facilitate it.",
    reply: pausesView,
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  pause: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/people/:personId/pause",
    summary:
      "Lets somebody in the room read and not speak for so many minutes, or until it closes, with a reason that they are told. Who is paused already is a conflict.",
    input: z.strictObject({
      /** Made by the device: sent again, it is the same pause. */
      pauseId: idSchema,
      minutes: z.literal(pauseMinutes),
      reason: givenReason,
    }),
    reply: z.object({}),
    policy: canFacilitateDebrief,
    about: "debrief",
    logs: ["debriefs:paused"] satisfies LoggedInDebriefs[],
  }),
  end: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/people/:personId/pause/end",
    summary: "Lets somebody speak again before their pause is over.",
    reply: z.object({}),
    policy: canFacilitateDebrief,
    about: "debrief",
    logs: ["debriefs:pauseEnded"] satisfies LoggedInDebriefs[],
  }),
};
