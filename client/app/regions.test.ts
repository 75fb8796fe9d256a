// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { moveBetweenRegions } from "./regions";

beforeEach(() => {
  document.body.innerHTML = `
    <header data-region><a href="/">Home</a></header>
    <main data-region>
      <section aria-label="Guide"><button type="button">One</button></section>
      <section>Has no name, so it is no region</section>
      <aside aria-label="People"></aside>
    </main>`;
  // Without a layout nothing is in sight; here everything is.
  for (const element of document.querySelectorAll<HTMLElement>("*")) {
    element.getClientRects = () => [new DOMRect()] as unknown as DOMRectList;
  }
});

afterEach(() => {
  document.body.innerHTML = "";
});

const here = () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName;
const next = () => moveBetweenRegions({ shiftKey: false });
const before = () => moveBetweenRegions({ shiftKey: true });

test("F6 goes through the regions and round again", () => {
  const seen = [1, 2, 3, 4, 5].map(() => {
    next();
    return here();
  });
  expect(seen).toEqual(["HEADER", "MAIN", "Guide", "People", "HEADER"]);
});

test("with Shift it goes back, also round the start", () => {
  before();
  expect(here()).toBe("People");
  before();
  expect(here()).toBe("Guide");
});

test("it goes on from the innermost region in which the focus is", () => {
  document.querySelector("button")!.focus();
  next();
  expect(here()).toBe("People");
});
