import type { Page } from "@playwright/test";
import { languages } from "#shared/languages";
import { expect, test } from "./fixtures";
import { expectNothingWide, inLettersTwiceAsLarge, look } from "./look";
import {
  bringTo,
  deed,
  expectInRoom,
  findAlderRoom,
  queue,
  type Room,
  readRoom,
  remark,
  say,
  sayAs,
  scheduleRoom,
} from "./rooms";
import { get, PHONE } from "./site";
import { wordsOf } from "./words";

test("a phone in Spanish takes part in the hour", async ({ site }) => {
  const es = wordsOf("es");
  const room = await findAlderRoom(site);
  const fay = await site.as("fay", { path: room.path });
  const page = await site.as("mia", { ...PHONE, language: "es", path: room.path });
  await expect(page.getByRole("heading", { name: /¿Dónde se nota esto/ })).toBeVisible();
  const composer = page.getByRole("textbox", { name: es("debriefs.composer.text") });
  await expect(composer).toBeInViewport();
  await expect(page.getByRole("timer")).toBeInViewport();
  await look(page, "es-phone-room");

  await composer.tap();
  await page.getByRole("radio", { name: es("debriefs.kind.concern") }).tap();
  await look(page, "es-phone-room-writing");
  await composer.fill("Que nadie quede señalado.");
  await page.getByRole("button", { name: es("debriefs.composer.say"), exact: true }).tap();
  await expect(remark(fay, "Que nadie quede señalado.")).toBeVisible();
  await expect(remark(page, "Que nadie quede señalado.")).toBeInViewport();

  await inLettersTwiceAsLarge(page, async () => {
    await expectNothingWide(page, "es-phone-room in large letters");
    await page.getByRole("button", { name: es("debriefs.hand.raise") }).tap();
  });
  await expect(queue(fay)).toContainText(["Mia"]);
  await page
    .getByRole("button", { name: new RegExp(es("debriefs.tabs.guide")) })
    .last()
    .tap();
  await expect(page.getByRole("dialog", { name: es("debriefs.tabs.guide") })).toContainText(
    "¿Qué probaremos aquí?",
  );
  await look(page, "es-phone-room-guide");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: es("ui.close") })
    .tap();
  await page.getByRole("button", { name: /^2 / }).tap();
  await expect(page.getByRole("dialog", { name: es("debriefs.side.label") })).toContainText("Fay");
  await look(page, "es-phone-room-people");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: es("ui.close") })
    .tap();

  await deed(fay, room, "breath", { sentence: "" });
  await expect(page.getByRole("heading", { name: es("debriefs.breath.sentence") })).toBeVisible();
  await look(page, "es-phone-room-breath");
  await bringTo(site, room, "closing");
  await expect(page.getByRole("region", { name: es("debriefs.digest.label") })).toBeVisible();
  await look(page, "es-phone-room-closing");
  await bringTo(site, room, "closed");
  await expect(composer).toBeHidden();
  await look(page, "es-phone-room-closed");
});

for (const language of languages) {
  test(`every state of the room, for whoever stands in it, in ${language}`, async ({ site }) => {
    const t = wordsOf(language);
    const name = (state: string) => (language === "en" ? `room-${state}` : `${language}-room-${state}`);
    const room = await scheduleRoom(site);
    const fay = await site.as("fay", { language, path: room.path });
    const max = await site.as("max", { language, path: room.path });
    const hands = fay.getByRole("region", { name: t("debriefs.hands.label") }).getByRole("listitem");
    await expect(fay.getByRole("button", { name: t("debriefs.bar.scheduled.open") })).toBeVisible();
    await look(fay, name("scheduled-facilitator"));
    await expect(max.getByText(t("debriefs.before.wait"))).toBeVisible();
    await look(max, name("scheduled"));

    await bringTo(site, room, "open");
    await expect(max.getByText(t("debriefs.stream.empty"))).toBeVisible();
    await look(max, name("open-empty"));
    await bringTo(site, room, "live");
    await fillRoom(max, room);
    await sayAs(site, room, "mia", "Each answer deserves an answer.");
    for (const page of [fay, max]) await deed(page, room, "hands", {});
    await expect(hands).toHaveCount(2);
    const [long, short] = ["A long remark", "Each answer deserves an answer."] as const;
    await remark(fay, short)
      .getByRole("button", { name: t("debriefs.spotlight.do") })
      .click();
    await remark(fay, long)
      .getByRole("button", { name: t("debriefs.takeaway.do") })
      .click();
    await expect(remark(max, long)).toContainText(t("debriefs.isTakeaway"));
    await expect(remark(fay, short)).toContainText(t("debriefs.onProjector"));
    await look(fay, name("live-facilitator"));

    await remark(max, short)
      .getByRole("button", { name: t("debriefs.answer.do") })
      .click();
    await remark(max, long)
      .getByRole("button", { name: t("debriefs.withdraw.do") })
      .click();
    await look(max, name("live-answering"));
    await remark(max, long)
      .getByRole("button", { name: t("debriefs.withdraw.keep") })
      .click();
    const saying = max.getByRole("form", { name: t("debriefs.composer.label") });
    await saying.getByRole("button", { name: t("debriefs.composer.say"), exact: true }).click();
    await expect(saying.getByRole("alert")).toBeVisible();
    await max.getByRole("region", { name: t("debriefs.stream.label") }).focus();
    await max.keyboard.press("?");
    await expect(max.getByRole("dialog", { name: t("shortcuts.title") })).toContainText(
      t("debriefs.shortcut.compose"),
    );
    await look(max, name("keys"));
    await max.keyboard.press("Escape");

    await fay.getByRole("button", { name: t("debriefs.bar.breath") }).click();
    await expect(fay.getByRole("textbox", { name: t("debriefs.breath.field") })).toBeVisible();
    await look(fay, name("take-breath"));
    await fay
      .getByRole("dialog")
      .getByRole("button", { name: t("debriefs.bar.breath") })
      .click();
    await expect(fay.getByRole("button", { name: t("debriefs.bar.goOn") })).toBeVisible();
    await expect(max.getByRole("heading", { name: t("debriefs.breath.sentence") })).toBeVisible();
    await look(max, name("breath"));

    await bringTo(site, room, "closing");
    await expect(fay.getByRole("button", { name: t("debriefs.bar.closing.closed") })).toBeVisible();
    await look(fay, name("closing-facilitator"));
    await bringTo(site, room, "closed");
    await expect(fay.getByRole("button", { name: t("debriefs.bar.closed.live") })).toBeVisible();
    await look(fay, name("closed-facilitator"));
    await expect(max.getByRole("heading", { name: t("debriefs.stagePrompt.closed") })).toBeVisible();
    await look(max, name("closed"));

    const ola = await site.as("ola", { language, path: room.path });
    await expect(ola.getByRole("heading", { name: t("debriefs.refused.notYours.title") })).toBeVisible();
    await look(ola, name("refused"));
  });
}

