import { create } from "zustand";

interface AnnouncerState {
  polite: string;
  assertive: string;
}

/** What the page says aloud to those who listen; each message replaces the last of its kind. */
export const useAnnouncerStore = create<AnnouncerState>()(() => ({ polite: "", assertive: "" }));

/** Says something aloud without moving the focus. The same words twice are said twice. */
export function announce(text: string, urgency: "polite" | "assertive" = "polite"): void {
  const said = useAnnouncerStore.getState()[urgency];
  // A trailing no-break space makes a repeated message a new one.
  useAnnouncerStore.setState({ [urgency]: said === text ? `${text}\u00a0` : text });
}
