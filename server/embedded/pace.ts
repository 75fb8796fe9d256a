/** How long a flush is put off for writers that are likely to come, as a part of what the last one took. */
const patience = 0.5;
/** And no longer than this, in milliseconds. */
const longestPatience = 3;

/**
 * When to flush. Writers that were answered together come back one by one, and those who came while the answers were
 * on their way belong into one group with them, not into two that take turns. A single writer never waits.
 */
export class Pace {
  /** How many writers there were lately; so many are likely to come again. */
  private expected = 1;
  private patientUntil = 0;

  /** A group has been flushed, in so many milliseconds, and so many are waiting for the next. */
  note(size: number, waiting: number, time: number): void {
    this.expected = Math.max(size + waiting, this.expected * 0.8);
    this.patientUntil = performance.now() + Math.min(time * patience, longestPatience);
  }

  /** A group of that size would be fuller in a moment. */
  isEarly(size: number): boolean {
    return size < this.expected * 0.9 && performance.now() < this.patientUntil;
  }
}
