import { expect, test } from "vitest";
import { readClock } from "./clock";

test("the probe that travelled the shortest tells the time", () => {
  const reading = readClock([
    { sentAt: 0, receivedAt: 900, serverNow: 5_800 },
    { sentAt: 1_000, receivedAt: 1_040, serverNow: 6_020 },
    { sentAt: 2_000, receivedAt: 2_300, serverNow: 7_250 },
  ]);
  expect(reading).toEqual({ offset: 5_000, roundTrip: 40 });
});

test("no probe tells nothing", () => {
  expect(readClock([])).toBeNull();
});
