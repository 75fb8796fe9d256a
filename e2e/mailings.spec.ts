import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { get, PHONE, post, type Site } from "./site";
import { allianceSpace, replyTo, startThread } from "./threads";

const DAY = 24 * 60 * 60_000;
const SUBJECT = /What is new in the threads that you follow/;
const mailOf = (page: Page) => page.getByRole("region", { name: "Mail" });
const feedsOf = (page: Page) => page.getByRole("region", { name: "Feeds" });

/** Something that Mia follows and has not read, and something that is said to herself. */
async function sayWhatMiaFollows(site: Site, mia: Page): Promise<void> {
  const space = await allianceSpace(site);
  const max = await site.caller("max");
  const { me } = await get<{ me: { personId: string } }>(mia.request, site.origin, "/api/accounts/site");
  const mention = { type: "mention" as const, attrs: { kind: "person", id: me.personId, label: "Mia" } };
  await startThread(max, space.categories[1]!.id, {
    title: "Who was there?",
    body: { type: "doc", content: [{ type: "paragraph", content: [mention] }] },
  });
  const thread = await startThread(max, space.categories[1]!.id, { title: "How do you begin the hour?" });
  await post(mia.request, site.origin, `/api/threads/${thread.id}/follow`, { level: "follow" });
  await replyTo(max, thread, "We begin with a round of names.");
}

test("a digest that was chosen comes, is read, and is ended by its own link without signing in", async ({
  site,
}) => {
  const mia = await site.as("mia", { path: "/settings" });
  const mail = mailOf(mia);
  await expect(mail.getByRole("combobox", { name: "When to write to you" })).toHaveValue("weekly");
  await mail.getByRole("combobox", { name: "When to write to you" }).selectOption("daily");
  await mail.getByRole("combobox", { name: "Hour" }).selectOption({ label: "5:00 PM" });
  await expect(mail.getByRole("status")).toContainText("at 5:00 PM");
  await mail.getByRole("button", { name: "Save" }).click();
  await expect(mia.getByText("Saved.")).toBeVisible();
  await sayWhatMiaFollows(site, mia);

  await site.kill();
  site.server.ahead = DAY;
  await site.begin();
  const outbox = await site.visit({ path: "/outbox" });
  await expect(outbox.getByRole("heading", { name: SUBJECT })).toBeVisible({ timeout: 60_000 });
  const letter = outbox.getByRole("listitem").filter({ has: outbox.getByRole("heading", { name: SUBJECT }) });
  await expect(letter).toContainText("How do you begin the hour?");
  await expect(letter).toContainText("We begin with a round of names.");
  await expect(letter).toHaveCount(1);
  await expect(outbox.getByRole("heading", { name: "You were mentioned in “Who was there?”" })).toHaveCount(
    1,
  );
  const link = (await letter.textContent())?.match(/https?:\/\/\S+\/unsubscribe\?token=[\w-]+/)?.[0] ?? "";

  const path = link.replace(/^https?:\/\/[^/]+/, "");
  const visitor = await site.visit({ path });
  await expect(visitor.getByRole("heading", { name: "End these messages?" })).toBeVisible();
  await look(visitor, "unsubscribe");
  const preferences = () =>
    get<{ mode: string }>(mia.request, site.origin, "/api/mailings/preferences").then(({ mode }) => mode);
  expect(await preferences()).toBe("daily");
  const keyboard = await keyboardOnly(visitor);
  await keyboard.tabTo(visitor.getByRole("button", { name: "End them" }));
  await keyboard.press("Enter");
  await expect(visitor.getByRole("heading", { name: "They have ended" })).toBeVisible();
  keyboard.expectNoPointer();
  expect(await preferences()).toBe("none");
  await look(visitor, "unsubscribed");
  await visitor.getByRole("button", { name: "Undo" }).click();
  await expect(visitor.getByRole("heading", { name: "End these messages?" })).toBeVisible();
  expect(await preferences()).toBe("daily");
  await visitor.goto(path.slice(0, -1));
  await expect(visitor.getByRole("heading", { name: "This link leads nowhere" })).toBeVisible();
  await look(visitor, "unsubscribe-wrong");
});

test("with the keyboard alone a feed is made, read by a program, and taken away again", async ({ site }) => {
  const mia = await site.as("mia", { path: "/settings" });
  await sayWhatMiaFollows(site, mia);
  await expect(feedsOf(mia).getByRole("combobox", { name: "Space" })).toBeVisible();
  const keyboard = await keyboardOnly(mia);
  await keyboard.tabTo(feedsOf(mia).getByRole("button", { name: "Make an address" }));
  await keyboard.press("Enter");
  const field = feedsOf(mia).getByRole("textbox", { name: "Address of the feed" });
  await expect(field).toBeFocused();
  const address = await field.inputValue();
  const program = await site.visit();
  const read = () => program.request.get(address);
  const answer = await read();
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([
    200,
    "application/atom+xml; charset=utf-8",
  ]);
  // The browser's own parser is the strictest reader that is here.
  const parsed = await program.evaluate(
    (xml) => {
      const feed = new DOMParser().parseFromString(xml, "application/xml");
      const textOf = (element: Element, name: string) => element.querySelector(name)?.textContent ?? "";
      return {
        faults: feed.querySelectorAll("parsererror").length,
        titles: [...feed.querySelectorAll("entry")].map((entry) => textOf(entry, "title")),
        words: [...feed.querySelectorAll("entry")].map((entry) => textOf(entry, "content")),
      };
    },
    await answer.text(),
  );
  expect(parsed.faults).toBe(0);
  expect(parsed.titles.slice(0, 2)).toEqual(["Re: How do you begin the hour?", "How do you begin the hour?"]);
  expect(parsed.words[0]).toBe("<p>We begin with a round of names.</p>");

  await keyboard.tabTo(feedsOf(mia).getByRole("button", { name: /^Remove the feed of/ }));
  await keyboard.press("Enter");
  await expect(feedsOf(mia).getByRole("list", { name: "Your feeds" })).toHaveCount(0);
  expect((await read()).status()).toBe(404);
  keyboard.expectNoPointer();
});

test("the settings look as they should, on a desk and on a phone, in both languages", async ({ site }) => {
  const wide = await site.as("mia", { path: "/settings" });
  await feedsOf(wide).getByRole("button", { name: "Make an address" }).click();
  await expect(feedsOf(wide).getByRole("list", { name: "Your feeds" })).toBeVisible();
  await wide.setViewportSize({ width: 1280, height: 2_000 });
  await look(wide, "settings-mail");
  const phone = await site.as("stu", { ...PHONE, language: "es", path: "/settings" });
  await phone.setViewportSize({ width: 360, height: 2_600 });
  await phone.getByRole("button", { name: "Crear una dirección" }).click();
  await expect(phone.getByRole("list", { name: "Sus canales" })).toBeVisible();
  await look(phone, "settings-mail-phone");
});
