import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { bringTo, expectInRoom, remark, sayAs, scheduleRoom } from "./rooms";
import { PHONE } from "./site";
import { wordsOf } from "./words";

test("a held prompt: written on a phone, declined, written anew and shown, with keys alone at the other end", async ({
  site,
}) => {
  const es = wordsOf("es");
  const room = await scheduleRoom(site);
  await bringTo(site, room, "open", "live");
  await sayAs(site, room, "fay", "What stood in our way?");
  const fayPage = await site.as("fay", { path: room.path });
  const max = await site.as("max", { ...PHONE, colorScheme: "dark", language: "es", path: room.path });
  const miaPage = await site.as("mia", { path: room.path });
  const fay = await keyboardOnly(fayPage);
  const mia = await keyboardOnly(miaPage);
  const waiting = (count: number) => fayPage.getByRole("button", { name: `Waiting (${count})` });
  const sheet = fayPage.getByRole("dialog", { name: "Waiting for you" });
  const note = "A facilitator reads this before the room does.";

  await test.step("the facilitator holds the prompt, and everybody reads so where they write", async () => {
    await expectInRoom(fayPage);
    const toolbar = fayPage.getByRole("toolbar", { name: "Facilitate" });
    const hold = toolbar.getByRole("button", { name: "Hold" });
    await fay.tabTo(toolbar.locator("[tabindex='0']"));
    await fay.press("End");
    for (let step = 0; step < 9; step++) {
      if (await hold.evaluate((button) => button === document.activeElement)) break;
      await fay.press("ArrowLeft");
    }
    await fay.press("Enter");
    await expect(fayPage.getByText("This prompt is held. Nothing waits.")).toBeVisible();
    await expect(miaPage.getByRole("form").getByText(note)).toBeVisible();
    await max.getByRole("textbox", { name: es("debriefs.composer.text") }).tap();
    await expect(max.getByRole("form").getByText(es("debriefs.holding.note"))).toBeVisible();
  });

  const own = max.getByRole("article", { name: es("debriefs.held.label") });
  await test.step("what is written waits, also after a reload, and peers see nothing", async () => {
    await max.getByRole("textbox", { name: es("debriefs.composer.text") }).fill("Ana nunca contestó.");
    await max.getByRole("button", { name: es("debriefs.composer.say"), exact: true }).tap();
    await expect(own).toContainText(es("debriefs.held.waits"));
    await expect(waiting(1)).toBeVisible();
    await max.reload();
    await expect(own).toContainText("Ana nunca contestó.");
    await fay.tabTo(waiting(1), "Shift+Tab");
    await fay.press("Enter");
    await expect(sheet).toContainText("Ana nunca contestó.");
    await expect(sheet).toContainText("Max");
    await expect(remark(miaPage, "Ana nunca contestó.")).toHaveCount(0);
  });

  await test.step("declined with a reason, it is written anew", async () => {
    await fay.tabTo(sheet.getByRole("button", { name: "Decline…" }));
    await fay.press("Enter");
    await expect(sheet.getByRole("textbox", { name: "Why it is not shown" })).toBeFocused();
    await look(fayPage, "holding-declining");
    await fay.type("It names a student.");
    await fay.tabTo(sheet.getByRole("button", { name: "Decline", exact: true }));
    await fay.press("Enter");
    await expect(sheet).toContainText("Nothing waits.");
    await fay.press("Escape");
    await expect(own).toContainText("It names a student.");
    await look(max, "phone-held-declined");
    await own.getByRole("button", { name: es("debriefs.withdraw.rewrite") }).tap();
    const composer = max.getByRole("textbox", { name: es("debriefs.composer.text") });
    await expect(composer).toHaveValue("Ana nunca contestó.");
    await expect(own).toHaveCount(0);
    await composer.fill("Nadie contestó.");
    await max.getByRole("button", { name: es("debriefs.composer.say"), exact: true }).tap();
    await expect(own).toContainText("Nadie contestó.");
  });

  await test.step("an answer waits too, and is taken back with keys", async () => {
    await mia.tabTo(remark(miaPage, "What stood in our way?").getByRole("button", { name: "Answer" }));
    await mia.press("Enter");
    await mia.type("My own doubt.");
    await mia.press("Control+Enter");
    const held = miaPage.getByRole("article", { name: "Yours, held by the facilitator" });
    await expect(held).toContainText("To “What stood in our way?”");
    await expect(waiting(2)).toBeVisible();
    await look(fayPage, "holding-facilitator");
    await mia.tabTo(held.getByRole("button", { name: "Discard" }));
    await mia.press("Enter");
    await expect(held).toHaveCount(0);
  });

  await test.step("shown, it stands in the room as its author’s", async () => {
    await fay.tabTo(waiting(1), "Shift+Tab");
    await fay.press("Enter");
    await fay.tabTo(sheet.getByRole("button", { name: "Show", exact: true }));
    await fay.press("Enter");
    await expect(miaPage.getByRole("article", { name: "Insight by Max" })).toContainText("Nadie contestó.");
    await expect(remark(max, "Nadie contestó.")).toHaveCount(1);
    await expect(own).toHaveCount(0);
    await fay.press("Escape");
  });
  fay.expectNoPointer();
  mia.expectNoPointer();
});
