import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { allianceSpace, composer, fillThread, readToOf, said, startThread } from "./threads";

/** As many as the cast may say in a minute. */
const LONG = 240;

test("a long thread is scrolled, and any reply is reached by its address", async ({ site }) => {
  test.slow();
  const space = await allianceSpace(site);
  const mia = await site.caller("mia");
  const thread = await startThread(mia, space.categories[3]!.id, { title: "Some hundred replies" });
  await fillThread(site, thread, LONG);
  const max = await site.as("max", { path: `${thread.path}/157` });

  await test.step("by its address, with what stands around it", async () => {
    await expect(said(max, "Reply number 157.")).toBeFocused();
    await expect(said(max, "Reply number 157.")).toBeInViewport();
    await expect(max.getByRole("slider", { name: "Place in the thread" })).toHaveAttribute(
      "aria-valuenow",
      "157",
    );
    expect(await max.getByRole("feed").getByRole("article").count()).toBeLessThan(40);
  });

  await test.step("scrolled either way, what is read does not jump", async () => {
    for (const by of [-900, -900, -900, 700, 700, 700, 700]) {
      await turnWheel(max, by);
      await expect(max.locator("[data-missing]")).toHaveCount(0);
    }
    // Where one is and what the address says agree, a moment later.
    const slider = max.getByRole("slider", { name: "Place in the thread" });
    await expect(async () => {
      const at = Number(await slider.getAttribute("aria-valuenow"));
      expect(at).toBeGreaterThan(140);
      expect(at).toBeLessThan(175);
      expect(new URL(max.url()).pathname).toBe(`${thread.path}/${at}`);
    }).toPass();
    await expectStill(max);
  });

  await test.step("by the line at the side, and by number", async () => {
    const slider = max.getByRole("slider", { name: "Place in the thread" });
    await slider.focus();
    await slider.press("End");
    await expect(said(max, `Reply number ${LONG}.`)).toBeInViewport();
    await slider.press("Home");
    await expect(max.getByRole("heading", { name: "Some hundred replies" })).toBeInViewport();
    await max.keyboard.press("g");
    const sheet = max.getByRole("dialog", { name: "Go to a reply" });
    await sheet.getByRole("textbox", { name: "Number of the reply" }).fill("222");
    await sheet.getByRole("button", { name: "Go there" }).click();
    await expect(said(max, "Reply number 222.")).toBeFocused();
    await expect(said(max, "Reply number 222.")).toBeInViewport();
  });

  await test.step("a reload leads to the same place, and back to where one came from", async () => {
    await expect.poll(() => new URL(max.url()).pathname).toBe(`${thread.path}/222`);
    await max.reload();
    await expect(said(max, "Reply number 222.")).toBeFocused();
    await expect(said(max, "Reply number 222.")).toBeInViewport();
    await max.getByRole("link", { name: "Introductions" }).click();
    await expect(max.getByRole("heading", { name: "Introductions" })).toBeVisible();
    await max.goBack();
    await expect(said(max, "Reply number 222.")).toBeInViewport();
  });

  await test.step("words are found wherever they stand, by the key", async () => {
    await max.goto(`${thread.path}/120`);
    await expect(said(max, "Reply number 120.")).toBeFocused();
    await max.keyboard.press("f");
    await expect(fieldOf(max)).toBeFocused();
    await max.keyboard.type("lanterns");
    await expectFound(max, 150, "3 of 4");
    await look(max, "thread-find");
    await max.keyboard.press("Enter");
    await expectFound(max, 200, "4 of 4");
    await max.keyboard.press("Enter");
    await expectFound(max, 50, "1 of 4");
    await max.keyboard.press("Shift+Enter");
    await expectFound(max, 200, "4 of 4");
    await expect(fieldOf(max)).toBeFocused();
    await max.getByRole("button", { name: "Previous reply with these words" }).click();
    await expectFound(max, 150, "3 of 4");
    await max.getByRole("button", { name: "Next reply with these words" }).click();
    await expectFound(max, 200, "4 of 4");
  });

  await test.step("the address keeps what is looked for; Escape goes to where it was found", async () => {
    await expect.poll(() => new URL(max.url()).pathname).toBe(`${thread.path}/200`);
    await max.reload();
    await expectFound(max, 200, "4 of 4");
    await fieldOf(max).fill("wombat");
    await expect(max.getByRole("search").getByRole("status")).toHaveText("Nowhere");
    await expect(said(max, "Reply number 200.")).toBeInViewport();
    await max.setViewportSize({ width: 360, height: 740 });
    await look(max, "phone-thread-find-none");
    // Whoever looks at a page stands at its top, and finds the first from there.
    await fieldOf(max).fill("lantern");
    await expectFound(max, 50, "1 of 4");
    await look(max, "phone-thread-find");
    await max.setViewportSize({ width: 1360, height: 860 });
    await fieldOf(max).press("Escape");
    await expect(fieldOf(max)).toHaveCount(0);
    await expect(said(max, "Reply number 50.")).toBeFocused();
    expect(new URL(max.url()).search).toBe("");
  });

  await test.step("the button leads to the same", async () => {
    await max.goto(thread.path);
    await max.getByRole("button", { name: "Find in this thread" }).click();
    await fieldOf(max).fill("lantern door");
    await expectFound(max, 50, "1 of 4");
    await max.getByRole("button", { name: "Close the search in this thread" }).click();
    await expect(said(max, "Reply number 50.")).toBeFocused();
  });

  await test.step("who has read to the end finds nothing new in the lists", async () => {
    await max.goto(`${thread.path}/${LONG}`);
    await expect(said(max, `Reply number ${LONG}.`)).toBeInViewport();
    await expect.poll(() => readToOf(max, thread.id)).toBe(LONG + 1);
    await max.goto(`/spaces/${space.id}`);
    const row = max.getByRole("listitem").filter({ hasText: "Some hundred replies" });
    await expect(row).toContainText(`${LONG} replies`);
    await expect(row.getByText("Unread:")).toHaveCount(0);
  });
});

