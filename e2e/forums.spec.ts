import type { Locator, Page } from "@playwright/test";
import { newId } from "#shared/ids";
import { languages } from "#shared/languages";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { expectNothingWide, look } from "./look";
import { expectConnection } from "./rooms";
import { get, PHONE, post } from "./site";
import { allianceSpace, fillThread, replyTo, startThread, words } from "./threads";
import { wordsOf } from "./words";

/** The post with those words. */
function said(page: Page, text: string): Locator {
  return page.getByRole("feed").getByRole("article").filter({ hasText: text });
}

function composer(page: Page): Locator {
  return page.getByRole("textbox", { name: "Your reply" });
}

/** The editor has taken the place of the light field. */
async function editorOf(page: Page): Promise<Locator> {
  await composer(page).click();
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  return composer(page);
}

async function reply(page: Page, text: string): Promise<void> {
  await (await editorOf(page)).pressSequentially(text);
  await page
    .getByRole("form", { name: "Reply to the thread" })
    .getByRole("button", { name: "Reply", exact: true })
    .click();
}

/** Stands in the live thread. */
async function expectInThread(page: Page): Promise<void> {
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await expectConnection(page, "Live");
}

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
    await max.getByRole("button", { name: "More about the post by Max" }).last().click();
    await max.getByRole("menuitem", { name: "Take back" }).click();
    await max.getByRole("dialog").getByRole("button", { name: "Take it back" }).click();
    await expect(ola.getByText("Taken back by its author.")).toBeVisible();
    await expect(ola.getByText("Who trained them?")).toBeHidden();
  });
});

