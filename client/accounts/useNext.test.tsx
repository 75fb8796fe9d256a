// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { afterEach, expect, test } from "vitest";
import { useNext, withNext } from "./useNext";

afterEach(cleanup);

function Next() {
  return <output>{useNext() ?? "nowhere"}</output>;
}

function nextOf(search: string): string | null {
  render(
    <MemoryRouter initialEntries={[`/sign-in${search}`]}>
      <Next />
    </MemoryRouter>,
  );
  return screen.getByRole("status").textContent;
}

test("a path of this site is where one goes on to", () => {
  expect(nextOf("?next=%2Fj%2FKITE42")).toBe("/j/KITE42");
});

test.each([
  "https://evil.example",
  "//evil.example",
  "/\\evil.example",
  "/ /evil.example",
  "javascript:alert(1)",
])("%s is not: a link to sign in never leads off the site", (next) => {
  expect(nextOf(`?${new URLSearchParams({ next })}`)).toBe("nowhere");
});

test("the place to go on to is handed from page to page", () => {
  expect(withNext("/sign-up", "/j/KITE42")).toBe("/sign-up?next=%2Fj%2FKITE42");
  expect(withNext("/sign-up", null)).toBe("/sign-up");
});
