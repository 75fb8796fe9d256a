import { setImmediate, setTimeout } from "node:timers/promises";

/** Milliseconds: a few times what it takes to find out that there is nothing, or nothing for whoever asks. */
const BEAT = 10;

/** Milliseconds: no timer is later than this on a loop that has nothing else to do. */
const EARLY = 2;

/**
 * How long an answer that there is nothing waits still, in milliseconds: it leaves a whole number of beats after it was
 * asked for. What is hidden takes longer to look up than what is not there, and would be told apart by that.
 */
export function untilBeat(began: number, now: number): number {
  return BEAT - ((now - began) % BEAT);
}

/**
 * Resolves on the next beat of something that began then, by `performance.now`. A timer counts whole milliseconds, and
 * from when the event loop last woke: what is looked up for longer would show in the fraction. So it is woken early, and
 * the rest is watched.
 */
export async function onTheBeat(began: number): Promise<void> {
  const now = performance.now();
  const beat = now + untilBeat(began, now);
  // No timer is shorter than a millisecond: a beat that is that near is watched from now on.
  if (beat - now > EARLY + 1) await setTimeout(beat - now - EARLY);
  while (performance.now() < beat) await setImmediate();
}
