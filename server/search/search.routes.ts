import { Router } from "express";
import { searchPosts } from "#server/forums/found.reads";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import type { Id } from "#shared/ids";
import { searchEndpoints as doors } from "#shared/search/search.contract";

export const searchRoutes = Router();

/** A search reads more than a page does. */
const gate = rateLimit({ points: 60, seconds: 60 });

mount(searchRoutes, doors.posts, async ({ viewer, input }) => {
  await gate(viewer.personId as Id);
  return await searchPosts(viewer, input);
});
