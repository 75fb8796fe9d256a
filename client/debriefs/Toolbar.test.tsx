// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { Toolbar } from "./Toolbar";

afterEach(cleanup);

const bar = (names: readonly string[]) => (
  <Toolbar label="Facilitate">
    {names.map((name) => (
      <button key={name} type="button">
        {name}
      </button>
    ))}
  </Toolbar>
);

const stops = () =>
  screen
    .getAllByRole("button")
    .filter(({ tabIndex }) => tabIndex === 0)
    .map(({ textContent }) => textContent);

function press(key: string) {
  fireEvent.keyDown(document.activeElement as Element, { key });
  return document.activeElement?.textContent;
}

test("a toolbar is one stop, and arrows, Home and End move within, round the ends", () => {
  render(bar(["Back", "Next", "Close"]));
  expect(stops()).toEqual(["Back"]);
  screen.getByText("Back").focus();
  expect(press("ArrowRight")).toBe("Next");
  expect(stops()).toEqual(["Next"]);
  expect(press("End")).toBe("Close");
  expect(press("ArrowRight")).toBe("Back");
  expect(press("ArrowLeft")).toBe("Close");
  expect(press("Home")).toBe("Back");
});

test("when the button that was the stop goes, another is", () => {
  const { rerender } = render(bar(["Back", "Next", "Undo"]));
  screen.getByText("Undo").focus();
  expect(stops()).toEqual(["Undo"]);
  rerender(bar(["Back", "Next"]));
  expect(stops()).toEqual(["Back"]);
});
