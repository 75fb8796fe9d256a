import { Router } from "express";
import { findDebrief } from "#server/debriefs/debriefs.reads";
import { authorize } from "#server/errors";
import { findSpace } from "#server/forums/spaces.reads";
import { findGroup } from "#server/groups/groups.reads";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { reportEndpoints as doors } from "#shared/care/care.contract";
import { canKeepHigherDesk } from "#shared/care/desks.policy";
import { logEndpoints as log } from "#shared/care/log.contract";
import { canReadHigherLog, canReadSiteLog } from "#shared/care/log.policy";
import { canFacilitateDebrief } from "#shared/debriefs/debriefs.policy";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import { canFacilitateGroup } from "#shared/groups/groups.policy";
import type { Id } from "#shared/ids";
import { handUpReport } from "./handing.commands";
import { listLog } from "./log.reads";
import { reportPost, settleReport } from "./reports.commands";
import { listHigherReports, listOwnReports, listReports } from "./reports.reads";

export const careRoutes = Router();

/** Enough for whoever comes upon a pile-on; too few to bury a moderator. */
const gateReports = rateLimit({ points: 30, seconds: 600 });

mount(careRoutes, doors.report, async ({ viewer, params, input }) => {
  await gateReports(viewer.personId as Id);
  return await reportPost(viewer, params.postId, input);
});
mount(careRoutes, doors.listOwn, ({ viewer, input }) => listOwnReports(viewer, input));
mount(careRoutes, doors.list, async ({ viewer, params, input }) => {
  const { subject } = await findSpace(viewer, params.spaceId);
  authorize(canModerateSpace(viewer, subject));
  return await listReports(viewer, params.spaceId, input);
});
mount(careRoutes, doors.listHigher, async ({ viewer, input }) => {
  authorize(canKeepHigherDesk(viewer));
  return await listHigherReports(viewer, input);
});
mount(careRoutes, log.ofSpace, async ({ viewer, params: { spaceId }, input }) => {
  const { subject } = await findSpace(viewer, spaceId);
  authorize(canModerateSpace(viewer, subject));
  return await listLog(viewer, `space:${spaceId}`, input);
});
mount(careRoutes, log.ofGroup, async ({ viewer, params: { groupId }, input }) => {
  const { subject } = await findGroup(viewer, groupId);
  authorize(canFacilitateGroup(viewer, subject));
  return await listLog(viewer, `group:${groupId}`, input);
});
mount(careRoutes, log.ofRoom, async ({ viewer, params: { debriefId }, input }) => {
  authorize(canFacilitateDebrief(viewer, await findDebrief(viewer, debriefId)));
  return await listLog(viewer, `room:${debriefId}`, input);
});
mount(careRoutes, log.ofProgram, async ({ viewer, params: { programId }, input }) => {
  authorize(canReadHigherLog(viewer, { id: programId }));
  return await listLog(viewer, `program:${programId}`, input);
});
mount(careRoutes, log.ofSite, async ({ viewer, input }) => {
  authorize(canReadSiteLog(viewer));
  return await listLog(viewer, "site", input);
});
mount(careRoutes, doors.handUp, ({ viewer, params, input }) => handUpReport(viewer, params.reportId, input));
mount(careRoutes, doors.settle, ({ viewer, params, input }) => settleReport(viewer, params.reportId, input));
