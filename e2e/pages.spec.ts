import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { expectNothingWide, inLettersTwiceAsLarge, look, settled } from "./look";
import { findAlderRoom } from "./rooms";
import type { Site } from "./site";
import { wordsOf } from "./words";

const DESK = { viewport: { width: 1280, height: 860 } };

/**
 * Looks at a page at a desk, and makes sure that nothing has to be pushed sideways on phones, enlarged to 400 %, or
 * with letters twice as large.
 */
async function lookFromEverywhere(page: Page, name: string): Promise<void> {
  await look(page, name);
  for (const viewport of [
    { width: 360, height: 740 },
    { width: 320, height: 256 },
  ]) {
    await page.setViewportSize(viewport);
    await expectNothingWide(page, `${name} at ${viewport.width}`);
  }
  await page.setViewportSize(DESK.viewport);
  await inLettersTwiceAsLarge(page, async () => {
    await expectNothingWide(page, `${name} in large letters`);
    await page.setViewportSize({ width: 360, height: 740 });
    await expectNothingWide(page, `${name} in large letters on a phone`);
    await page.setViewportSize(DESK.viewport);
  });
}

/** Goes to a page and waits until it has everything that it shows. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await settled(page);
}

/** The path of the convening whose debriefs are today. */
async function todaysConvening(site: Site): Promise<string> {
  const { title } = await findAlderRoom(site);
  const max = await site.as("max", { path: "/convenings" });
  return (await max.getByRole("link", { name: title }).getAttribute("href"))!;
}

test("Today is full for everybody: a stranger, a member, and whoever holds a role", async ({
  sharedSite: site,
}) => {
  const stranger = await site.visit(DESK);
  await expect(stranger.getByRole("heading", { name: "Step into the demonstration" })).toBeVisible();
  await lookFromEverywhere(stranger, "today-stranger");
  for (const key of ["max", "fay", "ola", "cora", "stu", "ada"] as const) {
    const page = await site.as(key, DESK);
    await settled(page);
    await expect(page.getByRole("region", { name: "Your debriefs" })).toBeVisible();
    await expect(page.getByRole("heading", { name: "Next convenings" })).toBeVisible();
    await expect(
      page.getByRole("complementary").getByRole("link", { name: "Keeping Promises Visible" }),
    ).toBeVisible();
    await lookFromEverywhere(page, `today-${key}`);
    await page.context().close();
  }
});

test("one click makes somebody of the cast, and a second window somebody else", async ({
  sharedSite: site,
}) => {
  const first = await site.visit();
  await first.getByRole("button", { name: /Be Fay/ }).click();
  await expect(first.getByRole("button", { name: "Menu of Fay" })).toBeVisible();
  await first.getByRole("link", { name: "Go to the room" }).click();
  const here = first.getByRole("region", { name: "People here" });
  await expect(here).toContainText("Here · 1");
  const second = await site.visit();
  await second.getByRole("button", { name: /Be Mia/ }).click();
  await second.getByRole("link", { name: "Join the room" }).click();
  await expect(here).toContainText("Here · 2");
  await expect(here).toContainText("Mia");
});

test("convenings stand along their lines, and each has its debriefs and its guide", async ({
  sharedSite: site,
}) => {
  const path = await todaysConvening(site);
  const cora = await site.as("cora", { ...DESK, path: "/convenings" });
  await settled(cora);
  await expect(cora.getByRole("heading", { name: "Demonstration Series" })).toBeVisible();
  await expect(cora.getByRole("listitem")).not.toHaveCount(0);
  await lookFromEverywhere(cora, "convenings");
  await goTo(cora, path);
  const debriefs = cora.getByRole("region", { name: "Campus debriefs" });
  await expect(debriefs.getByRole("listitem")).toHaveCount(3);
  await expect(debriefs.getByRole("listitem").filter({ hasText: "Alder State" })).toContainText("Live now");
  await expect(debriefs.getByRole("link", { name: /Birch/ })).toHaveCount(0);
  await lookFromEverywhere(cora, "convening");
  const ada = await site.as("ada", { ...DESK, path: "/convenings" });
  await settled(ada);
  await ada.goto("/convenings/01arz3ndektsv4rrffq69g5fav");
  await expect(ada.getByRole("heading", { name: "There is no such page" })).toBeVisible();
});

