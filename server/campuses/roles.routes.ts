import { Router } from "express";
import { mount } from "#server/http/mount";
import { roleEndpoints } from "#shared/campuses/roles.contract";
import "./campuses.scopes";
import { giveRole, takeRole } from "./roles.commands";
import { listRoles, listRooms } from "./roles.reads";

export const roleRoutes = Router();

mount(roleRoutes, roleEndpoints.list, ({ viewer, input }) => listRoles(viewer, input));
mount(roleRoutes, roleEndpoints.rooms, ({ viewer, input }) => listRooms(viewer, input));
mount(roleRoutes, roleEndpoints.give, ({ viewer, input }) => giveRole(viewer, input));
mount(roleRoutes, roleEndpoints.take, ({ viewer, params }) => takeRole(viewer, params.roleId));
