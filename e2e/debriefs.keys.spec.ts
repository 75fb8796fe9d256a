import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { queue, remark, scheduleRoom } from "./rooms";

const OPENING = /In one sentence each/;
const COMMITMENTS_BEFORE = /What became of what we said/;

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

  await test.step("the room takes a breath, and what was being written goes in after it", async () => {
    const toolbar = fayPage.getByRole("toolbar", { name: "Facilitate" });
    const takeBreath = toolbar.getByRole("button", { name: "Take a breath" });
    const open = async () => {
      await fay.tabTo(toolbar.locator("[tabindex='0']"));
      await fay.press("Home");
      for (let step = 0; step < 9; step++) {
        if (await takeBreath.evaluate((button) => button === document.activeElement)) break;
        await fay.press("ArrowRight");
      }
      await fay.press("Enter");
      await expect(fayPage.getByRole("textbox", { name: "What everyone reads" })).toBeFocused();
    };
    await open();
    await fay.type("Feet on the floor; look");
    await fayPage.reload();
    await open();
    await expect(fayPage.getByRole("textbox", { name: "What everyone reads" })).toHaveValue(
      "Feet on the floor; look",
    );
    await fay.press("End");
    await fay.type(" out of the window.");
    await fay.press("Enter");
    await expect(heading(/Feet on the floor; look out of the window/)).toBeVisible();
    await expect(maxPage.getByText("Paused")).toBeVisible();
    await max.press("c");
    await max.type("Written in the breath.");
    await max.press("Control+Enter");
    await expect(maxPage.getByRole("textbox", { name: "Your contribution" })).toHaveValue(
      "Written in the breath.",
    );
    await fay.tabTo(toolbar.getByRole("button", { name: "Go on" }));
    await fay.press("Enter");
    await expect(heading(OPENING)).toBeVisible();
    await expect(maxPage.getByText("Paused")).toBeHidden();
    await max.press("Control+Enter");
    await expect(remark(fayPage, "Written in the breath.")).toHaveCount(1);
  });

  await test.step("the facilitator calls, lights, keeps and closes", async () => {
    await fay.tabTo(fayPage.getByRole("button", { name: "Call Max" }));
    await fay.press("Enter");
    await expect(maxPage.getByText("You have the floor", { exact: true })).toBeVisible();
    // The hand went with the button that was pressed.
    await expect(fayPage.getByRole("heading", { name: /^Hands/ })).toBeFocused();
    await max.tabTo(maxPage.getByRole("button", { name: "I have finished" }), "Shift+Tab");
    await max.press("Enter");
    await expect(maxPage.getByText("You have the floor", { exact: true })).toBeHidden();
    await fay.press("k", "k");
    const letters = remark(fayPage, "Letters are letters");
    await fay.tabTo(letters.getByRole("button", { name: "Spotlight" }));
    await fay.press("Enter");
    await fay.tabTo(letters.getByRole("button", { name: "Take away" }));
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
