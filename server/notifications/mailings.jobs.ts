import type { JobKind } from "#server/jobs/jobs";
import type { Mailings } from "./mailings";
import { wakeMailings } from "./mailings.commands";

const MINUTE = 60_000;

/** Looks every minute whether there is something to mail. Whoever dies at it is followed by the next a minute later. */
export function mailingJob(mailings: Mailings): JobKind {
  return {
    ...{ name: "notifications:mail", every: MINUTE, lockLifetime: MINUTE },
    run: (_data, touch) => wakeMailings(mailings, touch),
  };
}
