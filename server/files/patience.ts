/** How long an unfinished upload is waited for, in milliseconds. */
export const EXPIRY = 24 * 3_600_000;
/** How long a reason for not taking a file is told. */
export const REFUSAL_KEPT = 24 * 3_600_000;
/** How long whoever looks into a file has until somebody else takes it on. */
export const EXAMINATION = 5 * 60_000;
/** How often the sweep goes round. */
export const ROUND = 60_000;
