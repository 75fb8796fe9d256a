import type { SpaceView } from "#shared/forums/spaces.contract";
import { newId } from "#shared/ids";
import { expect, test } from "./fixtures";
import { foundGroup, joinGroup } from "./groups";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { get, PHONE } from "./site";
import { deed, expectInThread, said, words } from "./threads";

test("a group decides on a proposal: with keys alone, and on a phone in Spanish", async ({ site }) => {
  const fay = await site.caller("fay");
  const group = await foundGroup(fay, { name: "Fridays" });
  const { spaceId } = await get<{ spaceId: string }>(
    fay.request,
    site.origin,
    `/api/groups/${group.id}/space`,
  );
  const space = await get<SpaceView>(fay.request, site.origin, `/api/spaces/${spaceId}`);
  expect(space.categories).not.toEqual([]);
  const max = await site.as("max", { path: "/settings" });
  await joinGroup(max, group);

  const keys = await keyboardOnly(max);
  await test.step("Max proposes something, with a week’s time", async () => {
    await max.goto(`/spaces/${spaceId}/new?kind=proposal`);
    await keys.tabTo(max.getByRole("textbox", { name: "Title" }));
    await keys.type("We meet on Fridays");
    await keys.tabTo(max.getByRole("textbox", { name: "Text" }));
    await expect(max.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
    await keys.type("At noon, for half an hour, from March on.");
    await expect(max.getByLabel("Positions are taken until")).toHaveValue(/:00$/);
    await look(max, "proposal-new");
    await keys.tabTo(max.getByRole("button", { name: "Start the thread" }));
    await keys.press("Enter");
    await expectInThread(max);
  });
  const path = new URL(max.url()).pathname;
  const threadId = path.split("/").at(2)!;
  const box = max.getByRole("region", { name: "How we decide" });
  await expect(box.getByText(/^Positions are taken until .+\(in 7 days\)\.$/)).toBeVisible();
  await deed(fay, `/api/threads/${threadId}/replies`, {
    ...{ body: words("It was the only hour that all of us had."), isTried: false, position: "agree" },
    deedId: newId(),
  });
  await expect(box.getByText("1 person")).toBeVisible();

  const mia = await site.as("mia", { ...PHONE, colorScheme: "dark", language: "es", path: "/settings" });
  await joinGroup(mia, group);
  const field = mia.getByRole("textbox", { name: "Su respuesta" });
  const form = mia.getByRole("form", { name: "Responder en el hilo" });
  const write = async (text: string) => {
    await field.tap();
    await expect(mia.getByRole("toolbar")).toBeVisible();
    await mia.keyboard.type(text);
  };
  await test.step("Mia takes a position on her phone, with a reason", async () => {
    await mia.goto(path);
    await expect(mia.getByRole("feed").getByRole("article").first()).toBeVisible();
    await mia.getByRole("button", { name: "Tomar posición" }).tap();
    await expect(form.getByRole("radio", { name: "De acuerdo" })).toBeFocused();
    await form.getByRole("radio", { name: "Bloqueo" }).check();
    await expect(form.getByText("No puedo vivir con ello.")).toBeVisible();
    await write("Los viernes doy clase.");
    await look(mia, "phone-es-proposal-taking");
    await form.getByRole("button", { name: "Responder", exact: true }).tap();
    await expect(said(mia, "Los viernes doy clase.").getByText("Bloqueo")).toBeVisible();
    await expect(said(max, "Los viernes doy clase.").getByText("Block")).toBeVisible();
    await expect(box.getByRole("listitem").filter({ hasText: "Block" })).toContainText("1 person");
    await look(max, "proposal-open");
  });

  await test.step("and another, which alone counts", async () => {
    await form.getByRole("radio", { name: "De acuerdo" }).check();
    await write("Encontré quien me sustituya.");
    await form.getByRole("button", { name: "Responder", exact: true }).tap();
    await expect(said(max, "Los viernes doy clase.").getByText("changed later")).toBeVisible();
    await expect(box.getByRole("listitem").filter({ hasText: "Block" })).toContainText("0 people");
    await expect(box.getByRole("listitem").filter({ hasText: "Agree" }).first()).toContainText("2 people");
    await expect(mia.getByText("Su posición: De acuerdo")).toBeVisible();
    await form.getByRole("radio", { name: "En desacuerdo" }).check();
    await write("Una cosa más");
  });

  await test.step("Max moves the end, and states the outcome", async () => {
    await keys.tabTo(box.getByRole("button", { name: "Move the end" }));
    await keys.press("Enter");
    const moving = max.getByRole("dialog", { name: "Until when are positions taken?" });
    await expect(moving).toBeVisible();
    await keys.press("Escape");
    await keys.tabTo(box.getByRole("button", { name: "State the outcome" }), "Shift+Tab");
    await keys.press("Enter");
    const dialog = max.getByRole("dialog", { name: "What became of the proposal?" });
    await keys.tabTo(dialog.getByRole("radio", { name: "Accepted" }));
    await keys.press("Space");
    await keys.tabTo(dialog.getByRole("button", { name: "State it" }));
    await keys.press("Enter");
    await expect(dialog.getByText("Write something first.")).toBeVisible();
    await keys.tabTo(dialog.getByRole("textbox", { name: "The outcome in words" }), "Shift+Tab");
    await expect(dialog.getByRole("toolbar")).toBeVisible();
    await keys.type("We meet on Fridays at noon, from March on.");
    await look(max, "proposal-stating");
    await keys.tabTo(dialog.getByRole("button", { name: "State it" }));
    await keys.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(box).toBeFocused();
    await expect(box.getByText(/^Accepted Stated by Max/)).toBeVisible();
    keys.expectNoPointer();
  });

  await test.step("Mia’s words stay, and can be said without a position", async () => {
    await expect(form.getByRole("radio")).toHaveCount(0);
    await expect(field).toHaveText("Una cosa más");
    await look(mia, "phone-es-proposal-decided");
    await form.getByRole("button", { name: "Responder", exact: true }).tap();
    await expect(said(mia, "Una cosa más")).toBeVisible();
    await expect(said(mia, "Una cosa más").getByText("En desacuerdo")).toBeHidden();
    await mia.goto("/new");
    await expect(mia.getByText(/comunicó el resultado de la propuesta «We meet on Fridays»/)).toBeVisible();
    await mia.goto(`/spaces/${spaceId}?kind=proposal`);
    await expect(mia.getByText("Aceptada", { exact: true })).toBeVisible();
  });
});