test("a coordinator schedules a debrief and names who facilitates it", async ({ site }) => {
  const cora = await site.as("cora", { ...DESK, path: "/convenings" });
  await cora.getByRole("link", { name: "Keeping Promises Visible" }).click();
  await expect(cora.getByRole("heading", { name: "Keeping Promises Visible" })).toBeFocused();
  await cora.getByRole("button", { name: "Schedule the debrief of Alder State" }).click();
  const dialog = cora.getByRole("dialog", { name: "Debrief of Alder State" });
  await expect(dialog).toContainText("By the clock at Alder State");
  await expect(dialog).not.toContainText("That time has passed");
  await look(cora, "convening-schedule");
  await dialog.getByLabel("Day").fill("2031-03-05");
  await dialog.getByLabel("Begins at").fill("15:00");
  await dialog.getByRole("textbox", { name: "Where the cohort sits" }).fill("Library 12");
  await dialog.getByRole("button", { name: "Schedule it" }).click();
  await expect(dialog).toBeHidden();
  await expect(cora.getByText("Scheduled. Name its facilitator under Roles.")).toBeVisible();
  const debrief = cora.getByRole("region", { name: "Campus debriefs" }).getByRole("listitem");
  await expect(debrief).toContainText("Wed, Mar 5, 2031, 3:00");

  const max = await site.as("max", { path: "/" });
  await expect(max.getByRole("link", { name: "Look in: Keeping Promises Visible" })).toBeVisible();
  await max.getByRole("link", { name: "Look in: Keeping Promises Visible" }).click();
  await expect(max.getByText("This page opens by itself")).toBeVisible();
  await cora.getByRole("link", { name: "Roles" }).first().click();
  const where = cora.getByRole("combobox", { name: "Where" });
  await where.selectOption({ label: await nameOfOption(where, "Keeping Promises Visible") });
  await cora.getByRole("textbox", { name: "To whom" }).fill("max@alder.example");
  await cora.getByRole("button", { name: "Make facilitator" }).click();
  await expect(cora.getByText("Max holds the role now.")).toBeVisible();
  await expect(max.getByRole("button", { name: "Open the room" })).toBeVisible();
  await max.getByRole("button", { name: "Open the room" }).click();
  await expect(max.getByRole("heading", { name: /Welcome. Take a seat/ })).toBeVisible();
});

test("whoever administers names a facilitator for any campus's debrief", async ({ site }) => {
  const ada = await site.as("ada", { ...DESK, path: "/roles" });
  const where = ada.getByRole("combobox", { name: "Where" });
  await where.selectOption({ label: "Alder State" });
  await ada.getByRole("radio", { name: "Facilitator" }).click();
  const debrief = ada.getByRole("combobox", { name: "Which debrief" });
  await expect(debrief.locator("option")).not.toHaveCount(0);
  await lookFromEverywhere(ada, "roles-rooms");
  const { title } = await findAlderRoom(site);
  await debrief.selectOption({ label: await nameOfOption(debrief, title) });
  await ada.getByRole("textbox", { name: "To whom" }).fill("max@alder.example");
  await ada.getByRole("button", { name: "Make facilitator" }).click();
  await expect(ada.getByText("Max holds the role now.")).toBeVisible();
  const max = await site.as("max", { path: "/" });
  await expect(max.getByRole("link", { name: "Go to the room" })).toBeVisible();
  await where.selectOption({ label: "Cedar College" });
  await expect(debrief.locator("option").first()).toContainText("CED");
});

/** How the option with that title is named in whole. */
async function nameOfOption(select: Locator, title: string): Promise<string> {
  return (await select.locator("option", { hasText: title }).first().textContent())!;
}

test("a role is given and taken, and the pages of whoever holds it change", async ({ site }) => {
  const ada = await site.as("ada", { ...DESK, path: "/roles" });
  const ola = await site.as("ola", { ...DESK, path: "/convenings" });
  await settled(ada);
  await lookFromEverywhere(ada, "roles");
  const places = ola.getByRole("navigation", { name: "Main" });
  await expect(places.getByRole("link", { name: "Today" })).toBeVisible();
  await expect(places.getByRole("link", { name: "Roles" })).toBeHidden();

  await ada.getByRole("textbox", { name: "To whom" }).fill("nobody@birch.example");
  await ada.getByRole("combobox", { name: "Where" }).selectOption({ label: "Birch College" });
  await ada.getByRole("button", { name: "Make coordinator" }).click();
  await expect(ada.getByRole("textbox", { name: "To whom" })).toBeVisible();
  await look(ada, "roles-refused");
  await ada.getByRole("textbox", { name: "To whom" }).fill("ola@birch.example");
  await ada.getByRole("button", { name: "Make coordinator" }).click();
  await expect(ada.getByText("Ola holds the role now.")).toBeVisible();
  await expect(places.getByRole("link", { name: "Roles" })).toBeVisible();

  await ada.getByRole("button", { name: "Take the role back from Ola" }).click();
  await expect(ada.getByText("Ola no longer holds the role")).toBeVisible();
  await expect(places.getByRole("link", { name: "Roles" })).toBeHidden();
  await ada.getByRole("button", { name: "Undo" }).click();
  await expect(places.getByRole("link", { name: "Roles" })).toBeVisible();
});

