import { useCallback, useState } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import { useMe } from "../accounts/accounts.queries";
import { useLive } from "../live/session";
import { Announcer } from "../ui/Announcer";
import { Toasts } from "../ui/Toasts";
import { SessionEnded } from "./SessionEnded";
import { ShortcutsDialog } from "./ShortcutsDialog";
import { useArrival } from "./useArrival";
import { useKeys } from "./useKeys";

/** What is on every page, the projector included: messages, keys, and the way back after a session has ended. */
export function Root() {
  const [areKeysShown, setAreKeysShown] = useState(false);
  const me = useMe();
  useLive(me?.personId ?? null);
  useArrival();
  useKeys(useCallback(() => setAreKeysShown(true), []));
  return (
    <>
      <Outlet />
      <ShortcutsDialog isOpen={areKeysShown} onClose={() => setAreKeysShown(false)} />
      <SessionEnded />
      <Toasts />
      <Announcer />
      <ScrollRestoration />
    </>
  );
}
