import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { look } from "./look";
import { newestMessage } from "./mail";
import { bringTo, deed, findAlderRoom, remark, say, scheduleRoom } from "./rooms";
import { PHONE } from "./site";
import { wordsOf } from "./words";

const WALL = { viewport: { width: 1600, height: 900 } };

/** Whatever a wall says, to eyes and to ears, names nobody. */
async function expectNoNames(page: Page): Promise<void> {
  const everything = await page.evaluate(() => {
    const spoken = [...document.querySelectorAll("[aria-label], [title], [alt]")].map((element) =>
      ["aria-label", "title", "alt"].map((name) => element.getAttribute(name) ?? "").join(" "),
    );
    return [document.title, document.body.textContent, ...spoken].join("\n");
  });
  for (const name of ["Fay", "Max", "Mia", "Cora", "Counseling", "Library", "alder.example"])
    expect(everything, `the wall says ${name}`).not.toContain(name);
}

test("the wall shows prompt, time, code and tallies, and never a name", async ({ site }) => {
  const room = await scheduleRoom(site);
  const fay = await site.as("fay", { ...WALL, path: room.path });
  const max = await site.as("max", { path: room.path });
  await expect(fay.getByRole("button", { name: "Open the room" })).toBeVisible();
  const opening = fay.waitForEvent("popup");
  await fay.getByRole("link", { name: "Projector" }).click();
  const wall = await opening;
  const tallies = wall.getByRole("listitem");
  await expect(wall.getByRole("heading", { name: room.title })).toBeVisible();
  await look(wall, "projector-scheduled");

  await fay.getByRole("button", { name: "Open the room" }).click();
  await expect(tallies.filter({ hasText: "here" })).toHaveText("2 here");
  await expect(wall.getByText(room.code)).toBeVisible();
  const address = `${site.origin}/j/${room.code.replace(" ", "")}`;
  const code = wall.getByRole("img", { name: address });
  await expect(code).toBeVisible();
  expect((await code.boundingBox())!.width).toBeGreaterThan(120);
  await expect(wall.getByText(`Join at ${new URL(site.origin).host}/j`)).toBeVisible();
  await look(wall, "projector-open");

  await fay.getByRole("button", { name: "Begin" }).click();
  await expect(wall.getByRole("heading", { name: /In one sentence each/ })).toBeVisible();
  await expect(wall.getByRole("timer")).toHaveText(/[45]:\d\d/);
  await say(max, "Max asks Mia in the Library what Cora would try.");
  await deed(max, room, "contributions", { kind: "question", text: "What would we try?", isUnnamed: false });
  await deed(max, room, "hands", {});
  await expect(tallies.filter({ hasText: "contributions" })).toHaveText("2 contributions");
  await expect(tallies.filter({ hasText: "hand" })).toHaveText("1 hand");
  await fay.getByRole("button", { name: "Call Max" }).click();
  await expect(max.getByText("You have the floor", { exact: true })).toBeVisible();
  await expect(tallies.filter({ hasText: "hand" })).toHaveText("0 hands");
  await expectNoNames(wall);
  await look(wall, "projector-live");

  await remark(fay, "What would we try?").getByRole("button", { name: "Spotlight" }).click();
  await expect(wall.getByRole("heading", { name: "What would we try?" })).toBeVisible();
  await expectNoNames(wall);
  await look(wall, "projector-spotlight");
  await deed(fay, room, "breath", { sentence: "Let us be quiet for a minute." });
  await expect(wall.getByRole("heading", { name: "Let us be quiet for a minute." })).toBeVisible();
  await deed(fay, room, "breath/end", {});
  await expect(wall.getByRole("heading", { name: "What would we try?" })).toBeVisible();
  await remark(fay, "What would we try?").getByRole("button", { name: "Take away" }).click();
  await bringTo(site, room, "closing");
  await expect(tallies.filter({ hasText: "takeaway" })).toHaveText("1 takeaway");
  await expect(tallies.filter({ hasText: "came" })).toHaveText("2 came");
  await expect(wall.getByRole("heading", { name: "What would we try?" }), "no longer lit").toBeHidden();
  await expect(wall.getByRole("heading", { level: 1 })).toHaveText(wordsOf("en")("debriefs.wall.closing"));
  await look(wall, "projector-closing");
  await bringTo(site, room, "closed");
  await expect(wall.getByRole("heading", { name: /The room is closed/ })).toBeVisible();
  await expect(wall.getByText(room.code)).toBeHidden();
  await expectNoNames(wall);
  await look(wall, "projector-closed");
});

