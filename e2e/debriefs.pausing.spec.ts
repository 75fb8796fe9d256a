import type { Locator } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { bringTo, deed, expectInRoom, nameFacilitator, queue, remark, sayAs, scheduleRoom } from "./rooms";
import { PHONE } from "./site";
import { wordsOf } from "./words";

test("with keys alone a facilitator pauses somebody who writes on a phone, another undoes it, and a peer sees nothing of it", async ({
  site,
}) => {
  const es = wordsOf("es");
  const room = await scheduleRoom(site);
  await nameFacilitator(site, room.id, "cora");
  await bringTo(site, room, "open", "live");
  await sayAs(site, room, "fay", "Let us hear each other out.");
  await sayAs(site, room, "mia", "I had begun to say it.");
  const unnamed = { kind: "concern", text: "Not in my name.", isUnnamed: true };
  await deed(await site.caller("max"), room, "contributions", unnamed);
  const fayPage = await site.as("fay", { path: room.path });
  const max = await site.as("max", { ...PHONE, colorScheme: "dark", language: "es", path: room.path });
  const mia = await site.as("mia", { path: room.path });
  const fay = await keyboardOnly(fayPage);
  const people = fayPage.getByRole("complementary").getByRole("region", { name: "People here" });
  const menu = people.getByRole("button", { name: "What can be done with Max" });
  const dialog = fayPage.getByRole("dialog", { name: "Pause Max" });
  const composer = max.getByRole("textbox", { name: es("debriefs.composer.text") });
  const say = max.getByRole("button", { name: es("debriefs.composer.say"), exact: true });
  const raiseHand = max.getByRole("button", { name: es("debriefs.hand.raise") });
  const notice = max.getByText(es("debriefs.paused.untilClosed"), { exact: true });

  /** What can be done with Max, beneath the way to write to him. */
  const choose = async (what: string) => {
    await fay.tabTo(menu);
    await fay.press("Enter");
    await expect(fayPage.getByRole("menuitem", { name: "Write privately…" })).toBeFocused();
    await fay.press("ArrowDown");
    await expect(fayPage.getByRole("menuitem", { name: what })).toBeFocused();
    await fay.press("Enter");
  };
  /** The same from where he stands out: his hand, or what he said. */
  const pauseFrom = async (place: Locator) => {
    await fay.tabTo(place.getByRole("button", { name: "What can be done with Max" }));
    await fay.press("Enter");
    await expect(fayPage.getByRole("menuitem", { name: "Pause Max…" })).toBeFocused();
    await fay.press("Enter");
  };

  await test.step("somebody raises a hand and begins to write", async () => {
    await expectInRoom(fayPage);
    await expectInRoom(mia);
    await expect(composer).toBeVisible();
    await raiseHand.tap();
    await expect(queue(mia)).toHaveText(/Max/);
    await composer.tap();
    await composer.fill("Eso no lo dije nunca");
  });

  await test.step("the facilitator gives a length and a reason, which survives a reload", async () => {
    await expect(fayPage.getByRole("button", { name: "What can be done with Fay" })).toHaveCount(0);
    await choose("Pause…");
    await fay.tabTo(dialog.getByRole("radio", { name: "5 minutes", exact: true }));
    await fay.press("ArrowRight", "ArrowRight");
    await expect(dialog.getByRole("radio", { name: "Until the room closes" })).toBeChecked();
    await fay.tabTo(dialog.getByRole("button", { name: "Pause them" }));
    await fay.press("Enter");
    await expect(dialog.getByText("Say in a sentence why.")).toBeVisible();
    await expect(dialog.getByRole("textbox", { name: "Why" })).toBeFocused();
    await fay.type("Let Mia finish first, please.");
    await look(fayPage, "pausing-dialog");
    await fayPage.reload();
    await pauseFrom(queue(fayPage));
    await expect(dialog.getByRole("textbox", { name: "Why" })).toHaveValue(/Let Mia finish/);
    await fay.tabTo(dialog.getByRole("button", { name: "Pause them" }));
    await fay.press("Enter");
    await expect(fayPage.getByText("Max is told, with your reason.")).toBeVisible();
    await expect(people.getByText("paused until the room closes")).toBeVisible();
    await expect(fayPage.getByRole("heading", { name: /^Hands/ })).toBeFocused();
    await look(fayPage, "pausing-facilitator");
  });

  await test.step("whoever is paused reads why where they write, and their words stay", async () => {
    await expect(notice).toBeVisible();
    await expect(max.getByRole("form").getByText("Let Mia finish first, please.")).toBeVisible();
    await expect(composer).toHaveValue("Eso no lo dije nunca");
    await expect(raiseHand).toHaveAttribute("aria-disabled", "true");
    await expect(queue(fayPage)).toHaveCount(0);
    await say.tap({ force: true });
    await composer.press("Control+Enter");
    await expect(composer).toHaveValue("Eso no lo dije nunca");
    await look(max, "phone-paused");
    await sayAs(site, room, "mia", "As I was saying.");
    await expect(remark(max, "As I was saying.")).toBeVisible();
    await max.reload();
    await expect(notice).toBeVisible();
    await expect(composer).toHaveValue("Eso no lo dije nunca");
  });

  await test.step("a peer sees a hand go down and nothing else", async () => {
    await expect(queue(mia)).toHaveCount(0);
    await expect(mia.getByText(/paus/i)).toHaveCount(0);
    await expect(mia.getByText("Let Mia finish first, please.")).toHaveCount(0);
    await expect(mia.getByRole("button", { name: /What can be done/ })).toHaveCount(0);
    await expect(mia.getByRole("region", { name: "People here" }).getByText("Max")).toBeVisible();
    await look(mia, "pausing-peer");
  });

  await test.step("they ask somebody else to look at it, and come back to what they were writing", async () => {
    await max.getByRole("link", { name: es("debriefs.paused.again") }).tap();
    await max.getByRole("button", { name: es("care.appeal.ask") }).tap();
    await max.getByRole("textbox", { name: es("care.appeal.words") }).fill("Solo iba a preguntar.");
    await look(max, "phone-paused-appeal");
    await max.getByRole("button", { name: es("care.appeal.send") }).tap();
    await expect(max.getByText(es("care.appeal.waits"))).toBeVisible();
    await max.goBack();
    await expect(notice).toBeVisible();
    await expect(composer).toHaveValue("Eso no lo dije nunca");
  });

  await test.step("another facilitator undoes it; the same words are said, without a reload", async () => {
    const coraPage = await site.as("cora", { path: `${room.path}/log` });
    const cora = await keyboardOnly(coraPage);
    const deciding = coraPage.getByRole("dialog", { name: "Undo it: what Max asks about" });
    await expect(coraPage.getByText("Solo iba a preguntar.")).toBeVisible();
    await expect(coraPage.getByText(/until the room closes$/)).toBeVisible();
    await look(coraPage, "room-appeal");
    await cora.tabTo(coraPage.getByRole("button", { name: "Undo it: what Max asks about" }));
    await cora.press("Enter");
    await cora.tabTo(deciding.getByRole("textbox", { name: "Your answer" }));
    await cora.type("You may ask.");
    await cora.tabTo(deciding.getByRole("button", { name: "Undo it" }));
    await cora.press("Enter");
    await expect(coraPage.getByRole("heading", { name: "Appeals" })).toBeFocused();
    cora.expectNoPointer();
    await expect(notice).toBeHidden();
    await say.tap();
    await expect(remark(mia, "Eso no lo dije nunca")).toBeVisible();
  });

  const kept = max.getByRole("article", { name: es("debriefs.pending.label") });
  await test.step("what is on its way meanwhile is refused and kept; the time that is left is told", async () => {
    await max.context().setOffline(true);
    await composer.fill("Una cosa más");
    await say.tap();
    await expect(kept).toContainText("Una cosa más");
    const named = fayPage.getByRole("article").getByRole("button", { name: /What can be done/ });
    await expect(named).toHaveCount(3);
    await pauseFrom(remark(fayPage, "Eso no lo dije nunca"));
    await fay.tabTo(dialog.getByRole("textbox", { name: "Why" }));
    await fay.type("A moment, please.");
    await fay.tabTo(dialog.getByRole("button", { name: "Pause them" }));
    await fay.press("Enter");
    await expect(people.getByText(/^paused until \d/)).toBeVisible();
    await expect(remark(fayPage, "Eso no lo dije nunca")).toBeFocused();
    await max.context().setOffline(false);
    await expect(kept).toContainText(es("debriefs.refusal.paused"));
    await expect(max.getByRole("form").getByText(/pausa hasta las \d/)).toBeVisible();
    await expect(max.getByText(/quedan [45]:\d\d/)).toBeVisible();
    await look(max, "phone-paused-minutes");
    await choose("End the pause");
    await expect(fayPage.getByText("Max can speak again.")).toBeVisible();
    await expect(remark(mia, "Una cosa más")).toHaveCount(0);
  });

  await test.step("the room’s log tells its facilitators of all of it", async () => {
    await fayPage.goto(`${room.path}/log`);
    await expect(fayPage.getByText("Fay paused Max")).toHaveCount(2);
    await expect(fayPage.getByText("Fay let Max speak freely again")).toHaveCount(1);
    await expect(fayPage.getByText("Cora looked again at what was done to Max, and undid it")).toBeVisible();
    await look(fayPage, "room-log");
  });
  await test.step("a facilitator with a phone pauses and ends it there, and the words go in for the asking", async () => {
    const phone = await site.as("fay", { ...PHONE, language: "es", path: room.path });
    await phone.getByRole("button", { name: es("debriefs.tabs.people", { here: 3 }) }).tap();
    const sheet = phone.getByRole("dialog", { name: es("debriefs.side.label") });
    await sheet.getByRole("button", { name: es("debriefs.pause.deeds", { name: "Max" }) }).tap();
    await phone.getByRole("menuitem", { name: es("debriefs.pause.do") }).tap();
    const asking = phone.getByRole("dialog", { name: es("debriefs.pause.title", { name: "Max" }) });
    await asking.getByRole("textbox", { name: es("debriefs.pause.reason") }).fill("Un momento.");
    await look(phone, "phone-pausing-dialog");
    await asking.getByRole("button", { name: es("debriefs.pause.confirm") }).tap();
    await expect(sheet.getByText(/^en pausa hasta las \d/)).toBeVisible();
    await look(phone, "phone-pausing-facilitator");
    await sheet.getByRole("button", { name: es("debriefs.pause.deeds", { name: "Max" }) }).tap();
    await phone.getByRole("menuitem", { name: es("debriefs.pause.end") }).tap();
    await expect(sheet.getByText(/^en pausa hasta las \d/)).toBeHidden();
    await kept.getByRole("button", { name: es("debriefs.pending.retry") }).tap();
    await expect(remark(mia, "Una cosa más")).toBeVisible();
    await expect(kept).toHaveCount(0);
    await mia.goto(`${room.path}/log`);
    await expect(mia.getByText("Fay paused Max")).toHaveCount(0);
    await expect(mia.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  });
  fay.expectNoPointer();
});
