import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { bringTo, deed, type Room, readRoom, remark, scheduleRoom } from "./rooms";
import { PHONE, type Site } from "./site";
import { wordsOf } from "./words";

const PROMPTS = {
  opening: /In one sentence each/,
  before: /What became of what we said/,
  gleaned: /You who attended/,
  commitments: /Who will do what, by when/,
} as const;

/** A room that has begun, with one remark in it. */
async function liveRoom(site: Site): Promise<Room> {
  const room = await scheduleRoom(site);
  await bringTo(site, room, "open", "live");
  const mia = await site.caller("mia");
  await deed(mia, room, "contributions", { kind: "question", text: "Who starts?", isUnnamed: false });
  return room;
}

const stops = (page: Page) => page.getByRole("list").filter({ has: page.locator("[aria-current=step]") });
const current = (page: Page) => stops(page).locator("[aria-current=step]");
/** The mark itself: for those who point; it has no name, since the segments' buttons do the same. */
const marker = (page: Page) => current(page).locator("[aria-hidden] > span");
const stopOf = (page: Page, place: number) => stops(page).getByRole("listitem").nth(place);

async function middleOf(target: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await target.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}

/** Takes the marker with the mouse and holds it above a stop. */
async function holdAbove(page: Page, place: number): Promise<void> {
  const from = await middleOf(marker(page));
  const to = await middleOf(stopOf(page, place).locator("[aria-hidden]").first());
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x + 20, to.y - 5, { steps: 8 });
}

test("the facilitator goes anywhere on the guide, and nobody's half-written words are lost", async ({
  site,
}) => {
  const room = await liveRoom(site);
  const fay = await site.as("fay", { path: room.path });
  const max = await site.as("max", { path: room.path });
  const heading = (name: RegExp) => max.getByRole("heading", { name });
  const undo = fay.getByRole("toolbar", { name: "Facilitate" }).getByRole("button", { name: "Undo" });
  await expect(heading(PROMPTS.opening)).toBeVisible();
  await expect(stops(max).getByRole("button")).toHaveCount(0);

  await remark(max, "Who starts?").getByRole("button", { name: "Answer" }).click();
  const [answer, words] = [
    max.getByRole("textbox", { name: "Your answer" }),
    max.getByRole("textbox", { name: "Your contribution" }),
  ];
  await answer.fill("Half an ans");
  await words.fill("Half a th");

  await test.step("by choosing a segment", async () => {
    await stops(fay)
      .getByRole("button", { name: /^Commitments Go/ })
      .click();
    await expect(heading(PROMPTS.commitments)).toBeVisible();
    await expect(current(max)).toContainText("Commitments");
    await expect(current(fay).getByRole("button")).toBeFocused();
    await undo.click();
    await expect(heading(PROMPTS.opening)).toBeVisible();
  });

  await test.step("by dragging the marker, back and forth", async () => {
    await holdAbove(fay, 2);
    await look(fay, "room-guide-dragging");
    await expect(heading(PROMPTS.opening), "nobody is moved before it is let go").toBeVisible();
    await fay.mouse.up();
    await expect(heading(PROMPTS.gleaned)).toBeVisible();
    await expect(current(fay)).toContainText("What was gleaned");
    await holdAbove(fay, 1);
    await fay.mouse.up();
    await expect(heading(PROMPTS.before)).toBeVisible();
  });

  await test.step("Escape, and the place that it was taken from, change nothing", async () => {
    const { seq } = await readRoom(fay, room);
    await holdAbove(fay, 4);
    await fay.keyboard.press("Escape");
    await fay.mouse.up();
    await holdAbove(fay, 4);
    const home = await middleOf(stopOf(fay, 1).locator("[aria-hidden]").first());
    await fay.mouse.move(home.x, home.y);
    await fay.mouse.up();
    await undo.click();
    await expect(heading(PROMPTS.gleaned)).toBeVisible();
    expect((await readRoom(fay, room)).seq, "nothing but the undoing").toBe(seq + 1);
  });

  await test.step("a room that moves on meanwhile takes the marker out of the hand", async () => {
    await holdAbove(fay, 5);
    await deed(fay, room, "moves", { from: 2, to: 0 });
    await expect(heading(PROMPTS.opening)).toBeVisible();
    await expect(current(fay)).toContainText("Opening round");
    await fay.mouse.up();
    await undo.click();
    await expect(heading(PROMPTS.gleaned)).toBeVisible();
  });

  await test.step("what was half written stands, and is said where the room is now", async () => {
    await expect(answer).toHaveValue("Half an ans");
    await expect(words).toHaveValue("Half a th");
    await words.pressSequentially("ought, now whole.");
    await words.press("Control+Enter");
    await expect(remark(fay, "Half a thought, now whole.")).toBeVisible();
    const { contributions } = await readRoom(fay, room);
    expect(contributions.at(-1)).toMatchObject({ text: "Half a thought, now whole.", segment: 2 });
  });
});

test("the guide is run with nothing but keys, and said to those who listen", async ({ site }) => {
  const room = await liveRoom(site);
  const page = await site.as("fay", { path: room.path });
  const keys = await keyboardOnly(page);
  await keys.tabTo(stops(page).getByRole("button", { name: /^What was gleaned Go/ }));
  await look(page, "room-guide-focus");
  await keys.press("Enter");
  await expect(page.getByRole("heading", { name: PROMPTS.gleaned })).toBeVisible();
  await expect(page.getByRole("status").filter({ hasText: "Now: What was gleaned." })).toBeAttached();
  await expect(current(page).getByRole("button")).toBeFocused();
  await keys.press("Enter");
  await keys.tabTo(stops(page).getByRole("button", { name: /^Opening round Go/ }), "Shift+Tab");
  await keys.press("Space");
  await expect(page.getByRole("heading", { name: PROMPTS.opening })).toBeVisible();
  await keys.press("u");
  await expect(page.getByRole("heading", { name: PROMPTS.gleaned })).toBeVisible();
  keys.expectNoPointer();
});

test("on a phone the marker follows the finger, and the sheet has the way back", async ({ site }) => {
  const es = wordsOf("es");
  const room = await liveRoom(site);
  const page = await site.as("fay", { ...PHONE, language: "es", path: room.path });
  await page
    .getByRole("button", { name: es("debriefs.tabs.guide"), exact: true })
    .last()
    .tap();
  const sheet = page.getByRole("dialog", { name: es("debriefs.tabs.guide") });
  await expect(sheet.getByText(es("debriefs.guide.hint"))).toBeVisible();
  const now = sheet.locator("[aria-current=step]");
  const from = await middleOf(now.locator("[aria-hidden] > span"));
  const to = await middleOf(sheet.getByRole("listitem").nth(3).locator("[aria-hidden]").first());
  const finger = await page.context().newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", y: number) =>
    finger.send("Input.dispatchTouchEvent", {
      type,
      touchPoints: type === "touchEnd" ? [] : [{ x: from.x, y }],
    });
  await touch("touchStart", from.y);
  for (let step = 1; step <= 6; step++) await touch("touchMove", from.y + ((to.y - from.y) * step) / 6);
  await touch("touchEnd", to.y);
  await expect(now).toContainText("¿Qué probaremos aquí?");
  await look(page, "es-phone-room-guide-facilitator");
  await sheet.getByRole("button", { name: es("debriefs.bar.undo") }).tap();
  await expect(now).toContainText("Ronda de apertura");
  await sheet.getByRole("button", { name: /^Compromisos/ }).tap();
  await expect(now).toContainText("Compromisos");
});
