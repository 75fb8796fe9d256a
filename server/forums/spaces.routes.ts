import { Router } from "express";
import { mount } from "#server/http/mount";
import { spaceEndpoints as doors } from "#shared/forums/spaces.contract";
import { addCategory, archiveCategory, changeCategory, placeCategory } from "./categories.commands";
import { listSpaces, toSpaceView } from "./spacePages.reads";
import { findCommons, findGroupSpace, findSpace } from "./spaces.reads";

export const spaceRoutes = Router();

mount(spaceRoutes, doors.list, ({ viewer, input }) => listSpaces(viewer, input));
mount(spaceRoutes, doors.show, async ({ viewer, params }) =>
  toSpaceView(viewer, await findSpace(viewer, params.spaceId)),
);
mount(spaceRoutes, doors.findCommons, async ({ viewer, params }) => ({
  spaceId: (await findCommons(viewer, params.conveningId)).record._id,
}));
mount(spaceRoutes, doors.findGroupSpace, async ({ viewer, params }) => ({
  spaceId: (await findGroupSpace(viewer, params.groupId)).record._id,
}));
mount(spaceRoutes, doors.addCategory, ({ viewer, params, input }) =>
  addCategory(viewer, params.spaceId, input),
);
mount(spaceRoutes, doors.changeCategory, ({ viewer, params, input }) =>
  changeCategory(viewer, params.categoryId, input),
);
mount(spaceRoutes, doors.archiveCategory, ({ viewer, params, input }) =>
  archiveCategory(viewer, params.categoryId, input),
);
mount(spaceRoutes, doors.placeCategory, ({ viewer, params, input }) =>
  placeCategory(viewer, params.categoryId, input),
);