test("replies that come while one reads further up wait behind a button", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
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

test("half-written words survive a reload, and are on the other device too", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
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
    await desk.getByRole("textbox", { name: "Text", exact: true }).click();
    await expect(desk.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
    await desk.getByRole("textbox", { name: "Text", exact: true }).pressSequentially("Half a text");
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

/** As many as the cast may say in a minute. */
const LONG = 240;

test("a long thread is scrolled, and any reply is reached by its address", async ({ site }) => {
  test.slow();
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
  const thread = await startThread(mia, space.categories[3]!.id, { title: "Some hundred replies" });
  await fillThread(site, thread, LONG);
  const max = await site.as("max", { path: `${thread.path}/157` });

  await test.step("by its address, with what stands around it", async () => {
    await expect(said(max, "Reply number 157.")).toBeFocused();
    await expect(said(max, "Reply number 157.")).toBeInViewport();
    await expect(max.getByRole("slider", { name: "Place in the thread" })).toHaveAttribute(
      "aria-valuenow",
      "157",
    );
    expect(await max.getByRole("feed").getByRole("article").count()).toBeLessThan(40);
  });

  await test.step("scrolled either way, what is read does not jump", async () => {
    for (const by of [-900, -900, -900, 700, 700, 700, 700]) {
      await max.mouse.move(400, 400);
      await max.mouse.wheel(0, by);
      await expect(max.locator("[data-missing]")).toHaveCount(0);
    }
    // The wheel's last turn may still be on its way: where one is and what the address says agree once it has come.
    const slider = max.getByRole("slider", { name: "Place in the thread" });
    await expect(async () => {
      const at = Number(await slider.getAttribute("aria-valuenow"));
      expect(at).toBeGreaterThan(140);
      expect(at).toBeLessThan(175);
      expect(new URL(max.url()).pathname).toBe(`${thread.path}/${at}`);
    }).toPass();
    await expectStill(max);
  });

  await test.step("by the line at the side, and by number", async () => {
    const slider = max.getByRole("slider", { name: "Place in the thread" });
    await slider.focus();
    await slider.press("End");
    await expect(said(max, `Reply number ${LONG}.`)).toBeInViewport();
    await slider.press("Home");
    await expect(max.getByRole("heading", { name: "Some hundred replies" })).toBeInViewport();
    await max.keyboard.press("g");
    const sheet = max.getByRole("dialog", { name: "Go to a reply" });
    await sheet.getByRole("textbox", { name: "Number of the reply" }).fill("222");
    await sheet.getByRole("button", { name: "Go there" }).click();
    await expect(said(max, "Reply number 222.")).toBeFocused();
    await expect(said(max, "Reply number 222.")).toBeInViewport();
  });

  await test.step("a reload leads to the same place, and back to where one came from", async () => {
    await expect.poll(() => new URL(max.url()).pathname).toBe(`${thread.path}/222`);
    await max.reload();
    await expect(said(max, "Reply number 222.")).toBeInViewport();
    await max.getByRole("link", { name: "Introductions" }).click();
    await expect(max.getByRole("heading", { name: "Introductions" })).toBeVisible();
    await max.goBack();
    await expect(said(max, "Reply number 222.")).toBeInViewport();
  });

  await test.step("who has read to the end finds nothing new in the lists", async () => {
    await max.goto(`${thread.path}/${LONG}`);
    await expect(said(max, `Reply number ${LONG}.`)).toBeInViewport();
    await expect.poll(() => readToOf(max, thread.id)).toBe(LONG + 1);
    await max.goto(`/spaces/${space.id}`);
    const row = max.getByRole("listitem").filter({ hasText: "Some hundred replies" });
    await expect(row).toContainText(`${LONG} replies`);
    await expect(row.getByText("Unread:")).toHaveCount(0);
  });
});

/** Nothing of what is on the page moves by itself for a while; more may come into it out of sight. */
async function expectStill(page: Page): Promise<void> {
  const moved = await page.evaluate(async () => {
    const tops = () =>
      new Map(
        [...document.querySelectorAll("article[data-place]")].map((post) => [
          post.getAttribute("data-place"),
          Math.round(post.getBoundingClientRect().top),
        ]),
      );
    const before = tops();
    for (let frames = 0; frames < 30; frames++) await new Promise(requestAnimationFrame);
    return [...tops()].filter(([place, top]) => before.has(place) && before.get(place) !== top);
  });
  expect(moved).toEqual([]);
}

test("a thread is read and answered with nothing but keys", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
  const thread = await startThread(mia, space.categories[2]!.id, {
    title: "With keys alone",
    kind: "practice",
  });
  await fillThread(site, thread, 8, ["mia", "ola"]);
  const page = await site.as("max", { path: `/spaces/${space.id}` });
  const max = await keyboardOnly(page);
  await max.tabTo(page.getByRole("link", { name: "With keys alone", exact: true }));
  await max.press("Enter");
  await expect(page.getByRole("heading", { name: "With keys alone" })).toBeFocused();
  await max.press("j");
  await expect(said(page, "Let us begin.")).toBeFocused();
  await max.press("j", "j");
  await expect(said(page, "Reply number 2.")).toBeFocused();
  await max.press("k");
  await expect(said(page, "Reply number 1.")).toBeFocused();
  await max.tabTo(said(page, "Reply number 1.").getByRole("button", { name: "Thanks" }));
  await max.press("Space");
  await expect(said(page, "Reply number 1.").getByRole("button", { name: "Thanks" })).toHaveText("Thanks 1");
  await max.tabTo(said(page, "Reply number 1.").getByRole("button", { name: /^More/ }));
  await max.press("Enter", "ArrowDown");
  await expect(page.getByRole("menuitem", { name: "Bookmark" })).toBeFocused();
  await max.press("Enter");
  await expect(page.getByText("Bookmarked.")).toBeVisible();
  await expect(said(page, "Reply number 1.").getByRole("button", { name: /^More/ })).toBeFocused();
  await max.press("g");
  await expect(page.getByRole("textbox", { name: "Number of the reply" })).toBeFocused();
  await max.type("7");
  await max.press("Enter");
  await expect(said(page, "Reply number 7.")).toBeFocused();
  await max.press("c");
  await expect(composer(page)).toBeFocused();
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  await max.type("Letters are letters: j k g c.");
  await max.press("Control+Enter");
  await expect(said(page, "Letters are letters: j k g c.")).toBeVisible();
  await max.tabTo(page.getByRole("button", { name: /^How closely you follow/ }), "Shift+Tab");
  await max.press("Enter", "Home", "Enter");
  await expect(page.getByRole("button", { name: /Watching/ })).toBeFocused();
  max.expectNoPointer();
});

test("moderators order the categories and look after threads", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
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

test("a phone reads and answers", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
  const thread = await startThread(mia, space.categories[3]!.id, {
    title: "Who should send the climate survey, if the messenger is the finding?",
    tags: ["surveys", "trust"],
  });
  await fillThread(site, thread, 30);
  const page = await site.as("max", { ...PHONE, path: "/forums" });
  await look(page, "phone-forums");
  await page.getByRole("link", { name: space.title }).tap();
  await expect(page.getByRole("heading", { name: space.title, level: 1 })).toBeVisible();
  await look(page, "phone-space");
  await page.getByRole("link", { name: /^Who should send/ }).tap();
  await expectInThread(page);
  await look(page, "phone-thread");
  await page.getByRole("button", { name: /Go to another reply/ }).tap();
  const sheet = page.getByRole("dialog", { name: "Go to a reply" });
  await expect(sheet.getByRole("slider")).toBeVisible();
  await expectNothingWide(page, "phone-thread-jump");
  await sheet.getByRole("button", { name: "The newest" }).tap();
  await expect(said(page, "Reply number 30.")).toBeInViewport();
  await composer(page).tap();
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  await look(page, "phone-thread-writing");
  await composer(page).pressSequentially("From the phone.");
  await page
    .getByRole("form", { name: "Reply to the thread" })
    .getByRole("button", { name: "Reply", exact: true })
    .tap();
  await expect(said(page, "From the phone.")).toBeInViewport();
  await page.goto(`/spaces/${space.id}/new`);
  await expect(page.getByRole("textbox", { name: "Title" })).toBeVisible();
  await look(page, "phone-new-thread");
});

for (const language of languages) {
  test(`every state of the forums, in ${language}`, async ({ site }) => {
    test.slow();
    const t = wordsOf(language);
    const name = (state: string) => `${language === "en" ? "" : "es-"}forums-${state}`;
    const space = await allianceSpace(site);
    const [announcements, questions, practice, rest] = space.categories as unknown as [
      { id: string },
      { id: string },
      { id: string },
      { id: string },
    ];
    const max = await site.as("max", { language, path: "/forums" });
    await expect(max.getByText(t("followed.none"))).toBeVisible();
    await look(max, name("empty"));
    const stu = await site.as("stu", { path: "/settings" });
    const everyone = { read: "everyone", start: "everyone", answer: "everyone" };
    const fresh = { categoryId: newId(), title: "Fresh", description: "", ...everyone };
    await post(stu.request, site.origin, `/api/spaces/${space.id}/categories`, fresh);
    await max.goto(`/spaces/${space.id}?category=${fresh.categoryId}`);
    await expect(max.getByText(t("forums.list.none"))).toBeVisible();
    await look(max, name("space-empty"));
    const ola = await site.as("ola", { path: "/settings" });
    await startThread(stu, announcements.id, { title: "The spring has its dates", kind: "announcement" });
    const question = await startThread(max, questions.id, {
      title: "Who should send the climate survey, if the messenger is the finding?",
      kind: "question",
      tags: ["surveys", "trust"],
      body: words("Staff response rates fell by half where supervisors sent the link.", "Who sends yours?"),
    });
    await startThread(ola, practice.id, { title: "Review circles", kind: "practice", tags: ["syllabus"] });
    const poll = await startThread(ola, rest.id, {
      title: "When shall we meet?",
      kind: "poll",
      poll: { options: ["Tuesday noon", "Friday morning"], isMultiple: false },
    });
    const closed = await startThread(stu, rest.id, { title: "Over and done" });
    await deed(stu, `/api/threads/${closed.id}/closed`, { isClosed: true });
    const answer = await replyTo(ola, question, "The peer mentors do.");
    const hidden = await replyTo(ola, question, "Hidden soon.");
    await deed(stu, `/api/posts/${hidden.id}/hidden`, { isHidden: true, reason: "It names a student." });
    await deed(max, `/api/threads/${question.id}/accepted`, { postId: answer.id });
    await deed(ola, `/api/posts/${answer.id}/edits`, { body: words("Our peer mentors do."), edits: 0 });

    await max.goto("/forums");
    await expect(max.getByRole("link", { name: /climate survey/ }).first()).toBeVisible();
    await lookFromEverywhere(max, name("followed"));
    await max.goto(`/spaces/${space.id}`);
    const row = max.getByRole("listitem").filter({ hasText: "climate survey" });
    await expect(row.getByText(t("forums.row.answered"), { exact: true })).toBeVisible();
    await lookFromEverywhere(max, name("space"));
    await max.goto(`/spaces/${space.id}?kind=announcement&tag=nothing`);
    await expect(max.getByText(t("forums.list.noMatch"))).toBeVisible();
    await look(max, name("space-no-match"));

    await max.goto(question.path);
    await expect(max.getByRole("region", { name: t("forums.accepted.label") })).toBeVisible();
    await expect(max.getByText(t("forums.gone.hidden"))).toBeVisible();
    await lookFromEverywhere(max, name("thread"));
    await max.getByRole("button", { name: t("forums.more.of", { name: "Max" }) }).click();
    await expect(max.getByRole("menuitem", { name: t("forums.edit.do") })).toBeVisible();
    await look(max, name("thread-menu"));
    await max.getByRole("menuitem", { name: t("forums.edit.do") }).click();
    await expect(max.getByRole("form", { name: t("forums.edit.label") }).getByRole("toolbar")).toBeVisible();
    await look(max, name("thread-editing"));
    await max
      .getByRole("form", { name: t("forums.edit.label") })
      .getByRole("button", { name: t("ui.close") })
      .click();
    await max.getByRole("textbox", { name: t("forums.composer.text") }).click();
    await expect(
      max.getByRole("form", { name: t("forums.composer.label") }).getByRole("toolbar"),
    ).toBeVisible();
    await look(max, name("thread-writing"));
    await max.goto(poll.path);
    await expect(max.getByRole("button", { name: t("forums.poll.vote") })).toBeVisible();
    await look(max, name("poll"));
    await max.goto(closed.path);
    await expect(max.getByText(t("forums.closed"))).toBeVisible();
    await look(max, name("closed"));
    await max.goto(`/spaces/${space.id}/new`);
    await max.getByRole("button", { name: t("forums.start.confirm") }).click();
    await expect(max.getByRole("textbox", { name: t("forums.field.title") })).toBeFocused();
    await lookFromEverywhere(max, name("new"));
    await max.goto("/threads/01arz3ndektsv4rrffq69g5fav");
    await expect(max.getByText(t("forums.notYours.title"))).toBeVisible();
    await replyTo(ola, question, "One thing more.");
    await max.goto("/");
    await expect(max.getByRole("region", { name: t("today.discussions") })).toContainText("climate survey");
    await look(max, name("today"));

    const moderator = await site.as("stu", { language, path: `/spaces/${space.id}/categories` });
    await expect(moderator.getByRole("button", { name: t("forums.categories.add") })).toBeVisible();
    await lookFromEverywhere(moderator, name("categories"));
    await moderator.getByRole("button", { name: t("forums.categories.add") }).click();
    await expect(moderator.getByRole("dialog")).toBeVisible();
    await look(moderator, name("category"));
  });
}

/** How far the server knows that page's person to have read. */
async function readToOf(page: Page, threadId: string): Promise<number> {
  const { origin } = new URL(page.url());
  const { mine } = await get<{ mine: { readTo: number } }>(page.request, origin, `/api/threads/${threadId}`);
  return mine.readTo;
}

/** Does something over the API, as whoever is signed in on that page. */
async function deed(page: Page, path: string, input: object): Promise<void> {
  await post(page.request, new URL(page.url()).origin, path, { deedId: newId(), ...input });
}

/** Looks at a page at a desk, and makes sure that nothing has to be pushed sideways on phones or enlarged to 400 %. */
async function lookFromEverywhere(page: Page, name: string): Promise<void> {
  const before = page.viewportSize()!;
  await look(page, name);
  for (const viewport of [
    { width: 360, height: 740 },
    { width: 320, height: 256 },
  ]) {
    await page.setViewportSize(viewport);
    await expectNothingWide(page, `${name} at ${viewport.width}`);
  }
  await page.setViewportSize(before);
}
