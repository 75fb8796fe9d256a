import { Router } from "express";
import { findDebrief } from "#server/debriefs/debriefs.reads";
import { authorize } from "#server/errors";
import { findSpace } from "#server/forums/spaces.reads";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { appealEndpoints as doors } from "#shared/care/appeals.contract";
import { canKeepHigherDesk } from "#shared/care/desks.policy";
import { canFacilitateDebrief } from "#shared/debriefs/debriefs.policy";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
import { appealDecision, decideAppeal } from "./appeals.commands";
import { listAppeals, listAppealsOfRoom, listHigherAppeals } from "./appeals.reads";
import { listDecisions } from "./decisions.reads";
import { handUpAppeal } from "./handing.commands";

export const appealRoutes = Router();

/** Enough for the worst of afternoons; too few to bury those who decide. */
const gateAppeals = rateLimit({ points: 30, seconds: 600 });

mount(appealRoutes, doors.listDecisions, ({ viewer, input }) => listDecisions(viewer, input));
mount(appealRoutes, doors.appeal, async ({ viewer, params, input }) => {
  await gateAppeals(viewer.personId as Id);
  return await appealDecision(viewer, params.entryId, input);
});
mount(appealRoutes, doors.list, async ({ viewer, params, input }) => {
  const { subject } = await findSpace(viewer, params.spaceId);
  authorize(canModerateSpace(viewer, subject));
  return await listAppeals(viewer, params.spaceId, input);
});
mount(appealRoutes, doors.listOfRoom, async ({ viewer, params: { debriefId }, input }) => {
  authorize(canFacilitateDebrief(viewer, await findDebrief(viewer, debriefId)));
  return await listAppealsOfRoom(viewer, debriefId, input);
});
mount(appealRoutes, doors.listHigher, async ({ viewer, input }) => {
  authorize(canKeepHigherDesk(viewer));
  return await listHigherAppeals(viewer, input);
});
mount(appealRoutes, doors.decide, ({ viewer, params, input }) =>
  decideAppeal(viewer, params.appealId, input),
);
mount(appealRoutes, doors.handUp, ({ viewer, params, input }) =>
  handUpAppeal(viewer, params.appealId, input),
);
