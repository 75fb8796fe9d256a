import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { chooseFromMenu, keyboardOnly } from "./keyboard";
import { look } from "./look";
import { bringTo, deed, expectConnection, expectInRoom, sayAs, scheduleRoom } from "./rooms";
import { get, PHONE, type Site } from "./site";
import { wordsOf } from "./words";

const DESK = { viewport: { width: 1280, height: 800 } };
const es = wordsOf("es");

async function liveRoom(site: Site) {
  const room = await scheduleRoom(site);
  await bringTo(site, room, "open", "live");
  return room;
}

/** What somebody without a mouse or with a thumb finds on a sheet of that name. */
const sheet = (page: Page, name: string) => page.getByRole("dialog", { name });

test("a private line: written on a phone, answered at a desk, and nothing of it before a peer", async ({
  site,
}) => {
  const room = await liveRoom(site);
  await sayAs(site, room, "fay", "What stood in our way?");
  const fay = await site.as("fay", { ...DESK, path: room.path });
  const relay = await site.relay();
  const max = await site.as("max", { ...PHONE, colorScheme: "dark", language: "es", path: room.path, relay });
  const mia = await site.as("mia", { ...DESK, path: room.path });
  const own = sheet(max, es("debriefs.line.title"));
  const text = own.getByRole("textbox", { name: es("debriefs.line.text") });
  const send = own.getByRole("button", { name: es("debriefs.line.send") });
  const openOwn = async () => {
    await max.getByRole("button", { name: /aquí/ }).tap();
    await max
      .getByRole("dialog")
      .getByRole("button", { name: es("debriefs.line.do") })
      .tap();
    await expect(own).toContainText(es("debriefs.line.who"));
  };
  const heard: string[] = [];
  mia.on("response", (response) => heard.push(response.url()));
  await expectInRoom(fay);
  await expectInRoom(mia);

  await test.step("what is half-written on the phone is there after a reload", async () => {
    await openOwn();
    await text.fill("Estuve en esa reunión,");
    await max.reload();
    await openOwn();
    await expect(text).toHaveValue("Estuve en esa reunión,");
    await look(max, "phone-line-writing");
  });

  await test.step("sent without a network it is kept, and goes once when that is back", async () => {
    relay.cut();
    await text.fill("Estuve en esa reunión,\ny no quiero decirlo aquí.");
    await send.tap();
    await expect(text).toHaveValue("");
    await expect(own.getByRole("listitem")).toContainText(es("debriefs.pending.kept"));
    await look(max, "phone-line-offline");
    relay.mend();
    await expect(own.getByRole("listitem")).not.toContainText(es("debriefs.pending.kept"));
    await expect(own.getByRole("listitem")).toHaveCount(1);
    await own.getByRole("button", { name: es("ui.close") }).tap();
    await expect(own).toHaveCount(0);
    await max
      .getByRole("dialog")
      .getByRole("button", { name: es("ui.close") })
      .tap();
  });

  const line = sheet(fay, "Max and the facilitators");
  await test.step("the facilitator is told that somebody waits, reads it and answers", async () => {
    const strip = fay.getByText("1 person wrote to you privately.").filter({ visible: true });
    await expect(strip.first()).toBeVisible();
    await look(fay, "line-facilitator");
    const panel = fay.getByRole("complementary").getByRole("region", { name: "Private lines" });
    await expect(panel.getByRole("button", { name: /Max/ })).toContainText("Waits since");
    await panel.getByRole("button", { name: /Max/ }).click();
    await expect(line).toContainText("y no quiero decirlo aquí.");
    await line.getByRole("textbox", { name: "Your message" }).fill("Then let us speak after the hour.");
    await look(fay, "line-facilitator-answering");
    await line.getByRole("button", { name: "Send" }).click();
    await expect(line.getByRole("listitem")).toHaveCount(2);
    await fay.keyboard.press("Escape");
    await expect(panel.getByRole("button", { name: /Max/ })).toBeFocused();
    await expect(panel.getByRole("button", { name: /Max/ })).toContainText("Fay wrote last");
  });

  await test.step("the facilitator finds it on their phone too, answered already", async () => {
    const phone = await site.as("fay", { ...PHONE, path: room.path });
    await phone.getByRole("button", { name: /here/ }).tap();
    const panel = phone.getByRole("dialog").getByRole("region", { name: "Private lines" });
    await expect(panel.getByRole("button", { name: /Max/ })).toContainText("Fay wrote last");
    await look(phone, "phone-line-people");
    await panel.getByRole("button", { name: /Max/ }).tap();
    await expect(sheet(phone, "Max and the facilitators").getByRole("listitem")).toHaveCount(2);
    await look(phone, "phone-line-facilitator");
    await phone.context().close();
  });

  await test.step("the phone says that a facilitator wrote, until it is read", async () => {
    const news = max.getByText(es("debriefs.line.news")).filter({ visible: true }).first();
    await expect(news).toBeVisible();
    await look(max, "phone-line-news");
    await max
      .getByRole("main")
      .getByRole("button", { name: es("debriefs.line.open") })
      .tap();
    await expect(own).toContainText("Then let us speak after the hour.");
    await look(max, "phone-line-read");
    await own.getByRole("button", { name: es("ui.close") }).tap();
    await expect(max.getByText(es("debriefs.line.noNews"))).toBeVisible();
    await max.reload();
    await expect(max.getByRole("textbox", { name: es("debriefs.composer.text") })).toBeVisible();
    await expect(max.getByText(es("debriefs.line.news"))).toHaveCount(0);
  });

  await test.step("a peer sees nothing, is told nothing, and asks for nothing of it", async () => {
    await expectConnection(mia, "Live");
    await expect(mia.getByText("reunión")).toHaveCount(0);
    await expect(mia.getByText("wrote to you")).toHaveCount(0);
    expect(heard.filter((url) => /\/api\/.*\/lines/.test(url))).toEqual([]);
    const { messages } = await get<{ messages: unknown[] }>(
      mia.request,
      site.origin,
      `/api/debriefs/${room.id}/line`,
    );
    expect(messages).toEqual([]);
  });
});

