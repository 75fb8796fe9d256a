import { ZONE_COOKIE } from "#shared/http/zoneCookie";
import { ownZone } from "./time";

/** In seconds. */
const YEAR = 365 * 86_400;

/** Tells the server the reader's own zone, for the pages that it draws. */
export function tellZone(): void {
  const zone = encodeURIComponent(ownZone());
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser that is served knows the Cookie Store.
  document.cookie = `${ZONE_COOKIE}=${zone}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
}
