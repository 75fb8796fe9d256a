import type { TimerView } from "./debriefs.contract";

const MINUTE = 60_000;

/** What a stage shows before its first segment. */
export const noTimer: TimerView = { duration: 0, endsAt: null, remaining: 0 };

/** A timer that starts now and runs for that many minutes. */
export function startTimer(minutes: number, now: number): TimerView {
  const duration = minutes * MINUTE;
  return { duration, endsAt: now + duration, remaining: duration };
}

/** Milliseconds left by the server's clock; negative once time is overrun. */
export function timeLeft(timer: TimerView, now: number): number {
  return timer.endsAt === null ? timer.remaining : timer.endsAt - now;
}

export function pauseTimer(timer: TimerView, now: number): TimerView {
  return { ...timer, endsAt: null, remaining: timeLeft(timer, now) };
}

export function resumeTimer(timer: TimerView, now: number): TimerView {
  return { ...timer, endsAt: now + timer.remaining };
}

/** Adds minutes to what is left; once time is overrun they count from now, so that "+2 min" gives two minutes. */
export function extendTimer(timer: TimerView, minutes: number, now: number): TimerView {
  const remaining = Math.max(timeLeft(timer, now), 0) + minutes * MINUTE;
  const duration = timer.duration + minutes * MINUTE;
  return { duration, remaining, endsAt: timer.endsAt === null ? null : now + remaining };
}

/** `12:40`, or `+0:35` once overrun. Whole seconds, so that every screen turns over at the same moment. */
export function tellTime(left: number): string {
  const seconds = Math.ceil(left / 1_000);
  const magnitude = Math.abs(seconds);
  const clock = `${Math.floor(magnitude / 60)}:${String(magnitude % 60).padStart(2, "0")}`;
  return seconds < 0 ? `+${clock}` : clock;
}
