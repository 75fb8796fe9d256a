import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import type { Id } from "#shared/ids";
import { blockEndpoints as doors } from "#shared/people/blocks.contract";
import { blockPerson } from "./blocks.commands";
import { listBlocks } from "./blocks.reads";

export const blockRoutes = Router();

const gate = rateLimit({ points: 40, seconds: 10 });

mount(blockRoutes, doors.list, ({ viewer, input }) => listBlocks(viewer, input));
mount(blockRoutes, doors.block, async ({ viewer, params, input }) => {
  await gate(viewer.personId as Id);
  return await blockPerson(viewer, params.personId, input);
});
