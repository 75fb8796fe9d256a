import { expect, test } from "./fixtures";
import { look } from "./look";
import { expectConnection } from "./rooms";
import { PHONE } from "./site";
import { allianceSpace, composer, editorOf, expectInThread, replyTo, said, startThread } from "./threads";

test("half-written words survive a reload, and are on the other device too", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.caller("mia");
  const thread = await startThread(mia, space.categories[3]!.id, { title: "Drafts" });
  const desk = await site.as("max", { path: thread.path });
  await expectInThread(desk);

  await test.step("kept with every stroke", async () => {
    await (await editorOf(desk)).pressSequentially("Half a thought");
    await desk.reload();
    await expect(composer(desk)).toContainText("Half a thought");
  });

  await test.step("kept on the server, and found on another device", async () => {
    await (await editorOf(desk)).press("End");
    await composer(desk).pressSequentially(" about it");
    await expect(desk.getByText("Draft kept here and on your other devices")).toBeVisible();
    const phone = await site.as("max", { ...PHONE, path: thread.path });
    await expect(composer(phone)).toContainText("Half a thought about it");
    await phone.context().close();
  });

  await test.step("written on both, both are shown, and nothing goes until one chooses", async () => {
    const relay = await site.relay();
    const laptop = await site.as("max", { relay, path: thread.path });
    await expect(composer(laptop)).toContainText("Half a thought about it");
    await editorOf(laptop);
    relay.cut();
    await expectConnection(laptop, "Offline");
    await composer(laptop).press("End");
    await composer(laptop).pressSequentially(", said on the train");
    await editorOf(desk);
    await composer(desk).press("End");
    await composer(desk).pressSequentially(", said at the desk");
    await expect(desk.getByText("Draft kept here and on your other devices")).toBeVisible();
    relay.mend();
    const conflict = laptop.getByRole("region", { name: "You have also written on another device" });
    await expect(conflict).toBeVisible();
    await expect(conflict.getByRole("region", { name: "On this device" })).toContainText("on the train");
    await expect(conflict.getByRole("region", { name: /^On the other device/ })).toContainText("at the desk");
    await look(laptop, "thread-draft-conflict");
    await conflict.getByRole("button", { name: "Keep both" }).click();
    await expect(composer(laptop)).toContainText("said on the train");
    await expect(composer(laptop)).toContainText("said at the desk");
    await expect(laptop.getByText("Draft kept here and on your other devices")).toBeVisible();
    await laptop.reload();
    await expect(composer(laptop)).toContainText("said at the desk");
  });

  await test.step("a thread that is being written is kept as well", async () => {
    await desk.goto(`/spaces/${space.id}/new`);
    await desk.getByRole("textbox", { name: "Title" }).fill("Half a title");
    await desk.getByRole("radio", { name: /^Question/ }).check();
    let hand = () => {};
    const written = new Promise<void>((resolve) => {
      hand = resolve;
    });
    await desk.route(/\/assets\/FilesWriter-[^/]*\.js$/, async (route) => {
      await written;
      await route.continue();
    });
    const field = desk.getByRole("textbox", { name: "Text", exact: true });
    await field.pressSequentially("Half ");
    await expect(desk.getByRole("toolbar", { name: "Formatting" })).toHaveCount(0);
    hand();
    await expect(desk.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
    await desk.keyboard.type("a text");
    await expect(field).toHaveText("Half a text");
    await desk.reload();
    await expect(desk.getByRole("textbox", { name: "Title" })).toHaveValue("Half a title");
    await expect(desk.getByRole("radio", { name: /^Question/ })).toBeChecked();
    await expect(desk.getByRole("textbox", { name: "Text", exact: true })).toContainText("Half a text");
  });
});

test("a reply without a network waits on the device and is sent once", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
  const thread = await startThread(mia, space.categories[3]!.id, { title: "From the concrete hall" });
  await mia.goto(thread.path);
  const relay = await site.relay();
  const max = await site.as("max", { relay, path: thread.path });
  await expectInThread(max);

  relay.cut();
  await expectConnection(max, "Offline");
  // The editor's code cannot be had: one writes in the light field.
  await composer(max).fill("Said without a network.");
  await composer(max).press("Control+Enter");
  const pending = max.getByRole("article", { name: "Your reply, not yet in the thread" });
  await expect(pending).toContainText("Said without a network.");
  await expect(pending).toContainText("Kept on this device · sent as soon as the server can be reached");
  await expectConnection(max, "Offline · 1 kept on this device");
  await replyTo(mia, thread, "Meanwhile in the thread.");

  relay.mend();
  await expect(pending).toHaveCount(0);
  for (const page of [max, mia]) {
    await expect(said(page, "Said without a network.")).toHaveCount(1);
    await expect(said(page, "Meanwhile in the thread.")).toHaveCount(1);
  }
  await max.reload();
  await expect(said(max, "Said without a network.")).toHaveCount(1);
  await expect(composer(max)).toHaveValue("");
});
