import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import {
  allianceSpace,
  composer,
  editorOf,
  expectInThread,
  fillThread,
  reply,
  replyTo,
  said,
  startThread,
  words,
} from "./threads";

test("two people live in one thread", async ({ site }) => {
  const space = await allianceSpace(site);
  const max = await site.as("max", { path: "/settings" });
  const thread = await startThread(max, space.categories[1]!.id, {
    title: "Who sends your survey?",
    kind: "question",
    tags: ["surveys"],
    body: words("Response rates fell by half where supervisors sent the link."),
  });
  const ola = await site.as("ola", { path: thread.path });
  await max.goto(thread.path);
  for (const page of [max, ola]) await expectInThread(page);

  await test.step("typing is told as a count, and never to whoever types", async () => {
    await (await editorOf(ola)).pressSequentially("Our peer mentors");
    await expect(max.getByText("Somebody is writing")).toBeVisible();
    await expect(ola.getByText("Somebody is writing")).toBeHidden();
  });

  await test.step("a reply stands in both at once", async () => {
    await composer(ola).pressSequentially(" send it.");
    await ola
      .getByRole("form", { name: "Reply to the thread" })
      .getByRole("button", { name: "Reply", exact: true })
      .click();
    await expect(said(ola, "Our peer mentors send it.")).toBeVisible();
    await expect(said(max, "Our peer mentors send it.")).toBeVisible();
    await expect(composer(ola)).toHaveText("");
    await expect(max.getByText("Somebody is writing")).toBeHidden();
  });

  await test.step("what is selected is quoted, with the way to where it stands", async () => {
    await said(max, "Our peer mentors send it.").getByText("Our peer mentors").selectText();
    await said(max, "Our peer mentors send it.").getByRole("button", { name: "Quote" }).click();
    await expect(composer(max).locator("blockquote")).toContainText("Our peer mentors send it.");
    await expect(composer(max)).toBeFocused();
    await max.keyboard.type("Who trained them?");
    await max.keyboard.press("Control+Enter");
    await expect(said(ola, "Who trained them?").getByRole("link", { name: /Ola wrote/ })).toHaveAttribute(
      "href",
      `${thread.path}/1`,
    );
    await said(ola, "Who trained them?")
      .getByRole("link", { name: /Ola wrote/ })
      .click();
    await expect(said(ola, "Our peer mentors send it.").first()).toBeFocused();
    await expect(ola).toHaveURL(new RegExp(`${thread.path}/1$`));
  });

  await test.step("reactions are counted, and taken back", async () => {
    const button = (page: Page) =>
      said(page, "Our peer mentors send it.").first().getByRole("button", { name: "Resonates" });
    await button(max).click();
    await expect(button(ola)).toHaveText("Resonates 1");
    await expect(button(max)).toHaveAttribute("aria-pressed", "true");
    await button(max).click();
    await expect(button(ola)).toHaveText("Resonates");
  });

  await test.step("a post written anew says so everywhere, and shows how it was", async () => {
    await ola.getByRole("button", { name: "More about the post by Ola" }).click();
    await ola.getByRole("menuitem", { name: "Edit" }).click();
    const field = ola.getByRole("textbox", { name: "Text of the post" });
    await expect(ola.getByRole("form", { name: "Edit the post" }).getByRole("toolbar")).toBeVisible();
    await field.press("Control+a");
    await field.pressSequentially("Our peer mentors send it, in pairs.");
    await ola.getByRole("form", { name: "Edit the post" }).getByRole("button", { name: "Save" }).click();
    const anew = said(max, "in pairs.");
    await expect(anew).toBeVisible();
    await anew.getByRole("button", { name: /^edited/ }).click();
    await expect(max.getByRole("dialog", { name: "How it was before" })).toContainText(
      "Our peer mentors send it.",
    );
    await max.keyboard.press("Escape");
  });

  await test.step("the question's author names the answer, and it stands beneath the question", async () => {
    await max.getByRole("button", { name: "More about the post by Ola" }).click();
    await max.getByRole("menuitem", { name: "Accept as the answer" }).click();
    const answer = ola.getByRole("region", { name: "Accepted answer" });
    await expect(answer).toContainText("in pairs.");
    await answer.getByRole("link", { name: "Go to it" }).click();
    await expect(said(ola, "in pairs.").filter({ hasText: "Accepted answer" }).last()).toBeFocused();
  });

  await test.step("taken back, the words are gone for everyone", async () => {
    // Where the answer stands by now, nothing moves any more beneath the pointer.
    await expect(max.getByRole("region", { name: "Accepted answer" })).toBeVisible();
    await max.getByRole("button", { name: "More about the post by Max" }).last().click();
    await max.getByRole("menuitem", { name: "Take back" }).click();
    await max.getByRole("dialog").getByRole("button", { name: "Take it back" }).click();
    await expect(ola.getByText("Taken back by its author.")).toBeVisible();
    await expect(ola.getByText("Who trained them?")).toBeHidden();
  });
});

