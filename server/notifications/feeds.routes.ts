import { createHash } from "node:crypto";
import { Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { feedEndpoints as doors } from "#shared/notifications/feeds.contract";
import { makeFeed, revokeFeed } from "./feeds.commands";
import { listFeeds, readFeed } from "./feeds.reads";
import { hashToken } from "./feedToken";
import { updatedAt, writeFeed } from "./feedXml";

/** Programs ask now and then; one that asks all the time is told to wait. Tokens cannot be guessed at any rate. */
const perToken = { points: 30, seconds: 300 };
const perClient = { points: 600, seconds: 300 };

/** The doors of feeds; `origin` is where the links in them lead. */
export function makeFeedRoutes(origin: () => string): Router {
  const routes = Router();
  const ofToken = rateLimit(perToken);
  const ofClient = rateLimit(perClient);

  mount(routes, doors.list, ({ viewer, input }) => listFeeds(viewer, input));
  mount(routes, doors.make, ({ viewer, params }) => makeFeed(viewer, params.spaceId));
  mount(routes, doors.revoke, ({ viewer, params }) => revokeFeed(viewer, params.spaceId));
  mount(routes, doors.read, async ({ params, input, request, response }) => {
    await ofClient(request.ip ?? "unknown");
    await ofToken(hashToken(input.token));
    const feed = await readFeed(params.spaceId, input.token);
    const xml = writeFeed(feed, origin());
    response
      .set("Cache-Control", "private, no-cache")
      .set("ETag", `"${createHash("sha256").update(xml).digest("base64url")}"`)
      .set("Last-Modified", new Date(updatedAt(feed)).toUTCString())
      .type("application/atom+xml; charset=utf-8")
      .send(xml);
    return "";
  });
  return routes;
}
