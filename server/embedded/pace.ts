/** How long a flush is put off for writers that are likely to come, as a part of what the last one took. */
const patience = 0.5;
/** And no longer than this, in milliseconds. */
const longestPatience = 3;
/** So often in a row a wait may be in vain; from then on groups are passed over, twice as many each time. */
const mostInVain = 3;
/** And no more than so many at a time. */
const mostPassed = 64;

/**
 * When to flush. Writers that were answered together come back one by one, and those who came while the answers were
 * on their way belong into one group with them, not into two that take turns. A single writer never waits; and where
 * waiting is in vain, as it is for very many, most groups are not waited for.
 */
export class Pace {
  /** How many writers there were lately; so many are likely to come again. */
  private expected = 1;
  private patientUntil = 0;
  private hasWaited = false;
  /** How many waits in a row were in vain. */
  private inVain = 0;
  /** How many groups are still passed over. */
  private passing = 0;

  /** A group of that size would be fuller in a moment. */
  isEarly(size: number): boolean {
    const isEarly = this.passing === 0 && !this.isFull(size) && performance.now() < this.patientUntil;
    this.hasWaited ||= isEarly;
    return isEarly;
  }

  /** A group of that size is flushed now. */
  begin(size: number): void {
    if (this.passing > 0) this.passing--;
    else if (this.hasWaited) {
      this.inVain = this.isFull(size) ? 0 : this.inVain + 1;
      if (this.inVain > mostInVain) this.passing = Math.min(2 ** (this.inVain - mostInVain), mostPassed);
    }
    this.hasWaited = false;
  }

  /** It has been flushed, in so many milliseconds, and so many are waiting for the next. */
  end(size: number, waiting: number, time: number): void {
    this.expected = Math.max(size + waiting, this.expected * 0.8);
    this.patientUntil = performance.now() + Math.min(time * patience, longestPatience);
  }

  private isFull(size: number): boolean {
    return size >= this.expected * 0.9;
  }
}