test("a private line with keys alone: begun by the facilitator, answered in a breath, said to need no answer", async ({
  site,
}) => {
  const room = await liveRoom(site);
  const fayPage = await site.as("fay", { ...DESK, path: room.path });
  const maxPage = await site.as("max", { ...DESK, path: room.path });
  const fay = await keyboardOnly(fayPage);
  const max = await keyboardOnly(maxPage);
  await expectInRoom(fayPage);
  await expectInRoom(maxPage);
  const line = sheet(fayPage, "Max and the facilitators");
  const own = sheet(maxPage, "You and the facilitators");

  await test.step("begun from the person in the panel", async () => {
    const menu = fayPage
      .getByRole("complementary")
      .getByRole("button", { name: "What can be done with Max" });
    await fay.tabTo(menu);
    await fay.press("Enter");
    await chooseFromMenu(fayPage, fay, "Write privately…");
    await expect(line).toContainText("Only Max and those who facilitate this room read this.");
    await fay.tabTo(line.getByRole("textbox"));
    await fay.type("Is all well");
    await fay.press("Enter");
    await fay.type("with you?");
    await look(fayPage, "line-begun");
    await fay.press("Control+Enter");
    await expect(line.getByRole("listitem")).toContainText("Is all well\nwith you?", { useInnerText: true });
    await fay.press("Escape");
    await expect(menu).toBeFocused();
  });

  await test.step("heard of aloud and in sight, and answered while the room takes a breath", async () => {
    await deed(fayPage, room, "breath", { sentence: "" });
    await expect(maxPage.getByRole("status").filter({ hasText: "A facilitator wrote to you." })).toHaveCount(
      1,
    );
    await look(maxPage, "line-news");
    const open = maxPage.getByRole("main").getByRole("button", { name: "Open", exact: true });
    await max.tabTo(open);
    await max.press("Enter");
    await max.tabTo(own.getByRole("textbox"));
    await max.type("It is. Thank you.");
    await max.press("Control+Enter");
    await expect(own.getByRole("listitem")).toHaveCount(2);
    await max.press("Escape");
    await expect(open).toBeFocused();
    const write = maxPage
      .getByRole("complementary")
      .getByRole("button", { name: "Write to the facilitator" });
    await max.tabTo(write);
    await max.press("Enter");
    await expect(own.getByRole("listitem")).toHaveCount(2);
    await max.press("Escape");
    await expect(write).toBeFocused();
  });

  await test.step("said to need no answer, it waits no more; once the room is closed it is read and not written", async () => {
    const open = fayPage.getByRole("main").getByRole("button", { name: "Open", exact: true });
    await fay.tabTo(open);
    await fay.press("Enter");
    const list = sheet(fayPage, "Private lines");
    await look(fayPage, "line-list");
    await fay.tabTo(list.getByRole("button", { name: /Max/ }));
    await fay.press("Enter");
    await fay.tabTo(line.getByRole("button", { name: "Needs no answer" }));
    await fay.press("Enter");
    await expect(line.getByRole("button", { name: "Needs no answer" })).toHaveCount(0);
    await fay.press("Escape");
    const settled = list.getByRole("button", { name: /Max/ });
    await expect(settled).toContainText("Fay: needs no answer");
    await expect(settled).toBeFocused();
    await fay.press("Escape");
    await expect(open).toBeFocused();
    await bringTo(site, room, "closing", "closed");
    const write = maxPage.getByRole("button", { name: "Write to the facilitator" });
    await max.tabTo(write);
    await max.press("Enter");
    await expect(own).toContainText("The room is closed.");
    await expect(own.getByRole("textbox")).toHaveCount(0);
    await look(maxPage, "line-closed");
  });
  fay.expectNoPointer();
  max.expectNoPointer();
});
