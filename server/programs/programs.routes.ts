import { Router } from "express";
import { mount } from "#server/http/mount";
import { colleagueEndpoints } from "#shared/programs/colleagues.contract";
import { programEndpoints } from "#shared/programs/programs.contract";
import { listColleagues } from "./colleagues.reads";
import { listPrograms } from "./programs.reads";
import "./programs.scopes";

export const programRoutes = Router();

mount(programRoutes, programEndpoints.list, async () => ({ items: await listPrograms() }));
mount(programRoutes, colleagueEndpoints.list, ({ viewer, input }) => listColleagues(viewer, input));
