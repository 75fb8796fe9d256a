import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { draftEndpoints as doors } from "#shared/forums/drafts.contract";
import type { Id } from "#shared/ids";
import { keepDraft } from "./drafts.commands";
import { findDraft, listDrafts } from "./drafts.reads";

export const draftRoutes = Router();

const gateDrafts = rateLimit({ points: 60, seconds: 30 });

mount(draftRoutes, doors.find, async ({ viewer, input }) => ({ draft: await findDraft(viewer, input) }));
mount(draftRoutes, doors.list, ({ viewer, input }) => listDrafts(viewer, input));
mount(draftRoutes, doors.keep, async ({ viewer, input }) => {
  await gateDrafts(viewer.personId as Id);
  return await keepDraft(viewer, input);
});
