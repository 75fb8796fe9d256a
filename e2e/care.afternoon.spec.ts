import type { DecisionView } from "#shared/care/appeals.contract";
import type { SpaceView } from "#shared/forums/spaces.contract";
import type { MembershipView } from "#shared/groups/groups.contract";
import type { Page } from "#shared/http/page";
import { newId } from "#shared/ids";
import { expect, test } from "./fixtures";
import { foundGroup, joinGroup } from "./groups";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { get, PHONE, post } from "./site";
import { expectInThread, reply, replyTo, said, startThread } from "./threads";

const FAIR = "We speak of what was done, not of who somebody is.";

test("a bad afternoon: three reports, a slower thread, a removal, an appeal with keys alone, and its reversal", async ({
  site,
}) => {
  const fay = await site.as("fay", { path: "/settings" });
  const group = await foundGroup(fay, { name: "After the strike", norms: ["We listen first.", FAIR] });
  const { spaceId } = await get<{ spaceId: string }>(
    fay.request,
    site.origin,
    `/api/groups/${group.id}/space`,
  );
  const space = await get<SpaceView>(fay.request, site.origin, `/api/spaces/${spaceId}`);
  const cora = await site.as("cora", { path: "/settings" });
  const mia = await site.as("mia", { path: "/settings" });
  const ola = await site.as("ola", { path: "/settings" });
  const max = await site.as("max", { ...PHONE, colorScheme: "dark", path: "/settings" });
  for (const page of [cora, mia, ola, max]) await joinGroup(page, group);
  const members = `/api/groups/${group.id}/members`;
  const { items } = await get<Page<MembershipView>>(fay.request, site.origin, members);
  const { personId } = items.find(({ person }) => person.name === "Cora")!.person;
  await post(fay.request, site.origin, `${members}/${personId}/part`, { part: "facilitator" });
  const thread = await startThread(mia, space.categories[0]!.id, { title: "What has stayed with you?" });
  await replyTo(max, thread, "People like Mia should not teach.");
  await replyTo(ola, thread, "Then people like Max should leave.");

  await test.step("three reports arrive, and those who facilitate are told of each", async () => {
    await fay.goto("/new");
    for (const [page, whose, text] of [
      [mia, "Max", "People like Mia should not teach."],
      [ola, "Max", "People like Mia should not teach."],
      [max, "Ola", "Then people like Max should leave."],
    ] as const) {
      await page.goto(thread.path);
      await expectInThread(page);
      await said(page, text)
        .getByRole("button", { name: `More about the post by ${whose}` })
        .click();
      await page.getByRole("menuitem", { name: "Report" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Report it" }).click();
      await expect(page.getByText(/^Reported\./)).toBeVisible();
    }
    await expect(fay.getByText("A post in “What has stayed with you?” was reported")).toHaveCount(3);
    await look(fay, "afternoon-told");
    await fay
      .getByRole("link", { name: "A post in “What has stayed with you?” was reported" })
      .first()
      .click();
    await expect(fay.getByRole("button", { name: "Hide the post" })).toHaveCount(3);
    await expect(fay.getByText("Nothing was done to Max here before.")).toHaveCount(2);
    await look(fay, "afternoon-queue");
  });

  await test.step("a post is hidden by a norm, and its author may ask somebody else about it", async () => {
    await fay.getByRole("button", { name: "Hide the post" }).first().click();
    const dialog = fay.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Which norm is it about?" }).selectOption(FAIR);
    await dialog.getByLabel("Reason").fill("It is about who Mia is.");
    await look(fay, "afternoon-hide");
    await dialog.getByRole("button", { name: "Hide it" }).click();
    await expect(fay.getByRole("button", { name: "Hide the post" })).toHaveCount(1);
    await expect(fay.getByText("a post was taken out of sight, last")).toBeVisible();
    await fay.getByRole("button", { name: "Settle: the post is hidden" }).click();
    await expect(fay.getByRole("button", { name: "Settle: the post is hidden" })).toHaveCount(0);
    await fay.getByRole("button", { name: "Ask to edit it" }).click();
    const asking = fay.getByRole("dialog", { name: "Ask Ola to edit their post" });
    await asking.getByLabel("Reason").fill("Say what you wish for instead.");
    await look(fay, "afternoon-ask");
    await asking.getByRole("button", { name: "Ask them" }).click();
    await expect(fay.getByText("No report is open")).toBeVisible();
    await expect(max.getByText(`The norm: “${FAIR}”`)).toBeVisible();
    await expect(max.getByRole("link", { name: "Ask somebody else to look at it" })).toBeVisible();
    await look(max, "phone-afternoon-hidden");
  });

  await test.step("the thread goes slower, for everybody to read why", async () => {
    await fay.goto(thread.path);
    await fay.getByRole("button", { name: "Manage the thread" }).click();
    await fay.getByRole("menuitem", { name: "Slow down or hold replies" }).click();
    const dialog = fay.getByRole("dialog", { name: "Slow the thread down" });
    await dialog.getByLabel("Between two replies of one person").selectOption("300");
    await dialog.getByLabel("Why, for everybody to read").fill("Let us breathe.");
    await dialog.getByRole("button", { name: "Save" }).click();
    for (const page of [mia, ola, max]) await expect(page.getByText("Let us breathe.")).toBeVisible();
    await reply(mia, "I am still here.");
    await expect(mia.getByRole("timer")).toContainText("You can reply again in 4:");
  });

  await test.step("somebody is removed, learns why, and asks somebody else", async () => {
    await fay.goto(`${group.path}/people`);
    await fay.getByRole("button", { name: "What can be done with Max" }).click();
    await fay.getByRole("menuitem", { name: /^Remove/ }).click();
    const dialog = fay.getByRole("dialog");
    await dialog.getByRole("combobox", { name: "Which norm is it about?" }).selectOption(FAIR);
    await dialog.getByRole("textbox", { name: "Reason" }).fill("It was the third time today.");
    await dialog.getByRole("button", { name: /^Remove/ }).click();
    await expect(fay.getByRole("button", { name: "What can be done with Max" })).toBeHidden();
    await max.goto("/new");
    await max.getByRole("link", { name: /removed from “After the strike”/ }).tap();
    const decisions = max.getByRole("region", { name: "What was decided about you" });
    await expect(decisions.getByRole("listitem")).toHaveCount(2);
    const removal = decisions.getByRole("listitem").first();
    await expect(removal).toContainText("You were removed from “After the strike”");
    await removal.getByRole("button", { name: "Ask somebody else to look at it" }).tap();
    await max
      .getByRole("textbox", { name: "Why it should be looked at again" })
      .fill("I was quoting a leaflet.");
    await max.reload();
    await expect(max.getByRole("textbox", { name: "Why it should be looked at again" })).toHaveValue(
      "I was quoting a leaflet.",
    );
    await look(max, "phone-afternoon-appeal");
    await removal.getByRole("button", { name: "Send it" }).tap();
    await expect(removal).toContainText("Somebody looks at it.");
  });

  await test.step("it goes to the other facilitator, and not to who did it; with keys alone it is undone", async () => {
    await fay.goto(`/spaces/${spaceId}/care`);
    await expect(fay.getByText("Nobody asks that something is looked at again.")).toBeVisible();
    await cora.goto("/new");
    const keys = await keyboardOnly(cora);
    await keys.tabTo(cora.getByRole("link", { name: /^Max asks you to look again/ }));
    await keys.press("Enter");
    await expect(cora.getByText("I was quoting a leaflet.")).toBeVisible();
    await expect(cora.getByText("Fay removed Max from the group")).toBeVisible();
    await look(cora, "afternoon-appeals");
    await keys.tabTo(cora.getByRole("button", { name: "Undo it: what Max asks about" }));
    await keys.press("Enter");
    await keys.tabTo(cora.getByRole("dialog").getByRole("textbox", { name: "Your answer" }));
    await keys.type("We have read the leaflet together.");
    await look(cora, "afternoon-decide");
    await keys.tabTo(cora.getByRole("dialog").getByRole("button", { name: "Undo it" }));
    await keys.press("Enter");
    await expect(cora.getByText("It is undone. Max reads your answer.")).toBeVisible();
    await expect(cora.getByRole("heading", { name: "Appeals" })).toBeFocused();
    keys.expectNoPointer();
  });

  await test.step("what she cannot decide herself she hands up, and the stewards read why", async () => {
    const decided = await get<Page<DecisionView>>(max.request, site.origin, "/api/decisions");
    const { id } = decided.items.find(({ deed }) => deed === "forums:hidden")!;
    const words = { appealId: newId(), words: "I quoted that, too." };
    await post(max.request, site.origin, `/api/decisions/${id}/appeal`, words);
    await cora.reload();
    await cora.getByRole("button", { name: "Hand it up" }).click();
    const dialog = cora.getByRole("dialog", { name: "Hand the appeal up" });
    await dialog.getByLabel("Reason").fill("I said the same myself.");
    await look(cora, "afternoon-hand-up");
    await dialog.getByRole("button", { name: "Hand it up" }).click();
    await expect(cora.getByText("Nobody asks that something is looked at again.")).toBeVisible();
    await expect(cora.getByRole("heading", { name: "Appeals" })).toBeFocused();
    const stu = await site.as("stu", { path: "/care" });
    await expect(stu.getByText("Handed up to you: I said the same myself.")).toBeVisible();
    await look(stu, "afternoon-handed");
  });

  await test.step("who was removed is back, and everything stands in the log", async () => {
    await max.goto("/new");
    await max.getByRole("link", { name: /it is undone$/ }).tap();
    await expect(max.getByText("We have read the leaflet together.")).toBeVisible();
    await max.goto(thread.path);
    await expectInThread(max);
    await fay.goto(`${group.path}/log`);
    await expect(fay.getByText("Cora looked again at what was done to Max, and undid it")).toBeVisible();
    await expect(fay.getByText("Fay removed Max from the group")).toBeVisible();
  });
});