test("a room in which nobody's name is shown says so beforehand, and shows none", async ({ site }) => {
  const room = await scheduleRoom(site, { attribution: "unnamed" });
  const max = await site.as("max", { path: room.path });
  await expect(max.getByText(/No remark shows a name to the room/)).toBeVisible();
  await bringTo(site, room, "open", "live");
  await expect(max.getByText(/Nobody’s name is shown in this room/)).toBeVisible();
  await say(max, "Said without a name.");
  await sayAs(site, room, "mia", "So was this.");
  await expect(remark(max, "So was this.")).toContainText("A colleague");
  await expect(remark(max, "Said without a name.")).toContainText("yours");
  const { contributions } = await readRoom(max, room);
  expect(contributions.map(({ author }) => author)).toEqual([null, null]);
  await look(max, "room-unnamed");
});

test("a facilitator’s phone has the breath at hand, and whoever had the floor gives it back", async ({
  site,
}) => {
  const room = await scheduleRoom(site);
  await bringTo(site, room, "open", "live");
  const max = await site.as("max", { path: room.path });
  const fay = await site.as("fay", { ...PHONE, path: room.path });
  const { me } = await get<{ me: { personId: string } }>(max.request, site.origin, "/api/accounts/site");
  const call = async () => {
    await deed(max, room, "hands", {});
    await deed(fay, room, "hands/call", { personId: me.personId });
  };
  await expect(fay.getByRole("button", { name: "Take a breath" })).toBeInViewport({ ratio: 1 });
  await call();
  const free = fay.getByRole("button", { name: "Free the floor" });
  await expect(free).toBeVisible();
  await look(fay, "phone-room-facilitator");
  await look(max, "room-own-floor");
  await max.getByRole("button", { name: "I have finished" }).click();
  await expect(fay.getByText("Max has the floor")).toBeHidden();
  await call();
  await free.tap();
  await expect(max.getByText("You have the floor", { exact: true })).toBeHidden();
  const [close, more] = [/^Close…/, /^More/].map((name) => fay.getByRole("button", { name }));
  await expect(close!).toBeHidden();
  await more!.tap();
  await fay.getByRole("button", { name: "Pause" }).tap();
  for (const one of [close!, fay.getByRole("button", { name: "Take a breath" })])
    await expect(one).toBeInViewport({ ratio: 1 });
  await look(fay, "phone-room-facilitator-more");
  await more!.tap();
  await expect(close!).toBeHidden();
  await fay.getByRole("button", { name: "Resume" }).tap();
  await expect(fay.getByRole("button", { name: "Resume" })).toBeHidden();
});

test("a refusal on a phone does not lie on the words that one writes", async ({ site }) => {
  const room = await scheduleRoom(site);
  await bringTo(site, room, "open", "live");
  await sayAs(site, room, "mia", "Something to resonate with.");
  const max = await site.as("max", { ...PHONE, path: room.path });
  await expectInRoom(max);
  await max.route(/\/reactions$/, (route) =>
    route.fulfill({
      status: 409,
      json: { code: "stageMoved", message: "The room has moved on meanwhile. Look at it and try again." },
    }),
  );
  await remark(max, "Something to resonate with.").getByRole("button", { name: "Resonates" }).tap();
  const refusal = max.getByRole("region", { name: "Messages" }).getByText(/The room has moved on/);
  await expect(refusal).toBeInViewport();
  const form = max.getByRole("form", { name: "Say something in writing" });
  const [above, below] = [(await refusal.boundingBox())!, (await form.boundingBox())!];
  expect(above.y + above.height).toBeLessThan(below.y);
  await look(max, "phone-room-refusal");
});

/** Enough words that the stream scrolls, of every kind. */
async function fillRoom(page: Page, room: Room): Promise<void> {
  const kinds = ["insight", "question", "experience", "application", "concern"] as const;
  for (const [place, kind] of kinds.entries()) {
    const text =
      place === 4
        ? `A long remark. ${"It goes on for a while, as people do. ".repeat(12)}`
        : `A plain ${kind}.`;
    await deed(page, room, "contributions", { kind, text, isUnnamed: place === 2 });
  }
}
