// @vitest-environment happy-dom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { withLinks } from "./withLinks";

afterEach(cleanup);

test("web addresses become links, and nothing else does", () => {
  render(<p>{withLinks("Open http://localhost:3000/verify?token=abc now, not javascript:alert(1).")}</p>);
  const links = screen.getAllByRole("link");
  expect(links.map((link) => link.getAttribute("href"))).toEqual(["http://localhost:3000/verify?token=abc"]);
});
