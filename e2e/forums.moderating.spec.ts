import type { Page } from "@playwright/test";
import { languages } from "#shared/languages";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { expectNothingWide, look } from "./look";
import { PHONE, post, type Site } from "./site";
import { allianceSpace, composer, deed, expectInThread, reply, replyTo, said, startThread } from "./threads";
import { wordsOf } from "./words";

/** Fay looks after the alliance's space as Stu does. */
async function makeModerator(site: Site): Promise<void> {
  const space = await allianceSpace(site);
  const ada = await site.caller("ada");
  const steward = { role: "steward", scopeKind: "alliance", scopeId: space.programId };
  await post(ada.request, site.origin, "/api/roles", { address: "fay@alder.example", ...steward });
}

async function manage(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Manage the thread" }).click();
  await page.getByRole("menuitem", { name: item }).click();
}

const hour = () => ({ until: Date.now() + 3_600_000 });

test("two moderators and a member: what waits, a report, and who was quicker", async ({ site }) => {
  await makeModerator(site);
  const space = await allianceSpace(site);
  const ola = await site.as("ola", { path: "/settings" });
  const thread = await startThread(ola, space.categories[1]!.id, { title: "How do you begin an hour?" });
  const stu = await site.as("stu", { path: thread.path });
  const max = await site.as("max", { path: thread.path });
  await expectInThread(stu);
  await expectInThread(max);

  await test.step("replies are looked at first, and slowed down, with a reason", async () => {
    await manage(stu, "Slow down or hold replies");
    const dialog = stu.getByRole("dialog", { name: "Slow the thread down" });
    await dialog.getByLabel("Between two replies of one person").selectOption("300");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog.getByLabel("Why, for everybody to read")).toBeFocused();
    await dialog.getByLabel("Why, for everybody to read").fill("Let everybody come to speak.");
    await dialog.getByLabel(/^Look at every reply first/).check();
    await look(stu, "moderating-pace");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(max.getByText("A moderator looks at replies here")).toBeVisible();
    await expect(max.getByText("Let everybody come to speak.")).toBeVisible();
  });

  await test.step("a reply waits: its author sees it, nobody else can tell", async () => {
    await reply(max, "It names somebody.");
    const held = max.getByRole("article", { name: "Your words, not shown to others" });
    await expect(held).toContainText("It names somebody.");
    await expect(held).toContainText("Waits for a moderator");
    await expect(composer(max)).toHaveText("");
    await expect(max.getByRole("timer")).toContainText("You can reply again in 4:");
    await look(max, "moderating-held");
    await composer(max).click();
    await max.keyboard.type("Too soon.");
    await max.keyboard.press("Control+Enter");
    await expect(max.getByText("Your words are kept. You can send them")).toBeVisible();
    await expect(composer(max)).toHaveText("Too soon.");
    await max.reload();
    await expect(held).toBeVisible();
    await ola.goto(thread.path);
    await expectInThread(ola);
    await expect(ola.getByText("It names somebody.")).toBeHidden();
    await expect(ola.getByText("no reply yet")).toBeVisible();
  });

  const fay = await site.as("fay", { path: `/spaces/${space.id}/care` });
  await test.step("one moderator decides, the other is told", async () => {
    await stu.goto(`/spaces/${space.id}/care`);
    for (const page of [stu, fay]) await expect(page.getByText("It names somebody.")).toBeVisible();
    await look(stu, "moderating-queue");
    await stu.getByRole("button", { name: "Do not let through what Max wrote" }).click();
    const dialog = stu.getByRole("dialog");
    await dialog.getByLabel("Reason").fill("It names a student.");
    await dialog.getByRole("button", { name: "Do not let it through" }).click();
    await expect(stu.getByText("Nothing waits")).toBeVisible();
    await fay.getByRole("button", { name: "Let through what Max wrote", exact: true }).click();
    await expect(fay.getByText("Somebody else has decided this meanwhile.")).toBeVisible();
    await expect(fay.getByText("Nothing waits")).toBeVisible();
  });

  await test.step("its author reads why, and finds everything that waits", async () => {
    await max.reload();
    const held = max.getByRole("article", { name: "Your words, not shown to others" });
    await expect(held).toContainText("It names a student.");
    await max.goto("/waiting");
    await expect(max.getByText("Not let through.")).toBeVisible();
    await look(max, "moderating-own");
    await max.getByRole("button", { name: "Take back" }).click();
    await expect(max.getByText("Taken back by you.")).toBeVisible();
  });

  await test.step("a report is looked at; the reporter is shown to nobody, and told that it is settled", async () => {
    await deed(stu, `/api/threads/${thread.id}/pace`, { slow: null, isHolding: false });
    await replyTo(ola, thread, "Something unkind.");
    await max.goto(thread.path);
    await said(max, "Something unkind.").getByRole("button", { name: "More about the post by Ola" }).click();
    await max.getByRole("menuitem", { name: "Report" }).click();
    const dialog = max.getByRole("dialog", { name: "Report the post by Ola" });
    await dialog.getByLabel("It attacks or belittles somebody").check();
    await dialog.getByLabel(/^What they should know/).fill("This is about my colleague.");
    await look(max, "moderating-report");
    await dialog.getByRole("button", { name: "Report it" }).click();
    await expect(max.getByText(/^Reported\./)).toBeVisible();
    await fay.reload();
    await expect(fay.getByText("This is about my colleague.")).toBeVisible();
    await stu.reload();
    await stu.getByText("This is about my colleague.").scrollIntoViewIfNeeded();
    await fay.getByRole("button", { name: "Leave a note" }).press("Enter");
    await expect(stu.getByText("Fay is looking at it")).toBeVisible();
    await fay.keyboard.type("I ask Ola first.");
    await fay.keyboard.press("Tab");
    await fay.keyboard.press("Tab");
    await fay.keyboard.press("Enter");
    await expect(fay.getByRole("button", { name: "Leave a note" })).toBeFocused();
    await expect(stu.getByText("I ask Ola first.")).toBeVisible();
    await stu.getByText("I ask Ola first.").click();
    await expect(fay.getByRole("main").getByText("Stu is looking at it")).toBeVisible();
    await look(fay, "moderating-reports");
    await stu.goto("/settings");
    await expect(fay.getByRole("main").getByText("Stu is looking at it")).toBeHidden();
    await expect(fay.getByRole("main").getByText("Max")).toHaveCount(0);
    await fay.getByRole("button", { name: "Hide the post" }).click();
    await fay.getByRole("dialog").getByLabel("Reason").fill("It is unkind.");
    await fay.getByRole("dialog").getByRole("button", { name: "Hide it" }).click();
    await expect(fay.getByText("No report is open")).toBeVisible();
    await expect(max.getByText("The reason given: It is unkind.")).toBeVisible();
    await max.goto("/waiting");
    await expect(max.getByText("Settled", { exact: true })).toBeVisible();
  });

  await test.step("what was done stands in the log, with its reason, and without who reported", async () => {
    await fay.getByRole("link", { name: "What was done here" }).click();
    const entries = fay
      .getByRole("main")
      .getByRole("listitem")
      .filter({ hasText: /Entry \d/ });
    await expect(entries.first()).toContainText("Fay settled a report about a post by Ola: it is hidden");
    await expect(entries.nth(1)).toContainText("Fay took a post by Ola out of sight");
    await expect(entries.nth(1)).toContainText("It is unkind.");
    const refused = entries.filter({ hasText: "Stu did not let something by Max through" });
    await expect(refused).toContainText("It names a student.");
    await look(fay, "moderating-log");
    await max.goto(`/spaces/${space.id}/log`);
    await expect(max.getByRole("heading", { name: "This is not open to you", level: 1 })).toBeVisible();
    await expect(max.getByText("It names a student.")).toHaveCount(0);
    await look(max, "moderating-log-not-open");
  });

  await test.step("a word is held by a rule, made without a mouse; of two who make rules the second is told", async () => {
    const rulesPath = `/spaces/${space.id}/categories`;
    await fay.goto(rulesPath);
    await stu.goto(rulesPath);
    const keys = await keyboardOnly(stu);
    await keys.tabTo(stu.getByLabel("Words and phrases"));
    await keys.type("x");
    await keys.tabTo(stu.getByRole("button", { name: "Save these rules" }));
    await keys.press("Enter");
    await expect(stu.getByText("“x”: A word or phrase has at least 2 characters.")).toBeVisible();
    await expect(stu.getByLabel("Words and phrases")).toBeFocused();
    await stu.keyboard.type("ylophone");
    await keys.tabTo(stu.getByLabel("Links to other sites"));
    await stu.keyboard.type("Always");
    await keys.tabTo(stu.getByRole("button", { name: "Save these rules" }));
    await keys.press("Enter");
    await expect(stu.getByText("The rules are saved.")).toBeVisible();
    keys.expectNoPointer();
    await fay.getByLabel("Words and phrases").fill("marimba");
    await fay.getByRole("button", { name: "Save these rules" }).click();
    const overtaken = fay.getByRole("alert").filter({ hasText: "Somebody else has changed these rules" });
    await expect(overtaken).toContainText("xylophone");
    await expect(fay.getByLabel("Words and phrases")).toHaveValue("marimba");
    await look(fay, "moderating-rules");
    await fay.getByRole("button", { name: "Go on from theirs" }).click();
    await expect(fay.getByLabel("Words and phrases")).toHaveValue("xylophone");
    await max.goto(thread.path);
    await expectInThread(max);
    await reply(max, "A XYLÓPHONE for everybody.");
    const held = max.getByRole("article", { name: "Your words, not shown to others" });
    const waits = held.filter({ hasText: "A XYLÓPHONE" });
    await expect(waits).toContainText("because of a word or phrase in it");
    await expect(ola.getByText("A XYLÓPHONE")).toHaveCount(0);
    await fay.goto(`/spaces/${space.id}/care`);
    await expect(fay.getByText("Held because of these words: “xylophone”.")).toBeVisible();
    await look(fay, "moderating-held-by-rule");
    await fay.getByRole("button", { name: "Let through what Max wrote", exact: true }).click();
    await expect(said(max, "A XYLÓPHONE")).toBeVisible();
    await fay.goto(`/spaces/${space.id}/log`);
    await expect(fay.getByText("Stu changed which words and links wait")).toBeVisible();
  });
});

