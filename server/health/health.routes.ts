import { Router } from "express";
import { mount } from "#server/http/mount";
import { healthEndpoints as doors } from "#shared/health/health.contract";
import { summaryEndpoints } from "#shared/health/summary.contract";
import { findHealth } from "./health.reads";
import { findSummary } from "./summary.reads";

export const groupHealthRoutes = Router();

mount(groupHealthRoutes, doors.ofGroup, ({ viewer, params }) => findHealth(viewer, params.groupId));
mount(groupHealthRoutes, summaryEndpoints.ofGroup, ({ viewer, params }) =>
  findSummary(viewer, params.groupId),
);
