// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { aWeekAhead } from "./newThread";

test.each([
  [new Date(2026, 10, 29, 9, 20), "2026-12-06T10:00"],
  [new Date(2026, 10, 29, 0, 0), "2026-12-06T01:00"],
  [new Date(2026, 10, 29, 22, 59), "2026-12-06T23:00"],
  [new Date(2026, 10, 29, 23, 40), "2026-12-06T23:00"],
  [new Date(2026, 11, 28, 23, 40), "2027-01-04T23:00"],
])("a week from %s is the same day of next week, also late in the evening", (now, then) => {
  expect(aWeekAhead(now)).toBe(then);
});
