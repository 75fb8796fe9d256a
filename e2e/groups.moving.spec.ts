import { expect, test } from "./fixtures";
import { foundGroup, joinGroup } from "./groups";
import { keyboardOnly } from "./keyboard";
import { expectNothingWide, look } from "./look";

test("a group that is archived is read, and opened again", async ({ site }) => {
  const fay = await site.as("fay", { path: "/settings" });
  const group = await foundGroup(fay, { name: "A year of reading" });
  const max = await site.as("max", { path: "/settings" });
  await joinGroup(max, group);
  await fay.goto(`${group.path}/settings`);
  await fay.getByRole("button", { name: "Archive the group" }).click();
  await expect(fay.getByText("This group is archived")).toBeVisible();
  await look(fay, "group-archived");
  await max.goto(group.path);
  await expect(max.getByText("This group is archived")).toBeVisible();
  const ola = await site.as("ola", { path: group.path });
  await expect(ola.getByText("This group is archived; nobody joins it")).toBeVisible();
  await expectNothingWide(ola, "group-archived-outside");
  await fay.getByRole("button", { name: "Open it again" }).click();
  await expect(fay.getByText("The group is open again.")).toBeVisible();
  await ola.reload();
  await expect(ola.getByRole("button", { name: "Accept these norms and join" })).toBeVisible();
});

test("a group that moves keeps its people, and says before what becomes of what is in it", async ({
  site,
}) => {
  const fay = await site.as("fay", { path: "/settings" });
  const group = await foundGroup(fay, { name: "A year of listening" });
  const ola = await site.as("ola", { path: "/groups" });
  await expect(ola.getByRole("link", { name: "A year of listening" })).toBeVisible();
  await fay.goto(`${group.path}/settings`);
  const keys = await keyboardOnly(fay);
  await keys.tabTo(fay.getByRole("button", { name: "Move it…" }));
  await keys.press("Enter");
  const dialog = fay.getByRole("dialog", { name: "Move the group" });
  await expect(dialog).toContainText("From then on people of Alder State find it.");
  await look(fay, "group-moving");
  await keys.tabTo(dialog.getByRole("button", { name: "Move it" }));
  await keys.press("Enter");
  await expect(fay.getByText("The group is at home at Alder State now.")).toBeVisible();
  await expect(fay.getByText("It is at home at Alder State.")).toBeVisible();
  keys.expectNoPointer();
  await ola.reload();
  await expect(ola.getByRole("heading", { name: "Groups", level: 1 })).toBeVisible();
  await expect(ola.getByRole("link", { name: "A year of listening" })).toHaveCount(0);
});