test("replies that come while one reads further up wait behind a button", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.caller("mia");
  const thread = await startThread(mia, space.categories[3]!.id, { title: "A conversation" });
  await fillThread(site, thread, 24);
  const max = await site.as("max", { path: `${thread.path}/2` });
  await expectInThread(max);
  await expect(said(max, "Reply number 2.")).toBeFocused();
  const before = await said(max, "Reply number 2.").boundingBox();
  for (const text of ["One more.", "And another.", "A third."]) await replyTo(mia, thread, text);
  const arrived = max.getByRole("button", { name: "3 new replies" });
  await expect(arrived).toBeVisible();
  expect((await said(max, "Reply number 2.").boundingBox())?.y).toBe(before?.y);
  await expect(max.getByText("A third.")).toBeHidden();
  await arrived.click();
  await expect(said(max, "One more.")).toBeFocused();
  await expect(said(max, "A third.")).toBeVisible();
  await expect(max.getByText(/^New since/)).toBeVisible();
  await expect(arrived).toBeHidden();
  await replyTo(mia, thread, "Read at the end, this comes by itself.");
  await expect(said(max, "Read at the end, this comes by itself.")).toBeInViewport();
});

test("each kind of thread is started, and does what it is for", async ({ site }) => {
  const space = await allianceSpace(site);
  const max = await site.as("max", { path: `/spaces/${space.id}` });
  const ola = await site.as("ola", { path: "/settings" });
  const start = async (kind: string, title: string, category: string) => {
    await max.goto(`/spaces/${space.id}`);
    await max.getByRole("link", { name: "Start a thread" }).click();
    await max.getByRole("radio", { name: new RegExp(`^${kind}`) }).check();
    await max.getByLabel("Category").selectOption({ label: category });
    await max.getByRole("textbox", { name: "Title" }).fill(title);
    await max.getByRole("textbox", { name: "Text", exact: true }).click();
    await expect(max.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
    await max.getByRole("textbox", { name: "Text", exact: true }).pressSequentially(`About ${title}`);
  };
  const confirm = () => max.getByRole("button", { name: "Start the thread" }).click();

  await test.step("a discussion, with tags, also in another space", async () => {
    await start("Discussion", "Small numbers", "Introductions");
    await max.getByRole("textbox", { name: /^Tags/ }).fill("Privacy, small numbers");
    await max.getByText("Also in other spaces").click();
    await max.getByLabel("Alder State").selectOption({ index: 1 });
    await confirm();
    await expect(max.getByRole("heading", { name: "Small numbers", level: 1 })).toBeVisible();
    await expect(max.getByRole("link", { name: "privacy" })).toBeVisible();
    await expect(max.getByText("Also in")).toContainText("Alder State");
  });

  await test.step("a practice, and what came of it elsewhere", async () => {
    await start("Practice", "Review circles", "Practice");
    await confirm();
    await expect(max.getByRole("heading", { name: "Review circles" })).toBeVisible();
    await ola.goto(max.url());
    await ola.getByRole("button", { name: "We tried this" }).click();
    await expect(
      ola.getByRole("checkbox", { name: "This tells what came of trying it at my campus" }),
    ).toBeChecked();
    await expect(composer(ola)).toBeFocused();
    await reply(ola, "It works with three people.");
    await expect(said(max, "It works with three people.")).toContainText("Tried at their campus");
    await expect(max.getByText("tried once")).toBeVisible();
  });

  await test.step("a poll: a refusal keeps everything; votes are counted and never named", async () => {
    await start("Poll", "When shall we meet?", "Introductions");
    await max.getByRole("textbox", { name: "Choices" }).fill("Tuesday noon");
    await confirm();
    await expect(max.getByText("A poll has at least two choices.")).toBeVisible();
    await expect(max.getByRole("textbox", { name: "Title" })).toHaveValue("When shall we meet?");
    await max.getByRole("textbox", { name: "Choices" }).fill("Tuesday noon\nFriday morning");
    await confirm();
    const poll = (page: Page) => page.getByRole("region", { name: /^Poll/ });
    await expect(poll(max)).toBeVisible();
    await ola.goto(max.url());
    await poll(ola).getByRole("radio", { name: "Friday morning" }).check();
    await poll(ola).getByRole("button", { name: "Vote" }).click();
    await expect(poll(ola)).toContainText("Friday morning · your choice");
    await expect(poll(max)).toContainText("1 person has voted");
    await poll(max).getByRole("radio", { name: "Tuesday noon" }).check();
    await poll(max).getByRole("button", { name: "Vote" }).click();
    await expect(poll(ola)).toContainText("1 · 50 %");
  });

  await test.step("an announcement is for those who look after the space", async () => {
    await max.goto(`/spaces/${space.id}/new`);
    await expect(max.getByRole("radio", { name: /^Discussion/ })).toBeVisible();
    await expect(max.getByRole("radio", { name: /^Announcement/ })).toHaveCount(0);
  });
});

test("moderators order the categories and look after threads", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.caller("mia");
  const thread = await startThread(mia, space.categories[3]!.id, { title: "In the wrong place" });
  await replyTo(mia, thread, "Something that should not stand here.");
  const stu = await site.as("stu", { path: `/spaces/${space.id}/categories` });
  const rows = stu.getByRole("main").getByRole("listitem");
  await stu.getByRole("button", { name: "Add a category" }).click();
  await stu.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(stu.getByText("Give it a title.")).toBeVisible();
  await stu.getByRole("textbox", { name: "Name" }).fill("Working papers");
  await stu.getByRole("combobox", { name: "Who may start threads" }).selectOption("coordinators");
  await stu.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(rows.last()).toContainText("Working papers");
  await expect(rows.last()).toContainText("starting: coordinators");
  await stu.getByRole("button", { name: "Move Working papers up" }).click();
  await expect(rows.nth(3)).toContainText("Working papers");
  await stu.getByRole("button", { name: "Archive: Working papers" }).click();
  await stu.getByRole("textbox", { name: /^Membership year/ }).fill("2025-26");
  await stu.getByRole("dialog").getByRole("button", { name: "Archive" }).click();
  await expect(rows.nth(3)).toContainText("2025-26");

  const max = await site.as("max", { path: thread.path });
  await expectInThread(max);
  await stu.goto(thread.path);
  const manage = async (name: string) => {
    await stu.getByRole("button", { name: "Manage the thread" }).click();
    await stu.getByRole("menuitem", { name }).click();
  };
  await manage("Move to another category");
  await stu.getByRole("combobox", { name: /^Category in/ }).selectOption({ label: "Questions" });
  await stu.getByRole("dialog").getByRole("button", { name: "Move it" }).click();
  await expect(max.getByRole("navigation", { name: "Within" })).toContainText("Questions");
  await manage("Change title and tags");
  await stu.getByRole("textbox", { name: "Title" }).fill("In the right place");
  await stu.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await expect(max.getByRole("heading", { name: "In the right place" })).toBeVisible();
  await stu.getByRole("button", { name: "More about the post by Mia" }).last().click();
  await stu.getByRole("menuitem", { name: "Hide with a reason" }).click();
  await stu.getByRole("dialog").getByRole("button", { name: "Hide it" }).click();
  await expect(stu.getByText("Give a reason: its author reads it.")).toBeVisible();
  await stu.getByRole("textbox", { name: "Reason" }).fill("It names a student.");
  await stu.getByRole("dialog").getByRole("button", { name: "Hide it" }).click();
  await expect(max.getByText("Taken out of sight by a moderator.")).toBeVisible();
  await expect(max.getByText("Something that should not stand here.")).toBeHidden();
  await manage("Pin at the top");
  await manage("Close to replies");
  await expect(max.getByText("This thread is closed: it is here to be read.")).toBeVisible();
  await expect(composer(max)).toBeHidden();
  await max.goto(`/spaces/${space.id}`);
  const row = max.getByRole("listitem").filter({ hasText: "In the right place" });
  await expect(row).toContainText("Pinned");
  await expect(row).toContainText("Closed");
});