for (const language of languages) {
  test(`a phone looks after a space, in ${language}`, async ({ site }) => {
    const t = wordsOf(language);
    const space = await allianceSpace(site);
    const max = await site.caller("max");
    const ola = await site.caller("ola");
    const thread = await startThread(ola, space.categories[1]!.id, { title: "How do you begin an hour?" });
    const stu = await site.as("stu", { ...PHONE, language, path: thread.path });
    const slow = { seconds: 300, reason: "Let everybody come to speak.", ...hour() };
    await deed(stu, `/api/threads/${thread.id}/pace`, { slow, isHolding: true });
    await replyTo(max, thread, "A word that waits for somebody to look at it.");
    const phone = await site.as("max", { ...PHONE, language, path: thread.path });
    await expect(phone.getByText(t("forums.held.waits"))).toBeVisible();
    await look(phone, `${language}-phone-moderating-held`);
    await stu.goto(`/spaces/${space.id}/care`);
    await expect(
      stu.getByRole("button", { name: t("forums.heldQueue.releaseOf", { name: "Max" }), exact: true }),
    ).toBeVisible();
    await look(stu, `${language}-phone-moderating-queue`);
    await stu
      .getByRole("button", { name: t("forums.heldQueue.releaseOf", { name: "Max" }), exact: true })
      .tap();
    await expect(stu.getByText(t("forums.heldQueue.none"))).toBeVisible();
    await expect(phone.getByText(t("forums.held.waits"))).toBeHidden();
    await expect(said(phone, "A word that waits")).toBeVisible();
    await stu.goto(thread.path);
    await expect(stu.getByRole("button", { name: t("forums.threadMenu.label") })).toBeVisible();
    await stu.getByRole("button", { name: t("forums.threadMenu.label") }).tap();
    await look(stu, `${language}-phone-moderating-menu`);
    await stu.getByRole("menuitem", { name: t("forums.choose.do") }).tap();
    await stu.getByRole("checkbox").tap();
    await expectNothingWide(stu, "choosing");
    await look(stu, `${language}-phone-moderating-choosing`);
    await stu.goto(`/spaces/${space.id}/log`);
    await expect(stu.getByText(t("care.log.released", { by: "Stu", whom: "Max" }))).toBeVisible();
    await look(stu, `${language}-phone-moderating-log`);
  });
}
