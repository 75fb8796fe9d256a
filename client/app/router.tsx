import type { ComponentType } from "react";
import { createBrowserRouter } from "react-router";
import { CrashPage } from "./CrashPage";
import { MembersOnly } from "./MembersOnly";
import { Root } from "./Root";
import { Shell } from "./Shell";

/** Every address of the site. Pages are fetched when they are first opened. */
export const router = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: CrashPage,
    HydrateFallback: () => null,
    children: [
      {
        Component: MembersOnly,
        children: [
          page(
            "/debriefs/:debriefId/projector",
            async () => (await import("../debriefs/Projector")).Projector,
          ),
        ],
      },
      {
        Component: Shell,
        children: [
          {
            ErrorBoundary: CrashPage,
            children: [
              page("/", async () => (await import("./HomePage")).HomePage),
              page("/sign-up", async () => (await import("./SignUpPage")).SignUpPage),
              page("/verify", async () => (await import("../accounts/VerifyPage")).VerifyPage),
              page("/sign-in", async () => (await import("../accounts/SignInPage")).SignInPage),
              page("/forgot", async () => (await import("../accounts/ForgotPage")).ForgotPage),
              page("/reset", async () => (await import("../accounts/ResetPage")).ResetPage),
              page("/outbox", async () => (await import("../accounts/OutboxPage")).OutboxPage),
              page("/j", async () => (await import("../debriefs/JoinByCode")).JoinByCode),
              page("/j/:code", async () => (await import("../debriefs/JoinByCode")).JoinByCode),
              {
                Component: MembersOnly,
                children: [
                  page(
                    "/convenings",
                    async () => (await import("../convenings/ConveningsPage")).ConveningsPage,
                  ),
                  page(
                    "/convenings/:conveningId",
                    async () => (await import("./ConveningPage")).ConveningPage,
                  ),
                  page(
                    "/debriefs/:debriefId",
                    async () => (await import("../debriefs/DebriefRoom")).DebriefRoom,
                  ),
                  page("/roles", async () => (await import("../campuses/RolesPage")).RolesPage),
                  page("/settings", async () => (await import("./SettingsPage")).SettingsPage),
                ],
              },
              page("*", async () => (await import("./NotFoundPage")).NotFoundPage),
            ],
          },
        ],
      },
    ],
  },
]);

function page(path: string, load: () => Promise<ComponentType>) {
  return { path, lazy: { Component: load } };
}
