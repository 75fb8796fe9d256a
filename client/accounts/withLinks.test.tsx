// @vitest-environment happy-dom
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { withLinks } from "./withLinks";

test("web addresses become links, and nothing else does", () => {
  render(<p>{withLinks("Open http://localhost:3000/verify?token=abc now, not javascript:alert(1).")}</p>);
  const links = screen.getAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["http://localhost:3000/verify?token=abc"]);
});
