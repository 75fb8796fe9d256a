import type { SiteView } from "#shared/accounts/accounts.contract";
import type { ReplyOf } from "#shared/http/endpoint";
import type { threadEndpoints } from "./threads.endpoints";

/** What the first answer of a thread's page brings along: what its two doors reply to whoever asks. */
export interface FirstThread {
  site: SiteView;
  show: ReplyOf<typeof threadEndpoints.show>;
}

/** The id of the element that holds it. */
export const FIRST_THREAD = "first-thread";
