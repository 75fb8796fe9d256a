import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { allianceSpace, expectInThread, replyTo, said, startThread } from "./threads";

/** The menu in which one chooses how closely something of that name is followed. */
function menuOf(page: Page | Locator, name: string): Locator {
  return page.getByRole("button", { name: `How closely you follow ${name}:` });
}

/** A menu is open and hears the keys. */
async function expectOpen(page: Page): Promise<void> {
  await expect(page.locator("[role=menu]:focus-within")).toBeVisible();
}

test("a space, a tag, a thread and a person are followed with nothing but keys, and the settings tell the same", async ({
  site,
}) => {
  const space = await allianceSpace(site);
  const ola = await site.caller("ola");
  const thread = await startThread(ola, space.categories[1]!.id, {
    title: "To be heard of",
    tags: ["letters"],
  });
  await replyTo(ola, thread, "One thing more.");
  const page = await site.as("max", { path: `/spaces/${space.id}` });
  const max = await keyboardOnly(page);
  const ofPerson = async (entry: string) => {
    await max.tabTo(
      said(page, "One thing more.").getByRole("button", { name: "More about the post by Ola" }),
    );
    await max.press("Enter");
    const item = page.getByRole("menuitem", { name: entry });
    for (let step = 0; step < 12 && !(await isFocused(item)); step++) await max.press("ArrowDown");
    await expect(item).toBeFocused();
  };

  await test.step("a space is watched", async () => {
    await max.tabTo(menuOf(page, space.title));
    await max.press("Enter");
    await expect(page.getByRole("menuitemradio", { name: /^Not following/ })).toBeFocused();
    await look(page, "following-space");
    await max.press("Home", "Enter");
    await expect(menuOf(page, space.title)).toBeFocused();
    await expect(menuOf(page, space.title)).toHaveText("Watching");
  });

  await test.step("a thread is muted, which Escape does not do", async () => {
    await max.tabTo(page.getByRole("link", { name: "To be heard of", exact: true }));
    await max.press("Enter");
    await expectInThread(page);
    // What is watched with its space has nothing of its own.
    const menu = page.getByRole("button", { name: /^How closely you follow:/ });
    await max.tabTo(menu);
    await max.press("ArrowDown");
    await expectOpen(page);
    await max.press("End", "Escape");
    await expect(menu).toBeFocused();
    await expect(menu).toHaveText("Not following");
    await max.press("Enter");
    await expectOpen(page);
    await max.press("m", "Enter");
    await expect(menu).toBeFocused();
    await expect(menu).toHaveText("Muted");
  });

  await test.step("a person is followed", async () => {
    await ofPerson("Follow what Ola begins");
    await look(page, "following-person");
    await max.press("Enter");
    await expect(page.getByText("You follow what Ola begins.")).toBeVisible();
  });

  await test.step("a tag is followed, where one chose it", async () => {
    await max.tabTo(page.getByRole("link", { name: "letters", exact: true }), "Shift+Tab");
    await max.press("Enter");
    await max.tabTo(menuOf(page, "letters"));
    await max.press("Enter");
    await expectOpen(page);
    await max.press("f", "Enter");
    await expect(menuOf(page, "letters")).toHaveText("Following");
    await expect(page.getByRole("listitem").filter({ hasText: "To be heard of" })).toContainText("Muted");
    await look(page, "following-tag");
  });

  const follows = page.getByRole("region", { name: "What you follow" });
  await test.step("the settings tell the same, and change it", async () => {
    await page.goto("/settings");
    await expect(follows.getByRole("listitem")).toHaveCount(3);
    await expect(menuOf(follows, space.title)).toHaveText("Watching");
    await expect(menuOf(follows, "letters")).toHaveText("Following");
    await expect(menuOf(follows, "Ola")).toHaveText("Following");
    await look(page, "following-settings");
    await max.tabTo(menuOf(follows, "Ola"));
    await max.press("Enter", "End", "Enter");
    await expect(menuOf(follows, "Ola")).toHaveText("Muted");
    await expect(menuOf(follows, "Ola")).toBeFocused();
    await max.tabTo(follows.getByRole("button", { name: `Let go of ${space.title}` }), "Shift+Tab");
    await max.press("Enter");
    await expect(follows.getByRole("listitem")).toHaveCount(2);
    // The focus stays in the list that has become shorter.
    await expect(follows.locator(":focus")).toHaveCount(1);
    for (const name of ["letters", "Ola"]) {
      await max.tabTo(follows.getByRole("button", { name: `Let go of ${name}` }));
      if (name === "letters") await max.press("Enter");
    }
    await expect(follows.getByRole("listitem")).toHaveCount(1);
  });

  await test.step("what was chosen there holds in the thread and the space", async () => {
    await page.goto(thread.path);
    await expectInThread(page);
    await expect(page.getByRole("button", { name: "How closely you follow: Muted" })).toBeVisible();
    await ofPerson("Unmute Ola");
    await max.press("Enter");
    await expect(page.getByText("You follow Ola no more and have not muted them.")).toBeVisible();
    await page.goto("/settings");
    await expect(follows).toContainText("You follow no space, tag or person yet.");
    await look(page, "following-none");
  });
  max.expectNoPointer();
});

function isFocused(target: Locator): Promise<boolean> {
  return target.evaluate((element) => element === document.activeElement);
}

test("a menu opens again in the very moment after it closed, and a press on its button closes it", async ({
  site,
}) => {
  const space = await allianceSpace(site);
  const page = await site.as("max", { path: `/spaces/${space.id}` });
  const button = menuOf(page, space.title);
  await button.click();
  await expectOpen(page);
  await page.evaluate(() => {
    const menu = document.querySelector<HTMLElement>("[role=menu]:popover-open");
    const opener = document.querySelector<HTMLElement>(`[aria-controls="${menu?.id}"]`);
    menu?.hidePopover();
    opener?.click();
  });
  await expectOpen(page);
  await button.click();
  await expect(page.locator("[role=menu]:popover-open")).toHaveCount(0);
  await expect(button).toBeFocused();
  await expect(button).toHaveAttribute("aria-expanded", "false");
  await button.click();
  await expectOpen(page);
});
