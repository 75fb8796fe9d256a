import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { tooMany } from "#server/errors";

/** Lets a key through so many times in so many seconds. */
export interface Limit {
  points: number;
  seconds: number;
}

/** Makes a gate that refuses with `tooMany` once a key has used up its share. Each process counts for itself. */
export function rateLimit({ points, seconds }: Limit): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
    } catch (refused) {
      if (refused instanceof RateLimiterRes)
        throw tooMany(Math.max(1, Math.ceil(refused.msBeforeNext / 1_000)));
      throw refused;
    }
  };
}
