import { Router } from "express";
import { mount } from "#server/http/mount";
import { healthEndpoints as doors } from "#shared/health/health.contract";
import { findHealth } from "./health.reads";

export const groupHealthRoutes = Router();

mount(groupHealthRoutes, doors.ofGroup, ({ viewer, params }) => findHealth(viewer, params.groupId));
