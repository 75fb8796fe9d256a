import { useLayoutEffect } from "react";
import { create } from "zustand";

/** What a person is told of the connection; `refused` is said by the page that was refused. */
export type ConnectionWord = "connecting" | "live" | "catchingUp" | "offline";

interface ConnectionStore {
  socket: "connecting" | "live" | "offline";
  /** The channels that are open but not yet up to date. */
  behind: readonly string[];
  /** The server's clock has been asked; before that a timer could only guess. */
  isClockSet: boolean;
}

/** How this tab is connected: the state of the device, of which there is one. */
export const connectionStore = create<ConnectionStore>(() => ({
  socket: "connecting",
  behind: [],
  isClockSet: false,
}));

/** The one word for it: a tab is live only when all it shows is up to date. */
export function connectionWord({ socket, behind }: ConnectionStore): ConnectionWord {
  if (socket !== "live") return socket;
  return behind.length > 0 ? "catchingUp" : "live";
}

/** Says that the page is not up to date for as long as what stands there waits for a live view. */
export function useBehind(channel: string): void {
  // Before it is painted, so that not even one frame says otherwise.
  useLayoutEffect(() => {
    noteBehind(channel, true);
    return () => noteBehind(channel, false);
  }, [channel]);
}

/** Notes whether an open channel is up to date. */
export function noteBehind(channel: string, isBehind: boolean): void {
  connectionStore.setState(({ behind }) => {
    if (behind.includes(channel) === isBehind) return {};
    return { behind: isBehind ? [...behind, channel] : behind.filter((other) => other !== channel) };
  });
}
