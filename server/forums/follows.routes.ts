import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { followEndpoints as doors } from "#shared/forums/follows.contract";
import type { Id } from "#shared/ids";
import { followPerson, followSpace, followTag } from "./follows.commands";
import { listFollows } from "./follows.reads";

export const followRoutes = Router();

const gate = rateLimit({ points: 40, seconds: 10 });

mount(followRoutes, doors.list, ({ viewer, input }) => listFollows(viewer, input));
mount(followRoutes, doors.space, async ({ viewer, params, input }) => {
  await gate(viewer.personId as Id);
  return await followSpace(viewer, params.spaceId, input);
});
mount(followRoutes, doors.tag, async ({ viewer, input }) => {
  await gate(viewer.personId as Id);
  return await followTag(viewer, input);
});
mount(followRoutes, doors.person, async ({ viewer, params, input }) => {
  await gate(viewer.personId as Id);
  return await followPerson(viewer, params.personId, input);
});
