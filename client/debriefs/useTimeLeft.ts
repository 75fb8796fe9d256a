import { useEffect, useState } from "react";
import type { TimerView } from "#shared/debriefs/debriefs.contract";
import { timeLeft } from "#shared/debriefs/timer";
import { serverNow } from "../live/clock";
import { connectionStore } from "../live/connection";

/** Milliseconds left, renewed as each second turns over by the server's clock; null until that clock is known. */
export function useTimeLeft(timer: TimerView): number | null {
  const isClockSet = connectionStore((connection) => connection.isClockSet);
  const [left, setLeft] = useState(() => timeLeft(timer, serverNow()));
  useEffect(() => {
    let turn: ReturnType<typeof setTimeout> | undefined;
    const tick = () => {
      const now = timeLeft(timer, serverNow());
      setLeft(now);
      if (timer.endsAt === null) return;
      turn = setTimeout(tick, untilNextSecond(now));
    };
    if (isClockSet) tick();
    return () => clearTimeout(turn);
  }, [timer, isClockSet]);
  return isClockSet ? left : null;
}

/** A little late rather than a little early: early would show the old second for a whole one more. */
function untilNextSecond(left: number): number {
  return (((left % 1_000) + 1_000) % 1_000) + 8;
}
