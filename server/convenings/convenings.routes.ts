import { Router } from "express";
import { mount } from "#server/http/mount";
import { conveningEndpoints } from "#shared/convenings/convenings.contract";
import { findConvening, listConvenings } from "./convenings.reads";

export const conveningRoutes = Router();

mount(conveningRoutes, conveningEndpoints.list, ({ viewer, input }) => listConvenings(viewer, input));
mount(conveningRoutes, conveningEndpoints.show, ({ viewer, params }) =>
  findConvening(viewer, params.conveningId),
);
