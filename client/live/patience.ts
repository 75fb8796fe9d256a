/** How long to wait before trying again, in milliseconds. */
export interface Patience {
  first: number;
  most: number;
}

/**
 * The wait before the given try (from 0): doubling, never above `most`, and spread over its upper half, so that a room
 * full of devices does not come back in the same instant.
 */
export function waitBefore(attempt: number, { first, most }: Patience, random: () => number = Math.random) {
  const wait = Math.min(most, first * 2 ** Math.min(attempt, 30));
  return wait * (0.5 + random() / 2);
}
