import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "@playwright/test";
import { expect } from "@playwright/test";
import type axe from "axe-core";

/** How axe holds a colour. Its types leave that out. */
type Shades = Record<"r" | "g" | "b" | "alpha", number>;
type Color = Shades & { parseString(this: Shades, written: string): Shades };

declare global {
  interface Window {
    axe: typeof axe & { commons: { color: { Color: { prototype: Color } } } };
  }
}

const AXE = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
const SCREENS = fileURLToPath(new URL("../test-results/screens", import.meta.url));
/** Where nobody will look at the pictures none are taken. */
const IS_WATCHED = !process.env.CI;
/** WCAG 2.2 AA and the best practices. */
const EVERYTHING: axe.RunOnly = {
  type: "tag",
  values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
};
/** All of it that another theme, which is nothing but other colours, could change. */
const COLOURS: axe.RunOnly = { type: "rule", values: ["color-contrast", "link-in-text-block"] };
/** The rules that ask for what every page has, and a dialog hides while it is open. */
const RULES_OF_PAGE = ["landmark-one-main", "page-has-heading-one"];

/**
 * Looks at the page as it stands, in both themes: finds no fault with it by WCAG 2.2 AA and the best practices, and
 * no part that is wider than the screen; and keeps a picture, unless `CI` is set.
 */
export async function look(page: Page, name: string): Promise<void> {
  await settled(page);
  // What the bar half covers would be judged by the half that shows.
  await page.evaluate(() => scrollTo(0, 0));
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await drawn(page);
    await expectNoFault(page, `${name} (${colorScheme})`, colorScheme === "light" ? EVERYTHING : COLOURS);
    if (!IS_WATCHED) continue;
    mkdirSync(SCREENS, { recursive: true });
    await page.screenshot({ path: join(SCREENS, `${name}-${colorScheme}.png`), animations: "disabled" });
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await expectNothingWide(page, name);
}

/** Waits until the page has its heading and everything else that it fetches. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator("h1").first()).toBeAttached();
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expect(page.getByRole("main").getByText(/^(Loading|Cargando)…$/)).toHaveCount(0);
}

/** Waits until a list that holds only what is on the screen has drawn what is there now, after a scroll or a change of colours. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );
  await expect(page.locator("[role=feed]:not(:has(article))")).toHaveCount(0);
}

/** Does something while the browser is set to letters twice as large, as people with low vision set it. */
export async function inLettersTwiceAsLarge(page: Page, deed: () => Promise<void>): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const set = (standard: number) => browser.send("Page.setFontSizes", { fontSizes: { standard } });
  const rem = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  await set(32);
  await expect.poll(rem).toBe("32px");
  await deed();
  await set(16);
  await expect.poll(rem).toBe("16px");
  await browser.detach();
}

async function expectNoFault(page: Page, name: string, asked: axe.RunOnly): Promise<void> {
  const unasked = await rulesUnasked(page);
  await bringAxe(page);
  const options: axe.RunOptions = {
    // No rule of these standards reads the style sheets, which axe would otherwise fetch anew each time.
    preload: false,
    resultTypes: ["violations"],
    runOnly: without(asked, unasked),
    rules: Object.fromEntries(unasked.map((rule) => [rule, { enabled: false }])),
  };
  const faults = await faultsOf(page, options);
  expect(faults, `faults of ${name}`).toEqual([]);
}

/** Half a megabyte for each page that is looked at: handed over as it is, it takes half the time that `evaluate` does. */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate(() => "axe" in window)) return;
  const browser = await page.context().newCDPSession(page);
  await browser.send("Runtime.evaluate", { expression: AXE });
  await browser.detach();
  await page.evaluate(rememberColours);
}

/** Lets axe read each colour once: of hundreds of elements it reads the same dozen, for a quarter of all its time. */
function rememberColours(): void {
  const { prototype } = window.axe.commons.color.Color;
  const { parseString } = prototype;
  const known = new Map<string, Shades>();
  prototype.parseString = function (written) {
    const { r, g, b, alpha } = known.get(written) ?? parseString.call(this, written);
    known.set(written, { r, g, b, alpha });
    return Object.assign(this, { r, g, b, alpha });
  };
}

/** Of rules that are named one by one axe asks each, also one that is turned off. */
function without(asked: axe.RunOnly, unasked: readonly string[]): axe.RunOnly {
  if (asked.type !== "rule") return asked;
  return { ...asked, values: asked.values.filter((rule) => !unasked.includes(rule)) };
}

async function faultsOf(page: Page, options: axe.RunOptions): Promise<string[]> {
  const { violations } = await page.evaluate((how) => window.axe.run(document, how), options);
  const faults: string[] = [];
  for (const { id, help, nodes } of violations) {
    for (const { html, target, failureSummary = "" } of nodes) {
      const isJudged = id !== "target-size" || !(await isUnderABar(page.locator(String(target))));
      if (isJudged) faults.push(`${id}: ${help}\n  ${html}\n  ${failureSummary}`);
    }
  }
  return faults;
}

/** Whether something large enough is only half to be seen where the page happens to stand, since a bar floats over it. */
function isUnderABar(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    if (width < 24 || height < 24) return false;
    const shares = [0.02, 0.25, 0.5, 0.75, 0.98];
    return shares.some((across) =>
      shares.some((down) => {
        let over = document.elementFromPoint(left + width * across, top + height * down);
        if (over === null || element.contains(over) || over.contains(element)) return false;
        while (over !== null && !/fixed|sticky/.test(getComputedStyle(over).position))
          over = over.parentElement;
        return over !== null;
      }),
    );
  });
}

/**
 * The rules that cannot be asked now. Where the system chooses the colours their contrast is its own, and what the page is
 * told of them is not what is seen; and a dialog hides what every page must have.
 */
async function rulesUnasked(page: Page): Promise<string[]> {
  const isForced = await page.evaluate(() => matchMedia("(forced-colors: active)").matches);
  const isInDialog = (await page.getByRole("dialog").count()) > 0;
  return [...(isForced ? ["color-contrast"] : []), ...(isInDialog ? RULES_OF_PAGE : [])];
}

/** Nothing sticks out sideways, so nobody has to push the page to read a line. */
export async function expectNothingWide(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => element.outerHTML.slice(0, 120));
  });
  expect(wide, `wider than the screen in ${name}`).toEqual([]);
}
