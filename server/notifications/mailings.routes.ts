import { type Request, Router } from "express";
import { mount } from "#server/http/mount";
import { rateLimit } from "#server/http/rateLimit";
import { mailingEndpoints as doors } from "#shared/notifications/mailings.contract";
import type { Mailings } from "./mailings";
import { choosePreferences } from "./mailPreferences.commands";
import { showPreferences } from "./mailPreferences.reads";
import { findSubscription, turnSubscription } from "./subscriptions.commands";

/** The doors of mailings. */
export function makeMailingRoutes(mailings: Mailings): Router {
  const routes = Router();
  // Mail services post for many people from few addresses, and tokens cannot be guessed at any rate.
  const gate = rateLimit({ points: 600, seconds: 300 });
  const pass = (request: Request) => gate(request.ip ?? "unknown");

  mount(routes, doors.show, ({ viewer }) => showPreferences(viewer));
  mount(routes, doors.choose, ({ viewer, input }) => choosePreferences(viewer, input, mailings.clock()));
  mount(routes, doors.find, async ({ input, request }) => {
    await pass(request);
    return await findSubscription(mailings, input.token);
  });
  mount(routes, doors.unsubscribe, async ({ input, request }) => {
    await pass(request);
    return await turnSubscription(mailings, input);
  });
  mount(routes, doors.oneClick, async ({ params, request }) => {
    await pass(request);
    await turnSubscription(mailings, { token: params.token, isOff: true });
    return {};
  });
  mount(routes, doors.oneClickPage, async ({ params, response }) => {
    response
      .set("Cache-Control", "no-store")
      .redirect(303, `/unsubscribe?token=${encodeURIComponent(params.token)}`);
    return "";
  });
  return routes;
}
