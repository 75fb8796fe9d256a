/** The cookie in which a browser tells its time zone, by its IANA name, for pages that are drawn before the app is there. */
export const ZONE_COOKIE = "throughline-zone";
