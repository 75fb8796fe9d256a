import type { Page } from "@playwright/test";
import type { RichTextDocument } from "#shared/richText/document";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { get, PHONE, post, type Site } from "./site";
import { allianceSpace, deed, expectInThread, startThread } from "./threads";

const bellOf = (page: Page) =>
  page.getByRole("banner").getByRole("link", { name: /^(New for you|Novedades para usted)/ });
const countOf = async (page: Page) =>
  Number(/\d+$/.exec((await bellOf(page).getAttribute("aria-label")) ?? "")?.[0] ?? 0);

async function idOf(page: Page, site: Site): Promise<string> {
  return (await get<{ me: { personId: string } }>(page.request, site.origin, "/api/accounts/site")).me
    .personId;
}

function mentioning(id: string, label: string): RichTextDocument {
  const mention = { type: "mention" as const, attrs: { kind: "person", id, label } };
  const asked = { type: "text" as const, text: ", what helped at your campus?" };
  return { type: "doc", content: [{ type: "paragraph", content: [mention, asked] }] };
}

test("a mention raises the other's bell at once, and reading it lowers it on both of their devices", async ({
  site,
}) => {
  const space = await allianceSpace(site);
  const max = await site.caller("max");
  const mia = await site.as("mia", { path: "/convenings" });
  // The demonstration has something new for everybody of its cast.
  await expect.poll(() => countOf(mia)).toBeGreaterThan(0);
  const before = await countOf(mia);
  const phone = await site.as("mia", { ...PHONE, path: "/convenings" });
  await expect.poll(() => countOf(phone)).toBe(before);
  const thread = await startThread(max, space.categories[1]!.id, {
    title: "What helped in the first minutes?",
    body: mentioning(await idOf(mia, site), "Mia"),
  });
  for (const device of [mia, phone]) await expect.poll(() => countOf(device)).toBe(before + 1);
  await expect(mia).toHaveTitle(/^\(1\) /);

  const keyboard = await keyboardOnly(mia);
  await keyboard.tabTo(bellOf(mia));
  await keyboard.press("Enter");
  const notice = mia.getByRole("link", { name: "Max mentioned you in “What helped in the first minutes?”" });
  await expect(notice).toBeVisible();
  await look(mia, "new");
  await phone.goto("/new");
  await look(phone, "phone-new");
  await keyboard.tabTo(notice);
  await keyboard.press("Enter");
  await expectInThread(mia);
  for (const device of [mia, phone]) await expect.poll(() => countOf(device)).toBe(before);
  keyboard.expectNoPointer();
  await deed(max, `/api/threads/${thread.id}/replies`, {
    body: mentioning("0".repeat(26), "Nobody"),
    isTried: false,
  });
});

test("what is followed is shown, changed and let go in the settings, and a reminder comes when it is due", async ({
  site,
}) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { language: "es", path: `/spaces/${space.id}` });
  await mia.getByRole("button", { name: /^Qué tan de cerca sigue/ }).click();
  await mia.getByRole("menuitemradio", { name: /^Siguiendo/ }).click();
  await mia.goto("/settings");
  const follows = mia.getByRole("region", { name: "Lo que sigue" });
  await expect(follows.getByRole("link", { name: space.title })).toBeVisible();
  await mia.setViewportSize({ width: 360, height: 1_400 });
  await look(mia, "es-settings-follows");
  await follows.getByRole("button", { name: /^Quitar / }).click();
  await expect(follows.getByRole("link", { name: space.title })).toHaveCount(0);

  const max = await site.caller("max");
  const thread = await startThread(max, space.categories[1]!.id, { title: "Call this to mind" });
  const remindAt = Date.now() + 3 * 3_600_000;
  await post(mia.request, site.origin, `/api/posts/${thread.id}/bookmark`, { isOn: true, remindAt });
  await site.kill();
  site.server.ahead = 3.1 * 3_600_000;
  await site.begin();
  await mia.goto("/new");
  await expect(mia.getByRole("link", { name: "Quiso que se le recordara «Call this to mind»" })).toBeVisible({
    timeout: 60_000,
  });
  await look(mia, "es-new-reminder");
});
