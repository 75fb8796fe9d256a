import type { Endpoint, ReplyOf } from "#shared/http/endpoint";
import { ApiError } from "../http/ApiError";
import { type CallOptions, call } from "../http/call";
import { type Patience, waitBefore } from "./patience";

/**
 * Does one small deed and gives its answer. Where the network or the server falter it is tried again as the same deed,
 * for a few seconds; then, and where it is refused, the `ApiError` is thrown.
 */
export async function doPatiently<E extends Endpoint>(
  endpoint: E,
  options: CallOptions<E>,
): Promise<ReplyOf<E>> {
  const send = call as (endpoint: E, options: CallOptions<E>) => Promise<ReplyOf<E>>;
  for (let attempt = 0; ; attempt++) {
    try {
      return await send(endpoint, options);
    } catch (error) {
      if (!(error instanceof ApiError) || !error.isPassing || attempt >= TRIES) throw error;
      const wait = error.retryAfter === null ? waitBefore(attempt, RETRY) : error.retryAfter * 1_000;
      if (wait > LONGEST) throw error;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
}

const TRIES = 3;
const RETRY: Patience = { first: 400, most: 3_000 };
/** Nobody stands before a button longer than that. */
const LONGEST = 5_000;
