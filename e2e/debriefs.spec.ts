import type { Page } from "@playwright/test";
import { languages } from "#shared/languages";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { expectNothingWide, inLettersTwiceAsLarge, look } from "./look";
import {
  bringTo,
  deed,
  expectConnection,
  expectSameOrder,
  findAlderRoom,
  type Room,
  readRoom,
  remark,
  say,
  sayAs,
  scheduleRoom,
} from "./rooms";
import { PHONE } from "./site";
import { wordsOf } from "./words";

const OPENING = /In one sentence each/;
const COMMITMENTS_BEFORE = /What became of what we said/;

/** The moments, by one clock for all screens, at which a screen's timer came to show its next readings. */
async function nextReadings(page: Page, count: number): Promise<{ text: string; at: number }[]> {
  return await page.evaluate(
    (wanted) =>
      new Promise<{ text: string; at: number }[]>((resolve) => {
        const timer = document.querySelector('[role="timer"]')!;
        const seen: { text: string; at: number }[] = [];
        const observer = new MutationObserver(() => {
          const text = /\+?\d+:\d\d/.exec(timer.textContent ?? "")?.[0] ?? "";
          if (text === "" || text === seen.at(-1)?.text) return;
          seen.push({ text, at: performance.timeOrigin + performance.now() });
          if (seen.length < wanted) return;
          observer.disconnect();
          resolve(seen);
        });
        observer.observe(timer, { subtree: true, childList: true, characterData: true });
      }),
    count,
  );
}

/** A device whose clock is wrong by so many minutes. */
async function setClockWrong(page: Page, minutes: number): Promise<void> {
  const skew = (ahead: number) => {
    const RightDate = Date;
    class WrongDate extends RightDate {
      constructor(...given: []) {
        super(...((given.length === 0 ? [RightDate.now() + ahead] : given) as []));
      }
      static override now() {
        return RightDate.now() + ahead;
      }
    }
    globalThis.Date = WrongDate as DateConstructor;
  };
  await page.addInitScript(skew, minutes * 60_000);
}

/** Everything that reaches a page over its live connection. */
function listenTo(page: Page): string[] {
  const heard: string[] = [];
  page.on("websocket", (wire) => wire.on("framereceived", ({ payload }) => heard.push(payload.toString())));
  return heard;
}

function people(page: Page) {
  return page.getByRole("region", { name: "People here" });
}

function queue(page: Page) {
  return page.getByRole("region", { name: "Hands" }).getByRole("listitem");
}

