import { debriefEndpoints } from "#shared/debriefs/debriefs.endpoints";
import type { DebriefFact } from "#shared/debriefs/debriefs.events";
import type { InputOf } from "#shared/http/endpoint";
import { newId } from "#shared/ids";
import { ApiError } from "../http/ApiError";
import { call } from "../http/call";
import { type Patience, waitBefore } from "../live/patience";

type Endpoints = typeof debriefEndpoints;
export type DeedName = Exclude<
  keyof Endpoints,
  "list" | "schedule" | "findByCode" | "summary" | "show" | "facts" | "mine"
>;
export type DeedInput<Name extends DeedName> = Omit<InputOf<Endpoints[Name]>, "deedId">;

/**
 * Does one small deed and gives the fact that came of it. Where the network or the server falter it is tried again as
 * the same deed, for a few seconds; then, and where it is refused, the `ApiError` is thrown.
 */
export async function doDeed<Name extends DeedName>(
  debriefId: string,
  name: Name,
  input: DeedInput<Name>,
): Promise<DebriefFact> {
  const deed = { ...input, deedId: newId() };
  const send = call as (endpoint: Endpoints[Name], options: object) => Promise<unknown>;
  for (let attempt = 0; ; attempt++) {
    try {
      return (await send(debriefEndpoints[name], { params: { debriefId }, input: deed })) as DebriefFact;
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
