import { randomBytes } from "node:crypto";
import { findSpace } from "#server/forums/spaces.reads";
import type { Id } from "#shared/ids";
import type { Viewer } from "#shared/people/viewer";
import { deleteFeed, keepFeed } from "./feeds.model";
import { hashToken } from "./feedToken";

/** Makes the viewer's feed of a space or gives it a new token, and tells the token, which nobody can tell again. */
export async function makeFeed(viewer: Viewer, spaceId: Id): Promise<{ token: string }> {
  await findSpace(viewer, spaceId);
  const token = randomBytes(32).toString("base64url");
  await keepFeed(viewer.personId as Id, spaceId, hashToken(token));
  return { token };
}

/** Takes the viewer's feed of a space away; where there is none, nothing happens. */
export async function revokeFeed(viewer: Viewer, spaceId: Id): Promise<Record<string, never>> {
  await deleteFeed(viewer.personId as Id, spaceId);
  return {};
}
