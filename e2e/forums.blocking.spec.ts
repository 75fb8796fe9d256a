import { expect, test } from "./fixtures";
import { chooseFromMenu, keyboardOnly } from "./keyboard";
import { look } from "./look";
import { PHONE } from "./site";
import { allianceSpace, expectInThread, replyTo, said, startThread } from "./threads";

const SHARP = "People like you never listen.";

test("somebody is blocked with keys alone: what they say folds on every device of theirs, and unfolds", async ({
  site,
}) => {
  const space = await allianceSpace(site);
  const [max, ola] = [await site.caller("max"), await site.caller("ola")];
  const thread = await startThread(max, space.categories[1]!.id, { title: "Whom do we hear?" });
  await replyTo(ola, thread, SHARP);
  const page = await site.as("mia", { path: thread.path });
  const phone = await site.as("mia", { ...PHONE, colorScheme: "dark", path: thread.path });
  for (const one of [page, phone]) await expectInThread(one);
  const keys = await keyboardOnly(page);
  const more = (place: number) =>
    page
      .getByRole("feed")
      .getByRole("article")
      .nth(place)
      .getByRole("button", { name: /^More about/ });

  await test.step("the page says first what it does, and what it does not", async () => {
    await keys.tabTo(more(1));
    await keys.press("Enter");
    await chooseFromMenu(page, keys, "Block Ola");
    const dialog = page.getByRole("dialog", { name: "Block Ola" });
    await expect(dialog).toContainText("Ola is not told");
    await look(page, "blocking-dialog");
    await keys.tabTo(dialog.getByRole("button", { name: "Block", exact: true }));
    await keys.press("Enter");
    await expect(page.getByText("Ola is blocked.")).toBeVisible();
    await expect(page.getByText("You have blocked Ola.")).toBeVisible();
    await expect(page.getByText(SHARP)).toHaveCount(0);
    await expect(more(1)).toBeFocused();
    await look(page, "blocking-folded");
  });

  await test.step("it folds on the phone by itself, with what comes after; one may look all the same", async () => {
    await expect(phone.getByText(SHARP)).toHaveCount(0);
    await replyTo(ola, thread, "And another thing.");
    await expect(phone.getByText("You have blocked Ola.")).toHaveCount(2);
    await expect(phone.getByText("And another thing.")).toHaveCount(0);
    await phone.getByRole("button", { name: "Show it" }).first().tap();
    await expect(said(phone, SHARP).getByRole("button", { name: "Reply" })).toBeVisible();
    await look(phone, "phone-blocking");
  });

  await test.step("the settings tell whom one has blocked, and let them go", async () => {
    await page.goto("/settings");
    const blocked = page.getByRole("region", { name: "Whom you have blocked" });
    await expect(blocked.getByText("Ola")).toBeVisible();
    await look(page, "blocking-settings");
    await keys.tabTo(blocked.getByRole("button", { name: "Unblock Ola" }));
    await keys.press("Enter");
    await expect(blocked.getByText("You have blocked nobody.")).toBeVisible();
    await expect(blocked.getByRole("heading")).toBeFocused();
    await expect(phone.getByText("And another thing.")).toBeVisible();
    keys.expectNoPointer();
  });
});
