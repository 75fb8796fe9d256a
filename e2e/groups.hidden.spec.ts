import { expect, test } from "./fixtures";
import { foundGroup } from "./groups";
import { look } from "./look";
import { post } from "./site";

test("a hidden group is for everybody outside like one that never was", async ({ site }) => {
  const fay = await site.as("fay", { path: "/settings" });
  const hidden = await foundGroup(fay, { name: "Quietly together", joining: "hidden" });
  const listed = await foundGroup(fay, { name: "By invitation", joining: "private" });
  const ola = await site.as("ola", { path: "/groups" });
  await expect(ola.getByRole("link", { name: "By invitation" })).toBeVisible();
  await expect(ola.getByText("Quietly together")).toBeHidden();

  const gone = async (path: string) => {
    await ola.goto(path);
    await expect(ola.getByRole("heading", { name: "No such group" })).toBeVisible();
    return await ola.getByRole("main").innerText();
  };
  expect(await gone(hidden.path)).toBe(await gone("/groups/01arz3ndektsv4rrffq69g5fav"));
  await look(ola, "group-gone");
  const answers = await Promise.all(
    [hidden.id, "01arz3ndektsv4rrffq69g5fav"].map(async (id) => {
      const answer = await ola.request.get(`${site.origin}/api/groups/${id}`);
      return [answer.status(), await answer.text()];
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  await ola.goto("/search?q=Quietly");
  await expect(ola.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(ola.getByText("Quietly together")).toBeHidden();
  await ola.goto(listed.path);
  await expect(ola.getByText(/^People come in by invitation\. If/)).toBeVisible();
  await look(ola, "group-by-invitation");

  await test.step("until its facilitator invites somebody there, who says no", async () => {
    const invited = { invitationId: hidden.id, address: "ola@birch.example" };
    await post(fay.request, site.origin, `/api/groups/${hidden.id}/invitations`, invited);
    await ola.goto("/groups");
    await expect(ola.getByRole("heading", { name: "Quietly together" })).toBeVisible();
    await look(ola, "groups-invited");
    await ola.getByRole("button", { name: "No thanks" }).click();
    await look(ola, "groups-decline-invitation");
    await ola.getByRole("dialog").getByRole("button", { name: "Say no" }).click();
    await expect(ola.getByRole("heading", { name: "Quietly together", exact: true })).toBeHidden();
    await gone(hidden.path);
  });

  await test.step("and for somebody who was removed, at once", async () => {
    const invited = { invitationId: listed.id, address: "max@alder.example" };
    await post(fay.request, site.origin, `/api/groups/${hidden.id}/invitations`, invited);
    const max = await site.as("max", { path: "/groups" });
    await max.getByRole("button", { name: "Accept these norms and join" }).click();
    await expect(max.getByRole("link", { name: "People" })).toBeVisible();
    await fay.goto(`${hidden.path}/people`);
    await fay.getByRole("button", { name: "What can be done with Max" }).click();
    await fay.getByRole("menuitem", { name: "Remove from the group" }).click();
    const dialog = fay.getByRole("dialog", { name: "Remove Max from the group" });
    await dialog.getByRole("button", { name: "Remove" }).click();
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await dialog.getByRole("textbox", { name: "Reason" }).fill("He asked me to, being away this year.");
    await look(fay, "group-remove");
    await dialog.getByRole("button", { name: "Remove" }).click();
    await expect(fay.getByText("Max is not in the group any longer.")).toBeVisible();
    await expect(max.getByRole("heading", { name: "No such group" })).toBeVisible();
    await max.getByRole("link", { name: /^New for you: / }).click();
    await expect(max.getByRole("link", { name: "You were removed from “Quietly together”" })).toBeVisible();
    await expect(max.getByText("The reason given: He asked me to, being away this year.")).toBeVisible();
    await look(max, "new-removed");
  });
});
