import { Router } from "express";
import { pingDatabase } from "#server/database/connect";

/** For whoever watches the process: `live` while it answers at all, `ready` while its store does too. */
export const healthRoutes = Router();

healthRoutes.get("/health/live", (_request, response) => {
  response.set("Cache-Control", "no-store").json({ status: "live" });
});

healthRoutes.get("/health/ready", async (_request, response) => {
  const isReady = await pingDatabase();
  response
    .status(isReady ? 200 : 503)
    .set("Cache-Control", "no-store")
    .json({ status: isReady ? "ready" : "the store does not answer" });
});
