import type { Mailer } from "#server/mail/send";

/** What mailings work with, made once for each app. */
export interface Mailings {
  mailer: Mailer;
  /** What time it is, in milliseconds since the epoch; tests have another. */
  clock(): number;
  /** Where links lead, and by whose name letters are marked. */
  origin(): string;
  /** Keys the tokens of the links that end mails. */
  secret: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A thread is mailed once nobody has spoken in it for so long. */
export const QUIET = 10 * MINUTE;
/** But at the latest so long after the first word. */
export const LONGEST_WAIT = 2 * HOUR;
/** How often it is looked for something to mail in batches; digests say their time themselves. */
export const LOOK_EVERY = 5 * MINUTE;
/** Threads of which one look makes mails, and of which one digest tells. */
export const MOST_THREADS = 20;

/** Whoever has taken a mail and has said nothing for so long is dead; the living say so more often. */
export const LEASE = MINUTE;
/** How long a mail that cannot go out is tried again, ever more rarely. */
export const PATIENCE = 72 * HOUR;

/** How long is waited after so many attempts in vain. */
export function pauseAfter(attempts: number): number {
  return Math.min(MINUTE * 2 ** Math.min(attempts - 1, 20), 4 * HOUR);
}