test("a wall speaks Spanish, and says so when it is not up to date", async ({ site }) => {
  const room = await findAlderRoom(site);
  const relay = await site.relay();
  const wall = await site.as("fay", { ...WALL, relay, language: "es", path: `${room.path}/projector` });
  await expect(wall.getByRole("heading", { name: /¿Dónde se nota esto/ })).toBeVisible();
  await expectNoNames(wall);
  await look(wall, "es-projector-live");
  relay.cut();
  await expect(wall.getByRole("status").filter({ hasText: "Sin conexión" })).toBeVisible();
  await look(wall, "es-projector-offline");
});

test("a member types the code on a phone and stands in the room", async ({ site }) => {
  const room = await findAlderRoom(site);
  const max = await site.as("max", { ...PHONE, path: "/j" });
  await look(max, "phone-join");
  await max.getByRole("textbox", { name: "Code" }).fill("nowhere 10");
  await max.getByRole("button", { name: "Go to the room" }).tap();
  await expect(max.getByText(/None of your rooms has this code/)).toBeVisible();
  await look(max, "phone-join-unknown");
  await max.getByRole("textbox", { name: "Code" }).fill(room.code.toLowerCase().replace(" ", ""));
  await max.getByRole("button", { name: "Go to the room" }).tap();
  await expect(max).toHaveURL(new RegExp(`${room.path}$`));
  await expect(max.getByRole("timer")).toBeVisible();

  const ola = await site.as("ola", { ...PHONE, path: `/j/${room.code.replace(" ", "")}` });
  await expect(ola.getByText(/None of your rooms has this code/)).toBeVisible();
});

test("a stranger scans the code, signs up, confirms, and stands in the room", async ({ site }) => {
  const room = await findAlderRoom(site);
  const page = await site.visit({ ...PHONE, path: `/j/${room.code.replace(" ", "")}` });
  await expect(page.getByRole("heading", { name: "One step before the room" })).toBeVisible();
  await expect(page.getByText(room.code)).toBeVisible();
  await look(page, "phone-join-stranger");
  await page.getByRole("main").getByRole("link", { name: "Sign up" }).tap();
  await page.getByRole("radio", { name: /Demonstration Alliance/ }).check();
  await page.getByRole("radio", { name: /Alder State/ }).check();
  await page.getByRole("textbox", { name: "Mailbox name" }).fill("nell");
  await page.getByRole("textbox", { name: "Your name" }).fill("Nell");
  await page.getByRole("textbox", { name: "Choose a password" }).fill("several plain words");
  await page.getByRole("button", { name: "Send me the message" }).tap();
  await expect(page.getByRole("heading", { name: "Look in your mailbox" })).toBeVisible();
  const { link } = (await newestMessage(page, "nell@alder.example"))!;

  await test.step("also where the link is opened on another device, where the password is chosen", async () => {
    const other = await site.visit({ path: link });
    await other.getByRole("button", { name: "Confirm this address" }).click();
    await other.getByRole("textbox", { name: "Choose a password" }).fill("several plain words");
    await other.getByRole("button", { name: "Confirm this address" }).click();
    await expect(other).toHaveURL(new RegExp(`${room.path}$`));
    await expect(other.getByRole("timer")).toBeVisible();
    await say(other, "I came by the code.");
    const fay = await site.as("fay", { path: room.path });
    await expect(fay.getByRole("article", { name: "Insight by Nell" })).toBeVisible();
  });
});
