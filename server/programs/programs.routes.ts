import { Router } from "express";
import { mount } from "#server/http/mount";
import { programEndpoints } from "#shared/programs/programs.contract";
import { listPrograms } from "./programs.reads";
import "./programs.scopes";

export const programRoutes = Router();

mount(programRoutes, programEndpoints.list, async () => ({ items: await listPrograms() }));
