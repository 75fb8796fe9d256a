import { expect, test } from "vitest";
import type { ConveningView } from "#shared/convenings/convenings.contract";
import { stateOf, toSeries, upcoming } from "./schedule";

const HOUR = 3_600_000;
const NOW = Date.UTC(2024, 2, 4, 12);

function buildConvening(overrides: Partial<ConveningView>): ConveningView {
  return {
    id: "a",
    programId: "p",
    programName: "Alder Alliance",
    seriesTitle: "First series",
    year: "2023-24",
    place: 1,
    title: "A topic",
    startsAt: null,
    minutes: 120,
    timeZone: "America/Los_Angeles",
    seatsPerCampus: null,
    debriefMinutes: 60,
    ...overrides,
  };
}

test("series keep the order in which they come, and convenings theirs within", () => {
  const list = [
    buildConvening({ id: "c", year: "2024-25" }),
    buildConvening({ id: "a" }),
    buildConvening({ id: "b", place: 2 }),
  ];
  expect(toSeries(list).map(({ year, convenings }) => [year, convenings.map(({ id }) => id)])).toEqual([
    ["2024-25", ["c"]],
    ["2023-24", ["a", "b"]],
  ]);
});

test("a convening is upcoming until it has ended, and never without a date", () => {
  const running = buildConvening({ id: "running", startsAt: NOW - HOUR });
  const over = buildConvening({ id: "over", startsAt: NOW - 3 * HOUR });
  const later = buildConvening({ id: "later", startsAt: NOW + 30 * HOUR });
  const undated = buildConvening({ id: "undated" });
  expect(upcoming([later, over, undated, running], NOW).map(({ id }) => id)).toEqual(["running", "later"]);
});

test("the line tells what is over, what is next and what is still open", () => {
  expect(stateOf(buildConvening({ startsAt: NOW - 3 * HOUR }), "b", NOW)).toBe("done");
  expect(stateOf(buildConvening({ id: "b", startsAt: NOW + HOUR }), "b", NOW)).toBe("now");
  expect(stateOf(buildConvening({}), "b", NOW)).toBe("later");
});
