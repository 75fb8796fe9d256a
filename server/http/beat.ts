/** Milliseconds: a few times what it takes to find out that there is nothing, or nothing for whoever asks. */
const BEAT = 10;

/**
 * How long an answer that there is nothing waits still, in milliseconds: it leaves a whole number of beats after it was
 * asked for. What is hidden takes longer to look up than what is not there, and would be told apart by that.
 */
export function untilBeat(began: number, now: number): number {
  return BEAT - ((now - began) % BEAT);
}

/** Resolves on the next beat of something that began then, by `performance.now`. */
export function onTheBeat(began: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.ceil(untilBeat(began, performance.now()))));
}
