import { expect, test } from "vitest";
import { readOn } from "./readTo";

test("reading goes on through what is seen without a gap", () => {
  expect(readOn(3, new Set([3, 4, 5]), 40)).toBe(6);
  expect(readOn(3, new Set([5, 4, 3, 9]), 40)).toBe(6);
});

test("a jump into the middle marks nothing as read", () => {
  expect(readOn(3, new Set([20, 21, 22]), 40)).toBe(3);
});

test("who has seen the end has read all of it", () => {
  expect(readOn(3, new Set([39]), 40)).toBe(40);
});

test("it never goes back", () => {
  expect(readOn(12, new Set([0, 1, 2]), 40)).toBe(12);
});
