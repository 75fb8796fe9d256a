import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import { look } from "./look";
import { bringTo, deed, remark, sayAs, scheduleRoom } from "./rooms";
import { PHONE } from "./site";

const FORCED = { forcedColors: "active" } as const;

/** The colour that something is filled with, as it comes out once the system has chosen. */
async function fillOf(target: Locator): Promise<string> {
  return await target.evaluate((element) => getComputedStyle(element).backgroundColor);
}

test("where the system chooses the colours, nothing is told by a colour that is gone", async ({ site }) => {
  const room = await scheduleRoom(site);
  await bringTo(site, room, "open", "live");
  await sayAs(site, room, "mia", "Something to look at.");
  const stranger = await site.visit({ ...FORCED, path: "/sign-in" });
  await look(stranger, "forced-sign-in");
  const fay = await site.as("fay", FORCED);
  await expect(fay.getByRole("region", { name: "Live now" }).first()).toBeVisible();
  await look(fay, "forced-today");

  await fay.goto(room.path);
  await expect(fay.getByRole("heading", { name: /In one sentence each/ })).toBeVisible();
  await deed(fay, room, "moves", { from: 0, to: 2 });
  await remark(fay, "Something to look at.").getByRole("button", { name: "Spotlight" }).click();
  await expect(remark(fay, "Something to look at.")).toContainText("on the projector");
  const guide = fay.getByRole("region", { name: "Guide", exact: true }).getByRole("listitem");
  const node = (place: number) => guide.nth(place).locator("[aria-hidden]").first();
  const [done, now, later] = [await fillOf(node(0)), await fillOf(node(2)), await fillOf(node(4))];
  expect(new Set([done, now, later]).size, "what was, what is and what comes look different").toBe(3);
  const dot = fay.getByRole("banner").getByRole("status").locator("[aria-hidden]");
  expect(await fillOf(dot)).not.toBe(await fillOf(fay.locator("body")));
  await look(fay, "forced-room");

  const max = await site.as("max", { ...PHONE, ...FORCED, path: room.path });
  await expect(max.getByText("on the projector")).toBeVisible();
  await look(max, "forced-phone-room");
  const wall = await site.as("fay", { ...FORCED, path: `${room.path}/projector` });
  await expect(wall.getByRole("heading", { name: "Something to look at." })).toBeVisible();
  await look(wall, "forced-projector");
});