/** The field in which one writes what is looked for in the thread. */
function fieldOf(page: Page): Locator {
  return page.getByRole("searchbox", { name: "Find in this thread" });
}

/** That reply is shown as the one of those in which the words were found. */
async function expectFound(page: Page, place: number, says: string): Promise<void> {
  await expect(page.getByRole("search").getByRole("status")).toHaveText(says);
  await expect(said(page, `Reply number ${place}.`)).toBeInViewport();
}

/** Turns the wheel over the thread, and waits until the page has come to rest after it. */
async function turnWheel(page: Page, by: number): Promise<void> {
  await page.mouse.move(400, 400);
  const rest = await page.evaluateHandle(() => {
    const once = { once: true, passive: true };
    const comes = new Promise<Event>((resolve) => {
      addEventListener("wheel", () => addEventListener("scrollend", resolve, once), once);
    });
    return { comes };
  });
  await page.mouse.wheel(0, by);
  await rest.evaluate(({ comes }) => comes.then(() => {}));
}

/** Nothing of what is on the page moves by itself for a while; more may come into it out of sight. */
async function expectStill(page: Page): Promise<void> {
  const moved = await page.evaluate(async () => {
    const tops = () =>
      new Map(
        [...document.querySelectorAll("article[data-place]")].map((post) => [
          post.getAttribute("data-place"),
          Math.round(post.getBoundingClientRect().top),
        ]),
      );
    const before = tops();
    for (let frames = 0; frames < 30; frames++) await new Promise(requestAnimationFrame);
    return [...tops()]
      .filter(([place, top]) => before.has(place) && before.get(place) !== top)
      .map(([place, top]) => ({ place, from: before.get(place), to: top }));
  });
  expect(moved).toEqual([]);
}

test("a thread is read and answered with nothing but keys", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.caller("mia");
  const thread = await startThread(mia, space.categories[2]!.id, {
    title: "With keys alone",
    kind: "practice",
  });
  await fillThread(site, thread, 8, ["mia", "ola"]);
  const page = await site.as("max", { path: `/spaces/${space.id}` });
  const max = await keyboardOnly(page);
  await max.tabTo(page.getByRole("link", { name: "With keys alone", exact: true }));
  await max.press("Enter");
  await expect(page.getByRole("heading", { name: "With keys alone" })).toBeFocused();
  await max.press("j");
  await expect(said(page, "Let us begin.")).toBeFocused();
  await max.press("j", "j");
  await expect(said(page, "Reply number 2.")).toBeFocused();
  await max.press("k");
  await expect(said(page, "Reply number 1.")).toBeFocused();
  await max.tabTo(said(page, "Reply number 1.").getByRole("button", { name: "Thanks" }));
  await max.press("Space");
  await expect(said(page, "Reply number 1.").getByRole("button", { name: "Thanks" })).toHaveText("Thanks 1");
  await max.tabTo(said(page, "Reply number 1.").getByRole("button", { name: /^More/ }));
  await max.press("Enter", "ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Bookmark" })).toBeFocused();
  await max.press("Enter");
  await expect(page.getByText("Bookmarked.")).toBeVisible();
  await expect(said(page, "Reply number 1.").getByRole("button", { name: /^More/ })).toBeFocused();
  await max.press("g");
  await expect(page.getByRole("textbox", { name: "Number of the reply" })).toBeFocused();
  await max.type("7");
  await max.press("Enter");
  await expect(said(page, "Reply number 7.")).toBeFocused();
  await max.press("c");
  await expect(composer(page)).toBeFocused();
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  await max.type("Letters are letters: j k g c.");
  await max.press("Control+Enter");
  await expect(said(page, "Letters are letters: j k g c.")).toBeVisible();
  await max.tabTo(page.getByRole("button", { name: /^How closely you follow/ }), "Shift+Tab");
  await max.press("Enter", "Home", "Enter");
  await expect(page.getByRole("button", { name: /Watching/ })).toBeFocused();
  max.expectNoPointer();
});