test("settings change who one is, the language and the theme", async ({ site }) => {
  const mia = await site.as("mia", { ...DESK, path: "/settings" });
  await settled(mia);
  await lookFromEverywhere(mia, "settings");
  await mia.getByRole("radio", { name: "Dark" }).click();
  await expect(mia.locator("html")).toHaveAttribute("data-theme", "dark");
  await mia.reload();
  await expect(mia.locator("html")).toHaveAttribute("data-theme", "dark");
  await mia.getByRole("radio", { name: "As the device" }).click();

  const who = mia.getByRole("region", { name: "Who you are here" });
  await mia.getByRole("textbox", { name: "Your name" }).fill("");
  await who.getByRole("button", { name: "Save" }).click();
  await expect(mia.getByText("Write the name that colleagues know you by.")).toBeVisible();
  await expect(mia.getByRole("textbox", { name: "Your name" })).toBeFocused();
  await mia.getByRole("textbox", { name: "Your name" }).fill("Mia of the Library");
  await who.getByRole("button", { name: "Save" }).click();
  await expect(mia.getByRole("button", { name: "Menu of Mia of the Library" })).toBeVisible();
  await mia.getByRole("radio", { name: "Español" }).click();
  await expect(mia.getByRole("heading", { name: wordsOf("es")("nav.settings"), level: 1 })).toBeVisible();
  await expect(mia.locator("html")).toHaveAttribute("lang", "es");
});

test("every page speaks Spanish", async ({ site }) => {
  const es = wordsOf("es");
  const path = await todaysConvening(site);
  const cora = await site.as("cora", { ...DESK, language: "es" });
  await expect(cora.getByRole("heading", { name: es("nav.today") })).toBeAttached();
  for (const [place, name] of [
    ["/", "today"],
    ["/convenings", "convenings"],
    [path, "convening"],
    ["/groups", "groups"],
    ["/groups/new", "groups-new"],
    ["/roles", "roles"],
    ["/settings", "settings"],
    ["/nowhere", "not-found"],
  ] as const) {
    await goTo(cora, place);
    await expect(cora.locator("html")).toHaveAttribute("lang", "es");
    await lookFromEverywhere(cora, `es-${name}`);
  }
});

test("a page that is not there says so, and a stranger is led to where they wanted to go", async ({
  sharedSite: site,
}) => {
  const max = await site.as("max", { ...DESK, path: "/no/such/page" });
  await expect(max.getByRole("heading", { name: "There is no such page" })).toBeVisible();
  await lookFromEverywhere(max, "not-found");
  const stranger = await site.visit({ ...DESK, path: "/convenings" });
  await expect(stranger.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await lookFromEverywhere(stranger, "sign-in");
  await stranger.getByRole("button", { name: /Be Max/ }).click();
  await expect(stranger.getByRole("heading", { name: "Convenings", level: 1 })).toBeVisible();
  await expect(stranger).toHaveURL(/\/convenings$/);
});

test("keys alone lead through every page", async ({ sharedSite: site }) => {
  const page = await site.as("max", DESK);
  const keys = await keyboardOnly(page);
  await settled(page);
  await keys.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeInViewport();
  await keys.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();

  await keys.tabTo(
    page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Convenings" }),
    "Shift+Tab",
  );
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: "Convenings", level: 1 })).toBeFocused();
  await expect(page).toHaveTitle("Convenings · Throughline");

  await keys.press("?");
  const dialog = page.getByRole("dialog", { name: "Keys on this page" });
  await expect(dialog).toBeVisible();
  await look(page, "keys");
  await keys.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { name: "Convenings", level: 1 })).toBeFocused();

  await keys.press("F6");
  await expect(page.getByRole("banner")).toBeFocused();
  await keys.press("F6");
  await expect(page.getByRole("main")).toBeFocused();
  await keys.press("Shift+F6");
  await expect(page.getByRole("banner")).toBeFocused();

  await keys.tabTo(page.getByRole("button", { name: "Menu of Max" }));
  await keys.press("Enter");
  await expect(page.getByRole("link", { name: "Settings" })).toBeVisible();
  await look(page, "account-menu");
  await keys.press("Escape");
  await expect(page.getByRole("link", { name: "Settings" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Menu of Max" })).toBeFocused();
  keys.expectNoPointer();
});
