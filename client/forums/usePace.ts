import { useEffect, useState } from "react";
import type { ThreadMine } from "#shared/forums/threadMine.contract";
import type { SlowMode } from "#shared/forums/threads.contract";
import { canModerateThread } from "#shared/forums/threads.policy";
import { serverNow } from "../live/clock";
import { useThread, useThreadSubject, useThreadView } from "./useThreadRoom";

interface Pace {
  /** Null where nobody has to wait. */
  slow: SlowMode | null;
  /** How slowly the reader alone speaks in the thread's group; null where they speak as they like. */
  turn: ThreadMine["turn"];
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
  const turn = mine.turn !== null && mine.turn.until > now ? mine.turn : null;
  const waits = [
    slow === null ? 0 : Math.max(spokeLast, mine.spokeAt ?? 0) + slow.seconds * 1_000 - now,
    turn === null ? 0 : Math.max(spokeLast, turn.spokeAt) + turn.pace * 1_000 - now,
  ];
  const wait = Math.max(0, ...waits);
  const isTicking = slow !== null || turn !== null;
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(serverNow()), 1_000);
    return () => clearInterval(timer);
  }, [isTicking]);
  return { slow, turn, wait };
}
