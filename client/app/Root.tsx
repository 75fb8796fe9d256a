import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { Outlet, ScrollRestoration } from "react-router";
import type { Language } from "#shared/languages";
import { siteQuery, useMe } from "../accounts/accounts.queries";
import { useLanguageStore } from "../language/languageStore";
import { connectionStore } from "../live/connection";
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
  useOwnLanguage(me?.language ?? null);
  useFreshRights();
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

/**
 * A connection is cut when somebody's rights have changed. So with every new one, the first too, the page learns them as
 * the server has them by now.
 */
function useFreshRights(): void {
  const client = useQueryClient();
  useEffect(
    () =>
      connectionStore.subscribe(({ socket }, before) => {
        if (socket === "live" && before.socket !== "live")
          void client.invalidateQueries({ queryKey: siteQuery.queryKey });
      }),
    [client],
  );
}

/** Speaks the language that a person chose for themselves, also where they chose it on another device. */
function useOwnLanguage(language: Language | null): void {
  useEffect(() => {
    if (language) useLanguageStore.getState().speak(language);
  }, [language]);
}
