import { useEffect, useState } from "react";
import type { SlowMode } from "#shared/forums/threads.contract";
import { canModerateThread } from "#shared/forums/threads.policy";
import { serverNow } from "../live/clock";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

interface Pace {
  /** Null where nobody has to wait. */
  slow: SlowMode | null;
  /** Until one may say something again, in milliseconds; 0 where one may. */
  wait: number;
}

/** How the thread is slowed down for whoever looks at it, second by second while they wait. */
export function usePace(): Pace {
  const { mine } = useThread();
  const { viewer, subject } = useThreadSubject();
  const given = useThreadView(({ thread }) => thread.slow);
  const spokeLast = useThreadView(({ posts }) =>
    posts.reduce(
      (last, { author, at }) => (author.personId === viewer.personId ? Math.max(last, at) : last),
      0,
    ),
  );
  const [now, setNow] = useState(serverNow);
  const isOver = given === null || given.until <= now || canModerateThread(viewer, subject);
  const slow = isOver ? null : given;
  const next = Math.max(spokeLast, mine.spokeAt ?? 0) + (slow?.seconds ?? 0) * 1_000;
  const wait = slow === null ? 0 : Math.max(0, next - now);
  const isTicking = slow !== null;
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return { slow, wait };
}
