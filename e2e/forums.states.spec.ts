import type { Page } from "@playwright/test";
import { newId } from "#shared/ids";
import { languages } from "#shared/languages";
import { expect, test } from "./fixtures";
import { expectNothingWide, look } from "./look";
import { PHONE, post } from "./site";
import {
  allianceSpace,
  composer,
  deed,
  expectInThread,
  fillThread,
  replyTo,
  said,
  startThread,
  words,
} from "./threads";
import { wordsOf } from "./words";

test("a phone reads and answers", async ({ site }) => {
  const space = await allianceSpace(site);
  const mia = await site.caller("mia");
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
    const ada = await site.as("ada", { language, path: "/forums" });
    await expect(ada.getByText(t("forums.followed.none"))).toBeVisible();
    await look(ada, name("empty"));
    const stu = await site.caller("stu");
    const everyone = { read: "everyone", start: "everyone", answer: "everyone" };
    const fresh = { categoryId: newId(), title: "Fresh", description: "", ...everyone };
    await post(stu.request, site.origin, `/api/spaces/${space.id}/categories`, fresh);
    await max.goto(`/spaces/${space.id}?category=${fresh.categoryId}`);
    await expect(max.getByText(t("forums.list.none"))).toBeVisible();
    await look(max, name("space-empty"));
    const ola = await site.caller("ola");
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
