import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "./fixtures";
import { keyboardOnly } from "./keyboard";
import { look } from "./look";
import { PHONE } from "./site";
import { allianceSpace, composer, editorOf, expectInThread, said, startThread } from "./threads";

/** An MP3 of that many bytes: nothing in it can be packed. */
function recording(size: number): Buffer {
  const bytes = randomBytes(size);
  for (let at = 0; at + 4 <= size; at += 417) bytes.set([0xff, 0xfb, 0x90, 0x64], at);
  return bytes;
}

/** A campus's wireless, over which so many bytes a second go up at most: the answer takes it away and brings it back. */
async function slowNetwork(
  page: Page,
  uploadThroughput: number,
): Promise<(offline: boolean) => Promise<unknown>> {
  const network = await page.context().newCDPSession(page);
  const set = (offline: boolean) =>
    network.send("Network.emulateNetworkConditions", {
      ...{ offline, latency: 0, downloadThroughput: -1, uploadThroughput },
    });
  await network.send("Network.enable");
  await set(false);
  return set;
}

test("20 MB, cut by the network and by a reload, go on from where they were", async ({ site }) => {
  test.setTimeout(240_000);
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { path: "/settings" });
  const thread = await startThread(mia, space.categories[3]!.id, { title: "A long recording" });
  const max = await site.as("max", { path: thread.path });
  await expectInThread(max);
  await editorOf(max);

  const setOffline = await slowNetwork(max, 2_000_000);
  const offsets: number[] = [];
  max.on("request", (request) => {
    const offset = request.headers()["upload-offset"];
    if (request.method() === "PATCH" && offset !== undefined) offsets.push(Number(offset));
  });
  await max
    .locator("input[type=file]")
    .setInputFiles({ name: "Debrief.mp3", mimeType: "audio/mpeg", buffer: recording(20_000_000) });
  const row = max.getByRole("list", { name: "Files on their way" }).getByRole("listitem");
  await expect.poll(() => Math.max(0, ...offsets), { timeout: 60_000 }).toBeGreaterThan(2_000_000);

  await test.step("paused, nothing more goes", async () => {
    await row.getByRole("button", { name: "Pause Debrief.mp3" }).click();
    await expect(row).toContainText("Paused");
    await look(max, "files-paused");
    await row.getByRole("button", { name: "Go on with Debrief.mp3" }).click();
    await expect(row).toContainText("sent");
  });

  await test.step("without a network it waits, and a reload goes on by itself", async () => {
    await setOffline(true);
    await expect(row).toContainText("Waiting for the connection");
    const before = Math.max(...offsets);
    await setOffline(false);
    await max.reload();
    offsets.splice(0);
    await expect(row).toContainText("Here, and not in the text yet", { timeout: 90_000 });
    expect(Math.min(...offsets)).toBeGreaterThanOrEqual(before);
    await row.getByRole("button", { name: "Insert" }).click();
  });

  await test.step("and stands in the reply, for its readers", async () => {
    await composer(max).press("ControlOrMeta+Enter");
    const link = said(mia, "Debrief.mp3").getByRole("link", { name: /Debrief\.mp3/ });
    await mia.goto(thread.path);
    const { headers, length } = await mia.evaluate(
      async (path) => {
        const response = await fetch(path);
        return { headers: [...response.headers], length: (await response.arrayBuffer()).byteLength };
      },
      (await link.getAttribute("href")) as string,
    );
    expect(length).toBe(20_000_000);
    expect(Object.fromEntries(headers)["content-disposition"]).toContain("attachment");
  });
});

test("by keyboard alone on a phone: a picture is described, and what is refused says why", async ({
  site,
}) => {
  const space = await allianceSpace(site);
  const mia = await site.as("mia", { ...PHONE, path: "/settings" });
  const thread = await startThread(mia, space.categories[3]!.id, { title: "Pictures" });
  await mia.goto(thread.path);
  await expectInThread(mia);
  await editorOf(mia);
  const keys = await keyboardOnly(mia);
  await composer(mia).focus();
  await keys.type("See here");

  await test.step("an SVG is refused beside the text, which stays", async () => {
    await keys.press("Alt+F10");
    const choosing = mia.waitForEvent("filechooser");
    const attach = mia.getByRole("button", { name: "Picture or file" });
    for (let step = 0; step < 12; step++) {
      if (await attach.evaluate((button) => button === document.activeElement)) break;
      await keys.press("ArrowRight");
    }
    await expect(attach).toBeFocused();
    await keys.press("Enter");
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    await (await choosing).setFiles({ name: "chart.svg", mimeType: "image/svg+xml", buffer: svg });
    const row = mia.getByRole("listitem").filter({ hasText: "chart.svg" });
    await expect(row).toContainText("Web pages, SVG and XML can hold code");
    await expect(composer(mia)).toContainText("See here");
    await look(mia, "files-refused-phone");
    await keys.tabTo(row.getByRole("button", { name: "Close" }));
    await keys.press("Enter");
    await expect(row).toHaveCount(0);
  });

  await test.step("a picture is asked what it shows, and is shown", async () => {
    const green = { width: 120, height: 80, channels: 3 as const, background: "#1f6f54" };
    const buffer = await sharp({ create: green }).png().toBuffer();
    await mia.locator("input[type=file]").setInputFiles({ name: "chart.png", mimeType: "image/png", buffer });
    const dialog = mia.getByRole("dialog", { name: "Describe the picture" });
    await expect(dialog.getByRole("textbox")).toBeFocused();
    await look(mia, "files-describe-phone");
    await keys.type("A green square");
    await keys.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(composer(mia).getByRole("img", { name: "A green square" })).toBeVisible();
    await keys.press("Control+Enter");
    const picture = said(mia, "See here").getByRole("img", { name: "A green square" });
    await expect(picture).toBeVisible();
    await expect
      .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBeGreaterThan(0);
    await look(mia, "files-picture-phone");
  });

  await test.step("and is found among one's own files", async () => {
    await mia.goto("/settings/files");
    await expect(mia.getByRole("listitem").filter({ hasText: "chart.png.webp" })).toContainText("Stands in");
    await look(mia, "files-own-phone");
  });
  keys.expectNoPointer();
});
