import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { OwnPauseView } from "#shared/debriefs/ownPause.contract";
import { serverNow } from "../live/clock";
import { mineQuery } from "./debriefs.queries";
import { useView } from "./useDebriefRoom";

/** How oneself is paused in the room, or null; over by the server's clock, whether or not anything can be asked then. */
export function usePause(): OwnPauseView | null {
  const { data } = useQuery(mineQuery(useView(({ id }) => id)));
  const pause = data?.pause ?? null;
  const until = pause?.until ?? null;
  const [passed, setPassed] = useState<number | null>(null);
  useEffect(() => {
    if (until === null) return;
    const timer = setTimeout(() => setPassed(until), until - serverNow() + LATE);
    return () => clearTimeout(timer);
  }, [until]);
  return until !== null && until === passed ? null : pause;
}

/** A little late rather than a little early: early, what is said at once would still be refused. */
const LATE = 100;
