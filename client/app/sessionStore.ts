import { create } from "zustand";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { siteQuery } from "../accounts/accounts.queries";
import { onOtherTab } from "../accounts/otherTabs";
import { call, onSignInNeeded } from "../http/call";
import { nudgeLive } from "../live/session";
import { queryClient } from "./queryClient";

interface SessionState {
  /** The server answered that nobody is signed in, though this page believed somebody was. */
  hasEnded: boolean;
}

export const useSessionStore = create<SessionState>()(() => ({ hasEnded: false }));

/** Listens for answers that say that the session is over, and for what other tabs did to it. */
export function watchSession(): void {
  onSignInNeeded(() => useSessionStore.setState({ hasEnded: whoIsHere() !== null }));
  onOtherTab(() => void learnWhoIsHere());
}

/**
 * The session is taken up again: what waited for it goes on. Where somebody else signed in, the page begins anew, so
 * that nothing of one person's is shown to another or sent in their name.
 */
export function carryOn(before: string | null): void {
  if (before !== null && whoIsHere() !== before) {
    location.reload();
    return;
  }
  useSessionStore.setState({ hasEnded: false });
  nudgeLive();
}

/** The person whom this page takes to be signed in. */
export function whoIsHere(): string | null {
  return queryClient.getQueryData(siteQuery.queryKey)?.me?.personId ?? null;
}

/**
 * Learns who is signed in now that another tab has changed it. After a sign-out the page stays as it is, so that
 * nothing typed is lost, and asks to sign in again.
 */
async function learnWhoIsHere(): Promise<void> {
  const before = whoIsHere();
  // Unreachable: the next answer of the server tells.
  const site = await call(accountEndpoints.site).catch(() => null);
  if (!site) return;
  if (before !== null && !site.me) {
    useSessionStore.setState({ hasEnded: true });
    return;
  }
  queryClient.setQueryData(siteQuery.queryKey, site);
  carryOn(before);
}
