import { expect, test } from "vitest";
import { ZONE_COOKIE } from "#shared/http/zoneCookie";
import { zoneOf } from "./zone";

const tell = (told: string) =>
  zoneOf({ headers: { cookie: `a=b; ${ZONE_COOKIE}=${encodeURIComponent(told)}; c=d` } });

test("a zone is taken by its common name, and what is none is taken for nothing", () => {
  expect(tell("America/Los_Angeles")).toBe("America/Los_Angeles");
  expect(tell("america/los_angeles")).toBe("America/Los_Angeles");
  for (const none of ["Nowhere/At_All", "<script>", "x".repeat(2_000), ""])
    expect(tell(none)).toBeUndefined();
  expect(zoneOf({ headers: { cookie: `${ZONE_COOKIE}=%E0%A4` } })).toBeUndefined();
  expect(zoneOf({ headers: {} })).toBeUndefined();
});

test("of too many zones none is taken that was not told before", () => {
  for (const zone of Intl.supportedValuesOf("timeZone").slice(0, 60)) tell(zone);
  // One that no other test tells: what was told before is known in the whole process.
  expect(tell("Pacific/Chatham")).toBeUndefined();
  expect(tell("America/Los_Angeles")).toBe("America/Los_Angeles");
});
