import { expect, test } from "vitest";
import { remindTimes, toLocalInput } from "./remindTimes";

const at = (text: string) => new Date(text);
const said = (now: string) => remindTimes(at(now)).map((one) => toLocalInput(new Date(one.at)));

test("on a Thursday: in three hours, Friday morning, Monday morning", () => {
  expect(said("2026-11-26T15:30")).toEqual(["2026-11-26T18:30", "2026-11-27T09:00", "2026-11-30T09:00"]);
});

test("on a Monday next week is a week away, and on a Sunday it is tomorrow", () => {
  expect(said("2026-11-23T08:00")[2]).toBe("2026-11-30T09:00");
  expect(said("2026-11-29T08:00").slice(1)).toEqual(["2026-11-30T09:00", "2026-11-30T09:00"]);
});

test("at the end of a year tomorrow is in the next", () => {
  expect(said("2026-12-31T23:30")[1]).toBe("2027-01-01T09:00");
});
