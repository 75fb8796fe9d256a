import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { expectConnection, expectSameOrder, queue, readRoom, remark, say, scheduleRoom } from "./rooms";

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
