import { expect, test } from "vitest";
import { initials } from "./Face";

test.each([
  ["Fay", "Fa"],
  ["Ana María Ruiz", "AR"],
  ["  ola  ", "ol"],
  ["Ø", "Ø"],
  ["", ""],
])("%j has the letters %j", (name, letters) => {
  expect(initials(name)).toBe(letters);
});
