import type { SpaceView } from "#shared/forums/spaces.contract";
import { expect, test } from "./fixtures";
import { foundGroup, joinGroup } from "./groups";
import { chooseFromMenu, keyboardOnly } from "./keyboard";
import { look } from "./look";
import { get, PHONE } from "./site";
import { composer, editorOf, expectInThread, said, startThread } from "./threads";

test("with keys alone somebody is paused in the middle of a word, learns why, and goes on with it later", async ({
  site,
}) => {
  const fay = await site.as("fay", { path: "/settings" });
  const group = await foundGroup(fay, { name: "After the strike" });
  const { spaceId } = await get<{ spaceId: string }>(
    fay.request,
    site.origin,
    `/api/groups/${group.id}/space`,
  );
  const space = await get<SpaceView>(fay.request, site.origin, `/api/spaces/${spaceId}`);
  const thread = await startThread(fay, space.categories[0]!.id, { title: "What has stayed with you?" });
  const max = await site.as("max", { ...PHONE, path: "/settings" });
  await joinGroup(max, group);
  await max.goto(thread.path);
  await expectInThread(max);
  await editorOf(max);
  await max.keyboard.type("It was not fair of");

  await fay.goto(`${group.path}/people`);
  const keys = await keyboardOnly(fay);
  const dialog = fay.getByRole("dialog", { name: "Pause Max or slow them down" });
  const beginPause = async () => {
    await keys.tabTo(fay.getByRole("button", { name: "What can be done with Max" }));
    await keys.press("Enter");
    await expect(fay.getByRole("menuitem", { name: "Pause or slow down" })).toBeFocused();
    await keys.press("Enter");
  };
  await test.step("a pause has a length and a reason, which survives a reload", async () => {
    await beginPause();
    await keys.tabTo(dialog.getByRole("combobox", { name: "For how long" }));
    await keys.press("ArrowUp");
    await expect(dialog.getByRole("combobox", { name: "For how long" })).toHaveValue("1");
    await keys.tabTo(dialog.getByRole("combobox", { name: "Which norm is it about?" }));
    await keys.press("ArrowDown");
    await keys.tabTo(dialog.getByRole("button", { name: "Set their pace" }));
    await keys.press("Enter");
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await keys.type("We speak of what was done, not of who somebody is.");
    await look(fay, "group-pause");
    const norm = await dialog.getByRole("combobox", { name: "Which norm is it about?" }).inputValue();
    await fay.reload();
    await beginPause();
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toHaveValue(/We speak of what was done/);
    await expect(dialog.getByRole("combobox", { name: "Which norm is it about?" })).toHaveValue(norm);
    expect(norm).not.toBe("");
    await keys.tabTo(dialog.getByRole("button", { name: "Set their pace" }));
    await keys.press("Enter");
    await expect(fay.getByText("Max is told, with your reason.")).toBeVisible();
    await expect(fay.getByText(/^Member · paused until /)).toBeVisible();
    await look(fay, "group-people-paused");
  });

  await test.step("whoever is paused is told at once, and why", async () => {
    await expect(max.getByText("You are paused in this group for a while")).toBeVisible();
    await expect(composer(max)).toBeHidden();
    await look(max, "phone-thread-paused");
    await max.getByRole("link", { name: "Why, and until when" }).tap();
    await expect(max.getByText("The reason given: We speak of what was done")).toBeVisible();
    await expect(max.getByText("The norm: “We listen first.”")).toBeVisible();
    await look(max, "phone-group-paused");
    await max.goto("/new");
    await expect(max.getByRole("link", { name: "You are paused in “After the strike”" })).toBeVisible();
    await look(max, "phone-new-paused");
    await max.goto(thread.path);
    await expect(max.getByText("You are paused in this group for a while")).toBeVisible();
  });

  await test.step("and has every word once it is over", async () => {
    await keys.tabTo(fay.getByRole("button", { name: "What can be done with Max" }));
    await keys.press("Enter");
    await expect(fay.getByRole("menuitem", { name: "Let them speak freely" })).toBeFocused();
    await keys.press("Enter");
    await expect(fay.getByText("Max speaks freely again.")).toBeVisible();
    await expect(fay.getByText(/paused until/)).toBeHidden();
    await expect(composer(max)).toHaveText("It was not fair of");
    await fay.goto(`${group.path}/log`);
    await expect(fay.getByText("Fay paused Max")).toBeVisible();
    await expect(fay.getByText("The norm: “We listen first.”")).toBeVisible();
    await look(fay, "group-log-paused");
  });

  await test.step("is slowed down instead, and sees how long to wait", async () => {
    await fay.goto(`${group.path}/people`);
    await beginPause();
    await keys.tabTo(dialog.getByRole("combobox", { name: "How they speak meanwhile" }));
    await keys.press("ArrowDown");
    await expect(dialog.getByRole("combobox", { name: "How they speak meanwhile" })).toHaveValue("600");
    await keys.tabTo(dialog.getByRole("textbox", { name: "Reason" }));
    await keys.type("Leave the others room.");
    await look(fay, "group-slow-down");
    await keys.tabTo(dialog.getByRole("button", { name: "Set their pace" }));
    await keys.press("Enter");
    await expect(fay.getByText(/^Member · speaks slowly until /)).toBeVisible();
    await expect(max.getByText("In this group you speak once in 10 minutes.")).toBeVisible();
    await expect(max.getByText(/^You can reply again in (9:\d\d|10:00)$/)).toBeVisible();
    await expect(composer(max)).toHaveText("It was not fair of");
    await look(max, "phone-thread-slowed");
    await max.goto(group.path);
    await expect(max.getByText("The reason given: Leave the others room.")).toBeVisible();
    await look(max, "phone-group-slowed");
    await max.goto(thread.path);
    await keys.tabTo(fay.getByRole("button", { name: "What can be done with Max" }));
    await keys.press("Enter", "Enter");
    await expect(fay.getByText("Max speaks freely again.")).toBeVisible();
    await expect(max.getByText("In this group you speak once in")).toBeHidden();
    await expect(composer(max)).toHaveText("It was not fair of");
  });

  await test.step("is asked to edit it, and does", async () => {
    await max
      .getByRole("form", { name: "Reply to the thread" })
      .getByRole("button", { name: "Reply", exact: true })
      .tap();
    await fay.goto(thread.path);
    await expectInThread(fay);
    await keys.tabTo(
      said(fay, "It was not fair of").getByRole("button", { name: "More about the post by Max" }),
    );
    await keys.press("Enter");
    await chooseFromMenu(fay, keys, "Ask to edit it");
    const asking = fay.getByRole("dialog", { name: "Ask Max to edit their post" });
    await keys.tabTo(asking.getByRole("textbox", { name: "Reason" }));
    await keys.type("Please finish the sentence.");
    await keys.press("Escape");
    await fay.reload();
    await keys.tabTo(
      said(fay, "It was not fair of").getByRole("button", { name: "More about the post by Max" }),
    );
    await keys.press("Enter");
    await chooseFromMenu(fay, keys, "Ask to edit it");
    await expect(asking.getByRole("textbox", { name: "Reason" })).toHaveValue("Please finish the sentence.");
    await keys.tabTo(asking.getByRole("button", { name: "Ask them" }));
    await keys.press("Enter");
    await expect(fay.getByText(/Its author was asked to edit it/)).toBeVisible();
    await look(fay, "thread-asked-to-edit");
    keys.expectNoPointer();

    await expect(max.getByText("You are asked to edit this post.")).toBeVisible();
    await expect(max.getByText("The reason given: Please finish the sentence.")).toBeVisible();
    await look(max, "phone-thread-asked-to-edit");
    await max.getByRole("button", { name: "Edit it" }).tap();
    const edit = max.getByRole("form", { name: "Edit the post" });
    await expect(edit.getByRole("toolbar")).toBeVisible();
    await max.keyboard.press("Control+End");
    await max.keyboard.type(" us to leave early.");
    await edit.getByRole("button", { name: "Save" }).tap();
    await expect(said(fay, "us to leave early.")).toBeVisible();
    await expect(fay.getByText(/as its author was asked to/)).toBeVisible();
    await fay.goto("/new");
    await expect(fay.getByRole("link", { name: /Max has edited a post .* as you asked/ })).toBeVisible();
  });
});