test("a whole hour, with a facilitator, two members, a latecomer and an outsider", async ({ site }) => {
  const room = await scheduleRoom(site);
  const fay = await site.as("fay", { path: room.path });
  const max = await site.as("max", { path: "/settings" });
  await setClockWrong(max, 47);
  await max.goto(room.path);
  const ola = await site.as("ola", { path: "/settings" });
  const heardByOla = listenTo(ola);
  await ola.goto(room.path);
  const bar = fay.getByRole("toolbar", { name: "Facilitate" });

  await test.step("an outsider is told what to do instead", async () => {
    await expect(ola.getByRole("heading", { name: "This room is not open to you" })).toBeVisible();
    await expect(ola.getByRole("link", { name: "Enter a code" })).toBeVisible();
    expect((await ola.request.get(`/api/debriefs/${room.id}`)).status()).toBe(403);
  });

  await test.step("the facilitator opens the room, and whoever waits is in it", async () => {
    await expect(max.getByText("This page opens by itself")).toBeVisible();
    await expect(fay.getByText("You facilitate this room.")).toBeVisible();
    await bar.getByRole("button", { name: "Open the room" }).click();
    await expect(max.getByRole("heading", { name: /Welcome. Take a seat/ })).toBeVisible();
    await expect(people(max)).toContainText("Here · 2");
  });

  const mia = await site.as("mia", { path: "/" });
  await test.step("a member comes by way of Today", async () => {
    await mia
      .getByRole("region", { name: "Live now" })
      .filter({ hasText: room.title })
      .getByRole("link", { name: "Join the room" })
      .click();
    await expect(people(mia)).toContainText("Here · 3");
    await expect(people(fay)).toContainText("Mia");
    await expect(people(max)).toContainText("Here · 3");
  });

  await test.step("it begins, and everybody sees the first prompt", async () => {
    await bar.getByRole("button", { name: "Begin" }).click();
    for (const page of [fay, max, mia]) {
      await expect(page.getByRole("heading", { name: OPENING })).toBeVisible();
      await expect(page.getByRole("timer")).toHaveText(/[45]:\d\d/);
    }
  });

  await test.step("all five kinds are said, and stand in one order everywhere", async () => {
    await say(max, "People answer when they know who reads it.", "Insight");
    await say(mia, "Who could start this without asking anybody?", "Question");
    await say(max, "Twice as many answered when counselors asked.", "Experience");
    await say(mia, "Pilot it in two divisions before spring.", "Application");
    await say(fay, "Three answers tell who wrote them.", "Concern");
    await expect(remark(max, "Three answers tell who wrote them.")).toBeVisible();
    await expect(
      max.getByRole("article", { name: "Question by Mia" }).getByText("Library", { exact: false }),
    ).toBeVisible();
    await expectSameOrder(room, fay, max, mia);
  });

  await test.step("who leaves their name off is told to nobody but themselves", async () => {
    await mia.getByRole("checkbox", { name: "Without my name" }).check();
    await expect(mia.getByText(/Shown as “A colleague”/)).toBeVisible();
    await say(mia, "I did not feel safe to say this last month.");
    await mia.getByRole("checkbox", { name: "Without my name" }).uncheck();
    const seen = remark(max, "I did not feel safe");
    await expect(seen).toContainText("A colleague");
    await expect(seen).not.toContainText("Mia");
    await expect(remark(mia, "I did not feel safe")).toContainText("yours");
    const { contributions } = await readRoom(max, room);
    expect(contributions.find(({ text }) => text.startsWith("I did not feel"))!.author).toBeNull();
  });

  await test.step("typing is told as a count", async () => {
    await max.getByRole("textbox", { name: "Your contribution" }).pressSequentially("Half a th");
    await expect(fay.getByText("Somebody is writing")).toBeVisible();
    await max.getByRole("textbox", { name: "Your contribution" }).fill("");
    await expect(fay.getByText("Somebody is writing")).toBeHidden();
  });

  await test.step("an answer stands under what it answers", async () => {
    const question = remark(max, "Who could start this");
    await question.getByRole("button", { name: "Answer" }).click();
    await max.getByRole("textbox", { name: "Your answer" }).fill("The deans of the two divisions.");
    await max.getByRole("form", { name: "Answer" }).getByRole("button", { name: "Answer" }).click();
    await expect(remark(mia, "Who could start this")).toContainText("The deans of the two divisions.");
    await expect(remark(fay, "Who could start this")).toContainText("The deans of the two divisions.");
  });

  await test.step("reactions are counted, and taken back", async () => {
    const button = (page: Page) =>
      remark(page, "Pilot it in two divisions").getByRole("button", { name: "Resonates" });
    await button(max).click();
    await button(fay).click();
    await expect(button(mia)).toHaveText("Resonates 2");
    await expect(button(max)).toHaveAttribute("aria-pressed", "true");
    await button(fay).click();
    await expect(button(mia)).toHaveText("Resonates 1");
    await expect(button(fay)).toHaveAttribute("aria-pressed", "false");
    await max.reload();
    await expect(button(max)).toHaveAttribute("aria-pressed", "true");
  });

  await test.step("the timer turns over at the same moment, whatever a device's clock says", async () => {
    const [right, wrong] = await Promise.all([nextReadings(fay, 4), nextReadings(max, 4)]);
    const together = right.flatMap(({ text, at }) => {
      const there = wrong.find((reading) => reading.text === text);
      return there ? [Math.abs(there.at - at)] : [];
    });
    expect(together.length).toBeGreaterThanOrEqual(2);
    // Half a second is the most by which two screens could differ and still be right to the second.
    expect(Math.min(...together)).toBeLessThan(500);
  });

  await test.step("paused it stands still everywhere; extended it has two minutes more", async () => {
    await bar.getByRole("button", { name: "Pause" }).click();
    for (const page of [fay, max, mia]) await expect(page.getByText("Paused")).toBeVisible();
    const stood = await fay.getByRole("timer").textContent();
    for (const page of [max, mia]) await expect(page.getByRole("timer")).toHaveText(stood!);
    await bar.getByRole("button", { name: "+2 min" }).click();
    const [, minutes, seconds] = /(\d+):(\d\d)/.exec(stood!)!;
    const extended = new RegExp(`${Number(minutes) + 2}:${seconds}`);
    for (const page of [fay, max, mia]) await expect(page.getByRole("timer")).toHaveText(extended);
    await bar.getByRole("button", { name: "Resume" }).click();
    await expect(mia.getByText("Paused")).toBeHidden();
  });

  const cora = await site.as("cora", { path: room.path });
  await test.step("a latecomer finds everything, in the same order", async () => {
    await expect(people(fay)).toContainText("Here · 4");
    await expectSameOrder(room, cora, max);
    await expect(remark(cora, "Who could start this")).toContainText("The deans of the two divisions.");
  });

  await test.step("hands are called in the order in which they were raised", async () => {
    for (const page of [mia, max, cora]) {
      await page.getByRole("complementary").getByRole("button", { name: "Raise hand" }).click();
      await expect(page.getByRole("complementary").getByRole("button", { name: /Lower hand/ })).toBeVisible();
    }
    await expect(queue(fay)).toContainText(["Mia", "Max", "Cora"]);
    await expect(cora.getByRole("button", { name: "Lower hand · 3rd" }).first()).toBeVisible();
    await cora.reload();
    await expect(cora.getByRole("button", { name: "Lower hand · 3rd" }).first()).toBeVisible();
    await fay.getByRole("button", { name: "Call Mia" }).click();
    await expect(mia.getByText("You have the floor", { exact: true })).toBeVisible();
    await expect(max.getByText("Mia has the floor")).toBeVisible();
    await expect(queue(fay)).toContainText(["Max", "Cora"]);
  });

  await test.step("or those who spoke least first; and lowered, one or all", async () => {
    await fay.getByRole("button", { name: "Call Max" }).click();
    await expect(max.getByText("You have the floor", { exact: true })).toBeVisible();
    for (const page of [max, mia])
      await page.getByRole("complementary").getByRole("button", { name: "Raise hand" }).click();
    await fay.getByRole("complementary").getByRole("button", { name: "Raise hand" }).click();
    await expect(queue(fay)).toHaveCount(4);
    await fay.getByRole("button", { name: "Fewest spoken first" }).click();
    await expect(fay.getByRole("heading", { name: /4 hands · fewest spoken first/ })).toBeVisible();
    await expect(queue(mia).nth(0)).toContainText("Cora");
    await expect(queue(mia).nth(1)).toContainText("Fay");
    await fay.getByRole("button", { name: "Lower the hand of Cora" }).click();
    await expect(cora.getByRole("complementary").getByRole("button", { name: "Raise hand" })).toBeVisible();
    await fay.getByRole("button", { name: "Lower all hands" }).click();
    await expect(mia.getByText("No hand is raised.")).toBeVisible();
  });

  await test.step("the stage moves on, back, and is undone with its time", async () => {
    await bar.getByRole("button", { name: /^Next: Last month/ }).click();
    await expect(max.getByRole("heading", { name: COMMITMENTS_BEFORE })).toBeVisible();
    await expect(max.getByRole("timer")).toHaveText(/[78]:\d\d/);
    await bar.getByRole("button", { name: "Undo" }).click();
    await expect(max.getByRole("heading", { name: OPENING })).toBeVisible();
    await expect(max.getByRole("timer")).toHaveText(/[56]:\d\d/);
    await bar.getByRole("button", { name: /^Next: Last month/ }).click();
    await expect(mia.getByRole("heading", { name: COMMITMENTS_BEFORE })).toBeVisible();
    await bar.getByRole("button", { name: "Back" }).click();
    await expect(mia.getByRole("heading", { name: OPENING })).toBeVisible();
    for (const title of [/^Next: Last/, /^Next: What was/, /^Next: What will/, /^Next: Commitments/])
      await bar.getByRole("button", { name: title }).click();
    await expect(mia.getByRole("heading", { name: /Who will do what, by when/ })).toBeVisible();
  });

  await test.step("a commitment is written down; a remark is lit and kept", async () => {
    await say(max, "I will ask both deans by Friday.", "Application");
    await expect(fay.getByRole("heading", { name: "Commitments", level: 2 })).toBeVisible();
    const pilot = remark(fay, "Pilot it in two divisions");
    await pilot.getByRole("button", { name: "Spotlight" }).click();
    await expect(remark(max, "Pilot it in two divisions")).toContainText("on the projector");
    await pilot.getByRole("button", { name: "Take away" }).click();
    await expect(remark(mia, "Pilot it in two divisions")).toContainText("kept as a takeaway");
    await expect(
      remark(mia, "Pilot it in two divisions").getByRole("button", { name: "Spotlight" }),
    ).toBeHidden();
  });

  await test.step("one's own words can be taken back, and written anew", async () => {
    const mine = remark(mia, "Who could start this");
    await mine.getByRole("button", { name: "Take back" }).click();
    await mine.getByRole("button", { name: "Take it back" }).click();
    await expect(max.getByText("Taken back by its author.")).toBeVisible();
    await expect(max.getByText("Who could start this")).toBeHidden();
    await mia.getByRole("button", { name: "Write it anew" }).click();
    await expect(mia.getByRole("textbox", { name: "Your contribution" })).toHaveValue(/Who could start this/);
    await mia.getByRole("textbox", { name: "Your contribution" }).fill("");
  });

  await test.step("closing shows what the room leaves behind", async () => {
    await bar.getByRole("button", { name: "Close…" }).click();
    for (const page of [fay, max, mia, cora]) {
      const digest = page.getByRole("region", { name: "What the room leaves behind" });
      await expect(digest).toContainText("Pilot it in two divisions before spring.");
      await expect(digest).toContainText("I will ask both deans by Friday.");
      await expect(digest.getByText("4", { exact: true }).first()).toBeVisible();
      await expect(digest).toContainText("people came");
    }
    await bar.getByRole("button", { name: "Confirm and close" }).click();
    for (const page of [max, mia, cora]) {
      await expect(page.getByRole("heading", { name: "What this room left behind." })).toBeVisible();
      await expect(page.getByRole("textbox", { name: "Your contribution" })).toBeHidden();
      await expect(remark(page, "People answer when they know")).toBeVisible();
    }
  });

  await test.step("closed by mistake, it is opened again with everything in it", async () => {
    await fay.getByRole("button", { name: "Reopen the room" }).click();
    await expect(max.getByRole("heading", { name: /Who will do what, by when/ })).toBeVisible();
    await say(max, "One thing more.");
    await expect(remark(mia, "One thing more.")).toBeVisible();
    await expectSameOrder(room, fay, max, mia, cora);
  });

  await test.step("the outsider has heard nothing of it", async () => {
    await expectConnection(ola, "Live");
    expect(heardByOla.length, "the outsider is connected").toBeGreaterThan(0);
    expect(heardByOla.filter((frame) => /"debriefs:|"live:presence"/.test(frame))).toEqual([]);
    expect(heardByOla.filter((frame) => frame.includes("divisions"))).toEqual([]);
  });
});

test("the hour is run and attended with nothing but keys", async ({ site }) => {
  const room = await scheduleRoom(site);
  const fayPage = await site.as("fay", { path: "/" });
  const maxPage = await site.as("max", { path: room.path });
  const fay = await keyboardOnly(fayPage);
  const max = await keyboardOnly(maxPage);
  const heading = (name: RegExp) => maxPage.getByRole("heading", { name });

  await test.step("into the room, and through its stages by the toolbar", async () => {
    const row = fayPage.getByRole("link", { name: `Look in: ${room.title}` });
    await fay.tabTo(row);
    await fay.press("Enter");
    await expect(fayPage.getByRole("heading", { level: 1 })).toBeFocused();
    await fay.tabTo(fayPage.getByRole("button", { name: "Open the room" }));
    await fay.press("Enter");
    await expect(heading(/Welcome. Take a seat/)).toBeVisible();
    await fay.tabTo(fayPage.getByRole("button", { name: "Begin" }));
    await fay.press("Enter");
    await expect(heading(OPENING)).toBeVisible();
  });

  await test.step("the stage is moved, timed and undone by single keys", async () => {
    // Others may hear of a deed before whoever did it has their answer, and until then the same key does nothing.
    const press = async (key: string) => {
      await expect(fayPage.locator("[aria-busy=true]")).toHaveCount(0);
      await fay.press(key);
    };
    await fayPage.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await press("n");
    await expect(heading(COMMITMENTS_BEFORE)).toBeVisible();
    await press("u");
    await expect(heading(OPENING)).toBeVisible();
    await press("n");
    await expect(heading(COMMITMENTS_BEFORE)).toBeVisible();
    await press("b");
    await expect(heading(OPENING)).toBeVisible();
    await press("p");
    await expect(maxPage.getByText("Paused")).toBeVisible();
    await press("p");
    await expect(maxPage.getByText("Paused")).toBeHidden();
    await press("t");
    await expect(maxPage.getByRole("timer")).toHaveText(/[67]:\d\d/);
  });

  await test.step("a member says, answers, resonates and raises a hand", async () => {
    await max.press("c");
    await expect(maxPage.getByRole("textbox", { name: "Your contribution" })).toBeFocused();
    await max.press("Shift+Tab", "ArrowRight");
    await expect(maxPage.getByRole("radio", { name: "Application" })).toBeChecked();
    await max.press("Tab");
    await max.type("Letters are letters: c h j k n.");
    await max.press("Control+Enter");
    await expect(fayPage.getByRole("article", { name: "Application by Max" })).toBeVisible();
    await max.press("Shift+Tab", "j");
    await expect(maxPage.getByRole("article", { name: "Application by Max" })).toBeFocused();
    await max.tabTo(maxPage.getByRole("button", { name: "Resonates" }));
    await max.press("Space");
    await expect(fayPage.getByRole("button", { name: "Resonates" })).toHaveText("Resonates 1");
    await max.tabTo(maxPage.getByRole("article").getByRole("button", { name: "Answer" }));
    await max.press("Enter");
    await expect(maxPage.getByRole("textbox", { name: "Your answer" })).toBeFocused();
    await max.type("Half an answer");
    await max.press("Escape");
    await expect(maxPage.getByRole("textbox", { name: "Your answer" })).toBeHidden();
    await max.tabTo(maxPage.getByRole("article").getByRole("button", { name: "Answer" }), "Shift+Tab");
    await max.press("Enter");
    await expect(maxPage.getByRole("textbox", { name: "Your answer" })).toHaveValue("Half an answer");
    await max.type(", now whole.");
    await max.press("Control+Enter");
    await expect(remark(fayPage, "Letters are letters")).toContainText("Half an answer, now whole.");
    await max.tabTo(maxPage.getByRole("button", { name: "Raise hand" }).first());
    await max.press("h");
    await expect(queue(fayPage)).toContainText(["Max"]);
  });

  await test.step("the facilitator calls, lights, keeps and closes", async () => {
    await fay.tabTo(fayPage.getByRole("button", { name: "Call Max" }));
    await fay.press("Enter");
    await expect(maxPage.getByText("You have the floor", { exact: true })).toBeVisible();
    await fay.press("k");
    await fay.tabTo(fayPage.getByRole("button", { name: "Spotlight" }));
    await fay.press("Enter");
    await fay.tabTo(fayPage.getByRole("button", { name: "Take away" }));
    await fay.press("Enter");
    await expect(remark(maxPage, "Letters are letters")).toContainText("kept as a takeaway");
    const toolbar = fayPage.getByRole("toolbar", { name: "Facilitate" });
    await fay.tabTo(toolbar.locator("[tabindex='0']"));
    await fay.press("End");
    await expect(toolbar.getByRole("button", { name: "Close…" })).toBeFocused();
    await fay.press("Enter");
    await expect(maxPage.getByRole("region", { name: "What the room leaves behind" })).toBeVisible();
    await fay.tabTo(toolbar.locator("[tabindex='0']"));
    await fay.press("Home", "Enter");
    await expect(heading(/What this room left behind/)).toBeVisible();
  });
  fay.expectNoPointer();
  max.expectNoPointer();
});

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
