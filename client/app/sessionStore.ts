import { create } from "zustand";
import { onSignInNeeded } from "../http/call";

interface SessionState {
  /** The server answered that nobody is signed in, though this page believed somebody was. */
  hasEnded: boolean;
}

export const useSessionStore = create<SessionState>()(() => ({ hasEnded: false }));

/** Listens for answers that say that the session is over. */
export function watchSession(): void {
  onSignInNeeded(() => useSessionStore.setState({ hasEnded: true }));
}
