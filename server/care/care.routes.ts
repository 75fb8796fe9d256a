import { Router } from "express";
import { authorize } from "#server/errors";
import { findSpace } from "#server/forums/spaces.reads";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { reportEndpoints as doors } from "#shared/care/care.contract";
import { canKeepHigherDesk } from "#shared/care/desks.policy";
import { canModerateSpace } from "#shared/forums/spaces.policy";
import type { Id } from "#shared/ids";
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
mount(careRoutes, doors.settle, ({ viewer, params, input }) => settleReport(viewer, params.reportId, input));
