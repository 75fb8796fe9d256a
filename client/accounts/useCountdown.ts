import { useCallback, useEffect, useState } from "react";

/** Seconds left, counted by the clock and not by ticks, so that a sleeping tab wakes up right; and a way to start over. */
export function useCountdown(seconds: number): [left: number, start: (seconds: number) => void] {
  const [endsAt, setEndsAt] = useState(() => Date.now() + seconds * 1_000);
  const [now, setNow] = useState(() => Date.now());
  const left = Math.max(0, Math.ceil((endsAt - now) / 1_000));
  const isRunning = left > 0;

  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, [isRunning]);

  const start = useCallback((again: number) => {
    setNow(Date.now());
    setEndsAt(Date.now() + again * 1_000);
  }, []);
  return [left, start];
}
