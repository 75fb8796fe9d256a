import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { type Keyboard, keyboardOnly } from "./keyboard";
import { look } from "./look";
import { get, PHONE, type Site } from "./site";
import { allianceSpace, expectInThread, replyTo, said, startThread } from "./threads";
import { wordsOf } from "./words";

const HEAD = "thread,title,category,author_name,author_email,created_at,body";
/** Enough to be seen on its way. */
const ROWS = 240;

/** A table of another forum: a dozen threads, told in turn. */
function table(...mended: string[]): Buffer {
  const rows = Array.from({ length: ROWS }, (_, place) => {
    const thread = place % 12;
    const title = place < 12 ? `Old conversation ${thread + 1}` : "";
    return `${thread},${title},Brought along,Pat Elm,,2021-03-01T10:${String(place % 60).padStart(2, "0")}:00Z,Said ${place} times`;
  });
  return Buffer.from([HEAD, ...mended, ...rows].join("\n"));
}

/** The address at which a convening's commons brings something in. */
async function movingPath(site: Site): Promise<string> {
  const stu = await site.caller("stu");
  const { items } = await get<{ items: { id: string; kind: string }[] }>(
    stu.request,
    site.origin,
    "/api/spaces",
  );
  return `/spaces/${items.find(({ kind }) => kind === "convening")!.id}/moving`;
}

test("a space is taken along and brought into another, and a table with a bad row is mended", async ({
  site,
}) => {
  const space = await allianceSpace(site);
  const ola = await site.caller("ola");
  const thread = await startThread(ola, space.categories[1]!.id, { title: "It moves along" });
  await replyTo(ola, thread, "With what was answered.");
  const path = await movingPath(site);
  const stu = await site.as("stu", { path: `/spaces/${space.id}` });

  const file = await test.step("everything of a space is downloaded, its files apart", async () => {
    await stu.getByRole("link", { name: "Import and export" }).click();
    await expect(stu.getByRole("heading", { name: "Take this space along" })).toBeVisible();
    const arriving = (link: string) =>
      Promise.all([stu.waitForEvent("download"), stu.getByRole("link", { name: link }).click()]);
    const [files] = await arriving("Download the files");
    expect(files.suggestedFilename()).toMatch(/-files\.zip$/);
    const [download] = await arriving("Download the threads");
    expect(download.suggestedFilename()).toMatch(/\.jsonl\.gz$/);
    const saved = await download.path();
    expect(gunzipSync(readFileSync(saved)).toString()).toContain("It moves along");
    return { name: download.suggestedFilename(), mimeType: "application/gzip", buffer: readFileSync(saved) };
  });

  await test.step("in the other space one sees first what it would do", async () => {
    await stu.goto(path);
    await stu.getByRole("button", { name: "Check the file" }).click();
    await expect(stu.getByText("Choose a file first.")).toBeVisible();
    await look(stu, "moving");
    await stu.getByLabel("File").setInputFiles(file);
    await stu.getByRole("button", { name: "Check the file" }).click();
    await expect(stu.getByText("This is what it would do. Nothing has been brought in yet.")).toBeVisible();
    await expect(stu.getByRole("term").filter({ hasText: "with an account here" })).toBeVisible();
    await look(stu, "moving-plan");
  });

  await test.step("after a yes it is there, and says where it comes from", async () => {
    await stu.getByRole("button", { name: /^Import \d+ posts$/ }).click();
    await expect(stu.getByText(/posts have been brought in, and \d+ threads\.$/)).toBeVisible();
    await look(stu, "moving-done");
    await stu.getByRole("link", { name: "See the threads" }).click();
    await stu.getByRole("link", { name: "It moves along", exact: true }).click();
    await expectInThread(stu);
    await expect(said(stu, "With what was answered.")).toContainText("Imported by Stu");
    await look(stu, "moving-thread");
    await stu.context().close();
  });

  const t = wordsOf("es");
  const phone = await site.as("stu", { ...PHONE, language: "es", path });
  const keys = await keyboardOnly(phone);
  await look(phone, "es-phone-moving");
  await test.step("on a phone, in Spanish, without a mouse: the row that is wrong is named", async () => {
    const wrong = [
      "99,,Brought along,Pat Elm,,2021-03-01,It has no title",
      "98,It has no time,,,,soon,Words",
    ];
    await send(phone, keys, table(...wrong));
    const problems = phone.getByRole("list", { name: t("forums.import.problems") }).getByRole("listitem");
    await expect(problems).toHaveCount(2);
    await expect(problems.first()).toContainText(t("forums.import.row", { row: 2 }));
    await expect(phone.getByRole("button", { name: /^Importar/ })).toHaveCount(0);
    await look(phone, "es-phone-moving-wrong");
  });

  await test.step("mended, it is checked again, and one sees how far it is", async () => {
    await keys.tabTo(phone.getByRole("button", { name: t("forums.import.another") }));
    await keys.press("Enter");
    await expect(phone.getByLabel(t("forums.import.file"))).toBeFocused();
    await send(phone, keys, table());
    await expect(phone.getByText(t("forums.import.promise"))).toBeVisible();
    await look(phone, "es-phone-moving-plan");
    await keys.tabTo(phone.getByRole("button", { name: `Importar ${ROWS} mensajes` }));
    await keys.press("Enter");
    await expect(phone.getByRole("progressbar")).toBeVisible();
    await expect(phone.getByText(new RegExp(`^Se han traído ${ROWS} mensajes`))).toBeVisible();
    await look(phone, "es-phone-moving-done");
    await keys.tabTo(phone.getByRole("link", { name: t("forums.import.look") }));
    await keys.press("Enter");
    await expect(phone.getByRole("link", { name: "Old conversation 1", exact: true })).toBeVisible();
  });
  keys.expectNoPointer();
});

/** Chooses a table and has it checked, with keys. */
async function send(page: Page, keys: Keyboard, buffer: Buffer): Promise<void> {
  const t = wordsOf("es");
  // The browser is told before that the story answers for the system's dialog.
  const asking = page.waitForEvent("filechooser");
  await keys.tabTo(page.getByLabel(t("forums.import.file")));
  await keys.press("Space");
  await (await asking).setFiles({ name: "foro.csv", mimeType: "text/csv", buffer });
  await keys.tabTo(page.getByRole("button", { name: t("forums.import.check") }));
  await keys.press("Enter");
}
