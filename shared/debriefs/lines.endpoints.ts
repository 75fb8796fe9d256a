import * as z from "zod/mini";
import { endpoint } from "#shared/http/endpoint";
import { canAttendDebrief, canFacilitateDebrief } from "./debriefs.policy";
import { deedId } from "./deed";
import { lineTalkView, lineView, lineWords, messageReply, ownLineView } from "./lines.contract";

/** The latest message that whoever asks has had before them; 0 for none. */
const upTo = z.number().check(z.gte(0));

export const lineEndpoints = {
  own: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/line",
    summary: "The viewer's own private line to whoever facilitates the room.",
    reply: ownLineView,
    policy: canAttendDebrief,
    about: "debrief",
  }),
  write: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/line",
    summary: "Writes to whoever facilitates the room; nobody else reads it.",
    input: z.strictObject({ deedId, words: lineWords }),
    reply: messageReply,
    policy: canAttendDebrief,
    about: "debrief",
  }),
  read: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/line/read",
    summary: "Notes how far the viewer has read on their own line.",
    input: z.strictObject({ upTo }),
    reply: z.object({}),
    policy: canAttendDebrief,
    about: "debrief",
  }),
  list: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/lines",
    summary:
      "The room's private lines: those that wait, the longest first, and then the others, the latest first.",
    reply: z.object({ items: z.array(lineView) }),
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  show: endpoint({
    method: "GET",
    path: "/api/debriefs/:debriefId/lines/:personId",
    summary: "The private line of one participant, with all that was written.",
    reply: lineTalkView,
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  answer: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/lines/:personId",
    summary: "Writes to a participant, first or in answer.",
    input: z.strictObject({ deedId, words: lineWords, upTo }),
    reply: messageReply,
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
  settle: endpoint({
    method: "POST",
    path: "/api/debriefs/:debriefId/lines/:personId/seen",
    summary:
      "Says for all facilitators that what was read needs no answer. Who comes second, after another facilitator, is told.",
    input: z.strictObject({ upTo }),
    reply: z.object({}),
    policy: canFacilitateDebrief,
    about: "debrief",
  }),
};
