// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import { Chips } from "./Chips";

afterEach(cleanup);

const options = ["light", "dark", "system"].map((value) => ({ value, label: value }));

function Themes() {
  const [value, setValue] = useState("light");
  return <Chips label="Theme" options={options} value={value} onChange={setValue} />;
}

const chosen = () => screen.getAllByRole("radio", { checked: true }).map(({ textContent }) => textContent);

test("one is chosen at a time, and one alone is reached by Tab", () => {
  render(<Themes />);
  fireEvent.click(screen.getByRole("radio", { name: "dark" }));
  expect(chosen()).toEqual(["dark"]);
  expect(screen.getAllByRole("radio").map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]);
});

test("arrows choose the next and the one before, round both ends", () => {
  render(<Themes />);
  fireEvent.keyDown(screen.getByRole("radiogroup"), { key: "ArrowLeft" });
  expect(chosen()).toEqual(["system"]);
  fireEvent.keyDown(screen.getByRole("radiogroup"), { key: "ArrowRight" });
  expect(chosen()).toEqual(["light"]);
  expect(document.activeElement?.textContent).toBe("light");
});
