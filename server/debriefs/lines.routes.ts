import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { lineEndpoints as doors } from "#shared/debriefs/lines.endpoints";
import type { Id } from "#shared/ids";
import { answerOnLine, readOnLine, settleOnLine, writeOnLine } from "./lines.commands";
import { findLine, findOwnLine, listLines } from "./lines.reads";

export const lineRoutes = Router();

/** As many as deeds in a room. */
const gateMessages = rateLimit({ points: 40, seconds: 10 });

mount(lineRoutes, doors.own, ({ viewer, params }) => findOwnLine(viewer, params.debriefId));
mount(lineRoutes, doors.write, async ({ viewer, params, input }) => {
  await gateMessages(viewer.personId as Id);
  return await writeOnLine(viewer, params.debriefId, input);
});
mount(lineRoutes, doors.read, async ({ viewer, params, input }) => {
  await gateMessages(viewer.personId as Id);
  return await readOnLine(viewer, params.debriefId, input);
});
mount(lineRoutes, doors.list, async ({ viewer, params }) => ({
  items: await listLines(viewer, params.debriefId),
}));
mount(lineRoutes, doors.show, ({ viewer, params }) => findLine(viewer, params.debriefId, params.personId));
mount(lineRoutes, doors.answer, async ({ viewer, params, input }) => {
  await gateMessages(viewer.personId as Id);
  return await answerOnLine(viewer, params.debriefId, params.personId, input);
});
mount(lineRoutes, doors.settle, async ({ viewer, params, input }) => {
  await gateMessages(viewer.personId as Id);
  return await settleOnLine(viewer, params.debriefId, params.personId, input);
});
