import { newId } from "#shared/ids";
import { expect, test } from "./fixtures";
import { type Founded, foundGroup, joinGroup } from "./groups";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { expectInRoom, remark } from "./rooms";
import { type Caller, PHONE, post } from "./site";
import { wordsOf } from "./words";

test("a group meets in a room of its own: opened with keys alone, entered on a phone, carried on, left at once", async ({
  site,
}) => {
  const es = wordsOf("es");
  const fayPage = await site.as("fay", { path: "/settings" });
  const group = await foundGroup(fayPage, { name: "First in the family", joining: "hidden" });
  const ola = await site.as("ola", { path: "/settings" });
  const fay = await keyboardOnly(fayPage);
  const opener = fayPage.getByRole("button", { name: "Open a room" });
  const dialog = fayPage.getByRole("dialog", { name: "Open a room" });
  const prompts = ["Who was missing?", "Whom do we ask?"];

  await test.step("a facilitator says what it is about; what is typed outlasts a reload", async () => {
    await fayPage.goto(group.path);
    await fay.tabTo(fayPage.getByRole("link", { name: "Rooms", exact: true }));
    await fay.press("Enter");
    await expect(fayPage.getByText("No room yet")).toBeVisible();
    await look(fayPage, "group-rooms-none");
    await fay.tabTo(opener);
    await fay.press("Enter");
    await expect(dialog.getByRole("textbox", { name: "What you will talk about" })).toBeFocused();
    await fay.tabTo(dialog.getByRole("button", { name: "Open it now" }));
    await fay.press("Enter");
    const title = dialog.getByRole("textbox", { name: "What you will talk about" });
    await expect(title).toBeFocused();
    await expect(dialog.getByText("Say what you will talk about.")).toBeVisible();
    await look(fayPage, "group-room-opening-wrong");
    await fay.type("Who is not at the table?");
    await fay.tabTo(dialog.getByRole("textbox", { name: "Prompts" }));
    await fay.type(prompts[0]!);
    await fay.press("Enter");
    await fay.type(prompts[1]!);
    await fayPage.reload();
    await fay.tabTo(opener);
    await fay.press("Enter");
    await expect(title).toHaveValue("Who is not at the table?");
    await expect(dialog.getByRole("textbox", { name: "Prompts" })).toHaveValue(prompts.join("\n"));
    await look(fayPage, "group-room-opening");
  });

  await test.step("opens it at once, and leads it through the prompts", async () => {
    await fay.tabTo(dialog.getByRole("button", { name: "Open it now" }));
    await fay.press("Enter");
    await expect(fayPage).toHaveURL(/\/debriefs\//);
    await expectInRoom(fayPage);
    await expect(fayPage.getByRole("link", { name: "Who is not at the table?" })).toHaveAttribute(
      "href",
      group.path,
    );
    const places = fayPage.getByRole("navigation", { name: "Main" }).locator("[aria-current]");
    await expect(places).toHaveText(["Groups"]);
    await fay.tabTo(fayPage.getByRole("button", { name: "Begin" }));
    await fay.press("Enter");
    await expect(fayPage.getByRole("heading", { level: 1, name: prompts[0]! })).toBeVisible();
  });
  const room = new URL(fayPage.url()).pathname;

  await test.step("for whoever is outside there is no such room, nor on their first page", async () => {
    await ola.goto(room);
    await expect(ola.getByRole("heading", { name: "This room is not open to you" })).toBeVisible();
    await ola.goto("/");
    await expect(ola.getByRole("heading", { name: "Your debriefs" })).toBeVisible();
    await expect(ola.getByText("Who is not at the table?")).toHaveCount(0);
  });

  const max = await site.as("max", { ...PHONE, colorScheme: "dark", language: "es", path: "/settings" });
  await test.step("a member finds it live on the group’s page and on Today, and speaks in it", async () => {
    await inviteAndLetIn(fayPage, max, group);
    await max.goto(group.path);
    const live = max.getByRole("region", { name: `${es("debriefs.live.label")}: Who is not at the table?` });
    await expect(live).toContainText(es("debriefs.live.meets", { campus: "First in the family" }));
    await look(max, "phone-group-room-live");
    await max.goto("/");
    await expect(live).toContainText("Who is not at the table?");
    await live.getByRole("link", { name: es("debriefs.live.join") }).tap();
    await max.getByRole("textbox", { name: es("debriefs.composer.text") }).fill("Quienes trabajan de noche.");
    await max.getByRole("button", { name: es("debriefs.composer.say"), exact: true }).tap();
    await expect(remark(fayPage, "Quienes trabajan de noche.")).toBeVisible();
    await expect(remark(max, "Quienes trabajan de noche.")).toBeVisible();
    await look(max, "phone-group-room");
    await look(fayPage, "group-room");
  });

  await test.step("once it is closed it is carried on in the group’s forum", async () => {
    const { origin } = new URL(fayPage.url());
    for (const to of ["closing", "closed"])
      await post(fayPage.request, origin, `/api${room}/stage`, { deedId: newId(), to });
    await fay.tabTo(fayPage.getByRole("link", { name: "Carry on in the group’s forum" }));
    await look(fayPage, "group-room-closed");
    await fay.press("Enter");
    await expect(fayPage.getByText("It will say that it carries on a live room of the group.")).toBeVisible();
    await fay.tabTo(fayPage.getByRole("textbox", { name: "Title" }));
    await fay.type("Whom do we ask?");
    await fay.tabTo(fayPage.getByRole("textbox", { name: "Text" }));
    await fay.type("Those who work at night.");
    await fay.tabTo(fayPage.getByRole("button", { name: "Start the thread" }));
    await fay.press("Enter");
    await expect(fayPage.getByRole("link", { name: "Carried from a live room of the group" })).toBeVisible();
    fay.expectNoPointer();
  });

  await test.step("whoever leaves the group has left its rooms", async () => {
    await expect(max.getByText("Quienes trabajan de noche.").first()).toBeVisible();
    const { origin } = new URL(max.url());
    await post(max.request, origin, `/api/groups/${group.id}/leave`, {});
    await expect(max.getByRole("heading", { name: es("debriefs.refused.notYours.title") })).toBeVisible();
    await expect(max.getByText("Quienes trabajan de noche.")).toHaveCount(0);
  });
});

test("a room for a day to come stands in the group’s list, and is opened when the day is there", async ({
  site,
}) => {
  const fay = await site.as("fay", { path: "/settings" });
  const group = await foundGroup(fay, { name: "Night students" });
  const max = await site.as("max", { ...PHONE, path: "/settings" });
  await joinGroup(max, group);
  await fay.goto(`${group.path}/rooms`);
  await fay.getByRole("button", { name: "Open a room" }).click();
  const dialog = fay.getByRole("dialog", { name: "Open a room" });
  await dialog.getByRole("textbox", { name: "What you will talk about" }).fill("The night bus");
  await dialog.getByRole("combobox", { name: "When" }).selectOption("later");
  await dialog.getByRole("button", { name: "Schedule it" }).click();
  await expect(dialog.getByText("Say when it begins.").first()).toBeVisible();
  await dialog.getByLabel("Day").fill("2030-03-04");
  await dialog.getByLabel("Begins at").fill("18:30");
  await look(fay, "group-room-scheduling");
  await dialog.getByRole("button", { name: "Schedule it" }).click();
  await expect(fay.getByText("Scheduled. It opens when a facilitator opens it.")).toBeVisible();
  await expect(fay.getByRole("region", { name: "Rooms" })).toContainText("The night bus");
  await look(fay, "group-rooms");

  await max.goto(`${group.path}/rooms`);
  await expect(max.getByRole("button", { name: "Open a room" })).toBeHidden();
  await look(max, "phone-group-rooms");
  await max.getByRole("link", { name: "The night bus", exact: true }).tap();
  await expect(max.getByRole("heading", { name: "The night bus", level: 1 })).toBeVisible();
  await look(max, "phone-group-room-before");
  await fay.getByRole("link", { name: "The night bus", exact: true }).click();
  await fay.getByRole("button", { name: "Open the room" }).click();
  await expectInRoom(max);
});

/** Invites Max into the group, and says yes for him. */
async function inviteAndLetIn(fay: Caller, max: Caller, { id }: Founded): Promise<void> {
  const { origin } = new URL(fay.url());
  const invitationId = newId();
  const invited = { invitationId, address: "max@alder.example" };
  await post(fay.request, origin, `/api/groups/${id}/invitations`, invited);
  await post(max.request, origin, `/api/invitations/${invitationId}/accept`, { version: 1 });
}
