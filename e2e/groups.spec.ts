import { expect, test } from "./fixtures";
import { expectGroup } from "./groups";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { post } from "./site";
import { expectInThread, readToOf, said } from "./threads";

test("a group is founded from nothing, joined by its norms, asked anew when they change, and left", async ({
  site,
}) => {
  test.slow();
  const cora = await site.as("cora", { path: "/groups" });
  await expect(cora.getByText("You are in no group yet")).toBeVisible();
  await look(cora, "groups-none");
  const fay = await site.as("fay", { path: "/groups" });

  await test.step("what is typed survives a reload, and what is missing is said at its field", async () => {
    await fay.getByRole("link", { name: "Found a group" }).click();
    await expectGroup(fay, "Found a group");
    await expect(fay.getByRole("textbox", { name: /^Norm \d/ })).toHaveCount(3);
    await fay.getByRole("textbox", { name: "Norm 2" }).fill("");
    await fay.getByRole("button", { name: "Found the group" }).click();
    const name = fay.getByRole("textbox", { name: "Name" });
    await expect(name).toBeFocused();
    await expect(name).toHaveAccessibleDescription("Give the group a name.");
    await expect(fay.getByRole("textbox", { name: "Norm 2" })).toHaveAccessibleDescription(
      "A norm has words.",
    );
    await look(fay, "groups-new-wrong");
    await name.fill("Reading about belonging");
    await fay
      .getByRole("textbox", { name: "What it is for" })
      .fill("One paper a month, and what we try of it.");
    await fay.getByRole("button", { name: "Remove norm 2" }).click();
    await fay.getByRole("button", { name: "Add a norm" }).click();
    await expect(fay.getByRole("textbox", { name: "Norm 3" })).toBeFocused();
    await fay.keyboard.type("We read before we come.");
    await fay.getByRole("button", { name: "Move norm 3 up" }).click();
    await expect(fay.getByRole("button", { name: "Move norm 2 up" })).toBeFocused();
    await fay.reload();
    await expect(fay.getByRole("textbox", { name: "Name" })).toHaveValue("Reading about belonging");
    await expect(fay.getByRole("textbox", { name: "Norm 2" })).toHaveValue("We read before we come.");
    await look(fay, "groups-new");
  });

  await test.step("and a session that has ended", async () => {
    await fay.context().clearCookies();
    await fay.getByRole("button", { name: "Found the group" }).click();
    const dialog = fay.getByRole("dialog", { name: "Sign in again" });
    await expect(dialog).toBeVisible();
    await post(fay.request, site.origin, "/api/accounts/enter", { key: "fay" });
    await fay.reload();
    await fay.getByRole("button", { name: "Found the group" }).click();
    await expectGroup(fay, "Reading about belonging");
    await expect(fay).toHaveURL(/\/groups\/[0-9a-z]{26}$/);
    await look(fay, "group-founded");
    await fay.goto("/groups/new");
    await expect(fay.getByRole("textbox", { name: "Name" })).toHaveValue("");
    await fay.goBack();
  });
  const path = new URL(fay.url()).pathname;

  const max = await site.as("max", { path: "/groups" });
  await test.step("somebody else reads the norms and comes in", async () => {
    await expect(max.getByRole("link", { name: "Reading about belonging" })).toBeVisible();
    await look(max, "groups");
    await max.getByRole("link", { name: "Reading about belonging" }).click();
    await expect(max.getByRole("list", { name: "Norms" }).getByRole("listitem")).toHaveCount(3);
    await expect(max.getByRole("link", { name: "People" })).toBeHidden();
    await look(max, "group-outside");
    await max.getByRole("button", { name: "Accept these norms and join" }).click();
    await expect(max.getByRole("link", { name: "People" })).toBeVisible();
    await max.getByRole("link", { name: "People" }).click();
    await expect(max.getByRole("region", { name: "People" }).getByRole("listitem")).toHaveCount(2);
    await look(max, "group-people");
  });

  await test.step("and speaks in the group’s own forum", async () => {
    await max.getByRole("link", { name: "Open the discussion" }).click();
    await expectGroup(max, "Reading about belonging");
    await look(max, "group-forum");
    await max.getByRole("link", { name: "About the group" }).click();
    await max.getByRole("link", { name: "Open the discussion" }).click();
    await max.getByRole("link", { name: "Start a thread" }).first().click();
    await max.getByRole("textbox", { name: "Title" }).fill("Where shall we begin?");
    await max.getByRole("textbox", { name: "Text" }).click();
    await expect(max.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
    await max.keyboard.type("With the paper on names.");
    await max.getByRole("button", { name: "Start the thread" }).click();
    await expectInThread(max);
    await expect(said(max, "With the paper on names.")).toBeVisible();
  });
  const thread = new URL(max.url()).pathname;

  await test.step("whoever facilitates sees how the discussion is doing, and nothing of Max", async () => {
    await fay.goto(`${path}/settings`);
    await fay.getByRole("link", { name: "See how the discussion is doing" }).click();
    await expectGroup(fay, "How the discussion is doing");
    await expect(fay.getByRole("main")).toContainText("Too few to tell without naming anybody.");
    await expect(fay.getByRole("main")).not.toContainText("Max");
    await look(fay, "group-health");
    await fay.getByRole("link", { name: "Where shall we begin?" }).click();
    await expectInThread(fay);
    await max.goto(`${path}/health`);
    await expect(max.getByRole("link", { name: "People" })).toBeVisible();
    await expect(max).toHaveURL(path);
  });

  await test.step("norms that change are asked for again", async () => {
    await fay.goto(`${path}/settings`);
    await fay.getByRole("textbox", { name: "Norm 1" }).fill("What is said here stays here.");
    await fay.getByRole("button", { name: "Agree on these norms" }).click();
    await expect(fay.getByText("Agreed. Everyone in the group is asked")).toBeVisible();
    await look(fay, "group-settings");
    await max.goto(`${path}/people`);
    await expect(max.getByText("The norms have changed. Read and accept them.")).toBeVisible();
    await max.getByRole("link", { name: "To the norms" }).click();
    await look(max, "group-norms-changed");
    await fay.reload();
    await fay
      .getByRole("textbox", { name: "Norm 1" })
      .fill("What is said here stays, what we learn may leave.");
    await fay.getByRole("button", { name: "Agree on these norms" }).click();
    await expect(fay.getByText("Agreed. Everyone in the group is asked")).toBeVisible();
    await max.getByRole("button", { name: "Accept these norms" }).click();
    await expect(max.getByRole("alert").filter({ hasText: "changed meanwhile" })).toBeVisible();
    await expect(max.getByText("What is said here stays, what we learn may leave.")).toBeVisible();
    await look(max, "group-norms-changed-meanwhile");
    await max.getByRole("button", { name: "Accept these norms" }).click();
    await expect(max.getByText("The norms have changed")).toBeHidden();
  });

  await test.step("two facilitators change the norms at once, and neither loses a word", async () => {
    await fay.goto(`${path}/people`);
    await fay.getByRole("button", { name: "What can be done with Max" }).click();
    await look(fay, "group-people-menu");
    await fay.getByRole("menuitem", { name: "Make facilitator" }).click();
    await expect(fay.getByText("Max facilitates the group now.")).toBeVisible();
    await max.goto(`${path}/settings`);
    await max.getByRole("textbox", { name: "Norm 1" }).fill("Max was first.");
    await fay.goto(`${path}/settings`);
    await fay.getByRole("textbox", { name: "Norm 1" }).fill("Fay was second.");
    await max.getByRole("button", { name: "Agree on these norms" }).click();
    await expect(max.getByText("Agreed. Everyone in the group is asked")).toBeVisible();
    await fay.getByRole("button", { name: "Agree on these norms" }).click();
    const overtaken = fay.getByRole("alert").filter({ hasText: "Another facilitator has changed" });
    await expect(overtaken).toContainText("Max was first.");
    await expect(fay.getByRole("textbox", { name: "Norm 1" })).toHaveValue("Fay was second.");
    await look(fay, "group-norms-overtaken");
    await overtaken.getByRole("button", { name: "Go on with mine" }).click();
    await expect(fay.getByRole("textbox", { name: "Norm 1" })).toBeFocused();
    await fay.getByRole("button", { name: "Agree on these norms" }).click();
    await expect(fay.getByText("Agreed. Everyone in the group is asked")).toBeVisible();
    await fay.goto(path);
    await expect(fay.getByText("Fay was second.")).toBeVisible();
  });

  await test.step("who leaves finds it closed; who is last cannot", async () => {
    await max.goto(path);
    await max.getByRole("button", { name: "Leave the group" }).click();
    const dialog = max.getByRole("dialog", { name: "Leave “Reading about belonging”?" });
    await expect(dialog).toContainText("You can join again.");
    await look(max, "group-leave");
    await dialog.getByRole("button", { name: "Leave", exact: true }).click();
    await expect(max.getByText("You have left “Reading about belonging”.")).toBeVisible();
    await expect(max.getByRole("region", { name: "Your groups" })).not.toContainText("belonging");
    await max.goto(`${path}/people`);
    await expect(max.getByRole("button", { name: "Accept these norms and join" })).toBeVisible();
    await max.goto(thread);
    await expect(max.getByText("This is not open to you")).toBeVisible();
    await fay.reload();
    await fay.getByRole("button", { name: "Leave the group" }).click();
    await fay.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
    await expect(fay.getByRole("dialog").getByRole("alert")).toContainText("Name another facilitator first.");
  });
});

test("with nothing but keys a group is founded and somebody is let in", async ({ site }) => {
  test.slow();
  const fay = await site.as("fay", { path: "/groups" });
  const keys = await keyboardOnly(fay);
  await keys.tabTo(fay.getByRole("link", { name: "Found a group" }));
  await keys.press("Enter");
  await expectGroup(fay, "Found a group");
  await keys.tabTo(fay.getByRole("radio", { name: /^Interest group/ }));
  await keys.press("ArrowDown");
  await expect(fay.getByRole("radio", { name: /^Working group/ })).toBeChecked();
  await keys.tabTo(fay.getByRole("textbox", { name: "Name" }));
  await keys.type("Transfer credit");
  await keys.press("Tab");
  await keys.type("One table of what counts for what.");
  await keys.tabTo(fay.getByRole("radio", { name: /^Open/ }));
  await keys.press("ArrowDown");
  await expect(fay.getByRole("radio", { name: /^By request/ })).toBeChecked();
  await keys.tabTo(fay.getByRole("textbox", { name: "Norm 1" }));
  await keys.press("Control+A");
  await keys.type("We write it down.");
  await keys.press("Enter");
  await expect(fay.getByRole("textbox", { name: "Norm 2" })).toBeFocused();
  await keys.type("We say who decides.");
  await keys.tabTo(fay.getByRole("button", { name: "Move norm 2 up" }));
  await keys.press("Enter");
  await expect(fay.getByRole("button", { name: "Move norm 1 up" })).toBeFocused();
  await keys.tabTo(fay.getByRole("button", { name: "Remove norm 4" }));
  await keys.press("Enter");
  await expect(fay.getByRole("textbox", { name: "Norm 3" })).toHaveCount(1);
  await keys.tabTo(fay.getByRole("button", { name: "Found the group" }));
  await keys.press("Enter");
  await expectGroup(fay, "Transfer credit");
  await expect(fay.getByRole("list", { name: "Norms" }).getByRole("listitem").first()).toHaveText(
    "We say who decides.",
  );

  const group = new URL(fay.url()).pathname;
  const mia = await site.as("mia", { path: group });
  const hers = await keyboardOnly(mia);
  await hers.tabTo(mia.getByRole("textbox", { name: /^What brings you/ }));
  await hers.type("I keep the table at Alder.");
  await hers.press("Tab", "Enter");
  await expect(mia.getByText("You have asked to join.")).toBeVisible();
  await expect(mia.getByRole("heading", { name: "Transfer credit" })).toBeFocused();

  await fay.reload();
  await keys.tabTo(fay.getByRole("link", { name: /^Requests/ }));
  await keys.press("Enter");
  await keys.tabTo(fay.getByRole("button", { name: "Let in Mia" }));
  await keys.press("Enter");
  await expect(fay.getByText("Mia is in the group now.")).toBeVisible();
  await expect(fay.getByRole("heading", { name: "Requests" })).toBeFocused();

  const announced = mia.getByRole("region", { name: "Announcements" });
  await expect(fay.getByText("Nothing was announced yet.")).toBeVisible();
  await look(fay, "group-nothing-announced");
  await keys.tabTo(fay.getByRole("link", { name: "Announce something" }), "Shift+Tab");
  await keys.press("Enter");
  await expect(fay.getByRole("radio", { name: /^Announcement/ })).toBeChecked();
  await keys.tabTo(fay.getByRole("textbox", { name: "Title" }));
  await keys.type("The table is up to date");
  await keys.tabTo(fay.getByRole("textbox", { name: "Text" }));
  await keys.type("All of last year is in it.");
  await keys.press("Control+Enter");
  await expect(fay.getByRole("heading", { name: "The table is up to date", level: 1 })).toBeVisible();
  await mia.goto("/new");
  await expect(mia.getByRole("link", { name: "Fay announced “The table is up to date”" })).toBeVisible();
  await mia.setViewportSize({ width: 360, height: 740 });
  await mia.goto(group);
  await expect(announced.getByRole("heading", { level: 3 })).toHaveText("The table is up to datenew");
  const summary = mia.getByRole("region", { name: "The last seven days" });
  await expect(summary).toContainText("Threads begun: 1. Replies written: 0.");
  await expect(summary.getByRole("link", { name: "The table is up to date" })).toBeVisible();
  await look(mia, "phone-group-announced");
  await hers.tabTo(announced.getByRole("link", { name: "The table is up to date" }));
  await hers.press("Enter");
  await expect(mia.getByText("All of last year is in it.")).toBeVisible();
  const [, threadId = ""] = /\/threads\/([^/]+)/.exec(mia.url()) ?? [];
  await expect.poll(() => readToOf(mia, threadId)).toBe(1);
  await mia.goBack();
  await expect(announced.getByRole("heading", { level: 3 })).toHaveText("The table is up to date");
  keys.expectNoPointer();
  hers.expectNoPointer();
});
