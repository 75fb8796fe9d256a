import { expect, test } from "./fixtures";
import { look } from "./look";
import { signUpAtAlder } from "./mail";
import { bringTo, expectInRoom, findAlderRoom } from "./rooms";
import { get, PHONE } from "./site";
import { expectInThread } from "./threads";

test("what a room began is carried on in the commons, and only its people have the way back", async ({
  site,
}) => {
  const room = await findAlderRoom(site);
  const max = await site.as("max", { path: room.path });

  await test.step("five come, so that naming their campus names nobody", async () => {
    const eva = await site.visit();
    await signUpAtAlder(eva, { mailbox: "eva", name: "Eva", password: "a quiet long password" });
    const others = await Promise.all(
      ["fay", "mia", "cora"].map((key) => site.as(key as never, { path: room.path })),
    );
    await eva.goto(room.path);
    for (const page of [max, eva, ...others]) await expectInRoom(page);
    await expect(max.getByRole("link", { name: "Carry on in the commons" })).toHaveCount(0);
    for (const page of [eva, ...others]) await page.context().close();
    await bringTo(site, room, "closing", "closed");
  });

  await test.step("once it is closed, somebody of it carries on", async () => {
    await max.getByRole("link", { name: "Carry on in the commons" }).click();
    await expect(max.getByText("Nothing that was said in the room goes along.")).toBeVisible();
    await max.getByRole("textbox", { name: "Title" }).fill("What would you pilot first?");
    await max.getByRole("textbox", { name: "Text", exact: true }).click();
    await expect(max.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
    await max.keyboard.type("We spoke of two divisions. How did you begin?");
    await look(max, "carrying-on");
    await max.getByRole("button", { name: "Start the thread" }).click();
    await expectInThread(max);
  });

  await test.step("its people find the way back to the room, and the room the way on", async () => {
    const back = max.getByRole("link", { name: "Carried from the debrief of Alder State" });
    await expect(back).toBeVisible();
    await look(max, "carried");
    const address = new URL(max.url()).pathname;
    await back.click();
    await expect(max).toHaveURL(new RegExp(`${room.path}$`));
    await expect(max.getByRole("link", { name: "Carry on in the commons" })).toBeVisible();
    await max.goBack();
    await expectInThread(max);
    expect(new URL(max.url()).pathname).toBe(address);
  });

  await test.step("whoever was not of the room reads where it began, and finds no way there", async () => {
    const path = new URL(max.url()).pathname;
    const ola = await site.as("ola", { ...PHONE, path });
    await expectInThread(ola);
    await expect(ola.getByText("Carried from the debrief of Alder State")).toBeVisible();
    await expect(ola.getByRole("link", { name: /^Carried from/ })).toHaveCount(0);
    await look(ola, "phone-carried");
    const told = await get(ola.request, site.origin, `/api${path.split("/").slice(0, 3).join("/")}`);
    expect(JSON.stringify(told)).not.toContain(room.id);
    await ola.goto(room.path);
    await expect(ola.getByRole("heading", { name: "This room is not open to you" })).toBeVisible();
  });
});
