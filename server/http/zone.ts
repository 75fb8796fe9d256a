import type { Request } from "express";
import { ZONE_COOKIE } from "#shared/http/zoneCookie";

/** The zones that readers' browsers have told, and how each is commonly named. */
const zones = new Map<string, string>();
/** So many at most: what formats times is kept for each. */
const MOST_ZONES = 40;
const TOLD = new RegExp(`(?:^|; )${ZONE_COOKIE}=([\\w%+-]{1,100})(?:;|$)`);

/**
 * The time zone that the reader's browser tells; undefined where it tells none, where there is no such zone, and where
 * readers have told of too many.
 */
export function zoneOf(request: Pick<Request, "headers">): string | undefined {
  const [, told = ""] = TOLD.exec(request.headers.cookie ?? "") ?? [];
  const known = zones.get(told);
  if (known !== undefined || told === "" || zones.size >= MOST_ZONES) return known;
  try {
    const timeZone = decodeURIComponent(told);
    const zone = new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
    zones.set(told, zone);
    return zone;
  } catch {
    return undefined;
  }
}
