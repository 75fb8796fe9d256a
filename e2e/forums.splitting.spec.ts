import { expect, test } from "./fixtures";
import { chooseFromMenu, keyboardOnly } from "./keyboard";
import { look } from "./look";
import { allianceSpace, expectInThread, replyTo, said, startThread } from "./threads";

test("without a mouse: replies become a thread of their own, and two threads one", async ({ site }) => {
  const space = await allianceSpace(site);
  const ola = await site.caller("ola");
  const thread = await startThread(ola, space.categories[1]!.id, { title: "How do you begin an hour?" });
  for (let place = 1; place <= 5; place++) await replyTo(ola, thread, `Reply number ${place}.`);
  const max = await site.as("max", { path: thread.path });
  const page = await site.as("stu", { path: thread.path });
  await expectInThread(page);
  await expectInThread(max);
  const keys = await keyboardOnly(page);

  await test.step("some are chosen, the last of them as a range", async () => {
    await keys.tabTo(page.getByRole("button", { name: "Manage the thread" }));
    await keys.press("Enter");
    await chooseFromMenu(page, keys, "Choose replies for a new thread");
    await expect(page.getByText("Nothing is chosen yet.")).toBeVisible();
    await keys.tabTo(page.getByRole("checkbox", { name: "Choose reply 2 by Ola" }));
    await keys.press("Space");
    await keys.tabTo(page.getByRole("checkbox", { name: "Choose reply 4 by Ola" }));
    await keys.press("Shift+Space");
    await expect(page.getByText("3 replies are chosen.")).toBeVisible();
    await look(page, "moderating-choosing");
  });

  await test.step("they become a thread, and leave one line where they were", async () => {
    await keys.tabTo(page.getByRole("button", { name: "Make a new thread" }));
    await keys.press("Enter");
    const dialog = page.getByRole("dialog", { name: "A new thread of these replies" });
    await keys.tabTo(dialog.getByLabel("Title"));
    await keys.type("What came up besides");
    await keys.press("Enter");
    await expect(page.getByRole("heading", { name: "What came up besides", level: 1 })).toBeVisible();
    await expect(page.getByRole("feed").getByRole("article")).toHaveCount(3);
    await expect(max.getByText("3 replies were moved to")).toBeVisible();
    await expect(max.getByRole("link", { name: "What came up besides" })).toBeVisible();
    await expect(said(max, "Reply number 3.")).toBeHidden();
    await look(max, "moderating-moved");
  });

  await test.step("one steps over what is folded away", async () => {
    await page.goto(`${thread.path}/1`);
    await expect(said(page, "Reply number 1.")).toBeFocused();
    await keys.press("j");
    await expect(page.getByRole("article").filter({ hasText: "3 replies were moved to" })).toBeFocused();
    await keys.press("j");
    await expect(said(page, "Reply number 5.")).toBeFocused();
    await keys.press("k", "k");
    await expect(said(page, "Reply number 1.")).toBeFocused();
  });

  await test.step("the new thread is merged back, and says where it went", async () => {
    await keys.tabTo(page.getByRole("link", { name: "What came up besides" }));
    await keys.press("Enter");
    await expect(page.getByRole("heading", { name: "What came up besides", level: 1 })).toBeVisible();
    const besides = new URL(page.url()).pathname.split("/")[2]!;
    await keys.tabTo(page.getByRole("button", { name: "Manage the thread" }));
    await keys.press("Enter");
    await chooseFromMenu(page, keys, "Merge into another thread");
    const dialog = page.getByRole("dialog", { name: "Merge into another thread" });
    const other = dialog.getByLabel("The other thread");
    await keys.tabTo(other);
    // Whoever types a title sees it in the list, which comes a moment after the dialog.
    await expect(other.getByRole("option", { name: "How do you begin an hour?" })).toBeAttached();
    await page.keyboard.type("How do you begin an hour");
    await expect(other.locator("option:checked")).toHaveText("How do you begin an hour?");
    await look(page, "moderating-merge");
    await keys.tabTo(dialog.getByRole("button", { name: "Merge them" }));
    await keys.press("Enter");
    await expect(page.getByRole("heading", { name: "How do you begin an hour?", level: 1 })).toBeVisible();
    await max.goto(`/threads/${besides}`);
    await expect(max.getByText("What was said here now stands in another thread:")).toBeVisible();
    await look(max, "moderating-merged");
    await max.getByRole("link", { name: "go there" }).click();
    await expect(said(max, "Reply number 3.")).toBeVisible();
  });
  keys.expectNoPointer();
});
