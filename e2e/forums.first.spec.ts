import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import type { Locator, Page, Response } from "@playwright/test";
import { expect, test } from "./fixtures";
import { look } from "./look";
import { PHONE } from "./site";
import { allianceSpace, composer, expectInThread, fillThread, said, startThread } from "./threads";

const CLIENT = fileURLToPath(new URL("../dist/client", import.meta.url));

const SCRIPT = /\.js$/;
const FONT = /\.woff2$/;
const LIVE = /\/socket\.io\//;
/** An address of the site that is no page of the app. */
const NO_APP = "/health/live";
/** What may come before a thread can be read, in bytes as they are sent. */
const MOST_BEFORE = 170_000;

test("a thread is read before any script has come, and nothing moves when the app takes over", async ({
  sharedSite: site,
}) => {
  const space = await allianceSpace(site);
  const mia = await site.caller("mia");
  const thread = await startThread(mia, space.categories[3]!.id, { title: "Read before all else" });
  await fillThread(site, thread, 26, ["mia", "fay"]);
  const desk = await site.as("max", { path: NO_APP, viewport: { width: 1280, height: 800 } });
  const phone = await site.as("ola", { ...PHONE, path: NO_APP, colorScheme: "dark" });

  for (const [page, name] of [
    [desk, "thread-drawn"],
    [phone, "phone-thread-drawn"],
  ] as const) {
    await test.step(`from its head: ${name}`, async () => {
      const held = await holdBack(page);
      await page.goto(thread.path, { waitUntil: "commit" });
      await expect(said(page, "Let us begin.")).toBeInViewport();
      await expect(page).toHaveTitle("Read before all else · Throughline");
      expect(held.bytes(), "bytes before it can be read").toBeLessThan(MOST_BEFORE);
      await held.letFontsGo();
      await look(page, name);
      await expectSamePlace(
        page,
        [page.getByRole("heading", { level: 1 }), said(page, "Let us begin.")],
        held,
      );
      await expect(composer(page)).toBeVisible();
    });
  }

  await test.step("at the reply that the address names", async () => {
    const held = await holdBack(desk);
    await desk.goto(`${thread.path}/20`, { waitUntil: "commit" });
    await expect(said(desk, "Reply number 20.")).toBeInViewport();
    await expectSamePlace(desk, [said(desk, "Reply number 20."), said(desk, "Reply number 21.")], held);
    await expect(said(desk, "Reply number 20.")).toBeFocused();
  });
});

/** Keeps scripts, fonts and the connection back until they are let go, and notes what comes and what is asked for. */
async function holdBack(page: Page) {
  const asked: string[] = [];
  let bytes = 0;
  const note = (response: Response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/api/")) asked.push(pathname);
    else if (pathname.startsWith("/assets/") && !pathname.endsWith(".svg"))
      bytes += gzipSync(readFileSync(`${CLIENT}${pathname}`)).length;
  };
  page.on("response", note);
  const [letFontsGo, letScriptsGo] = [await gate(page, FONT), await gate(page, SCRIPT)];
  const connection = latch();
  await page.routeWebSocket(LIVE, async (socket) => {
    await connection.isOpen;
    socket.connectToServer();
  });
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  return {
    asked,
    bytes: () => bytes,
    letScriptsGo,
    letConnect: connection.open,
    /** What moves as the fonts come is theirs, and of the fonts that the device has in their place. */
    letFontsGo: async () => {
      letFontsGo();
      await page.evaluate(async () => {
        await document.fonts.ready;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        (window as unknown as { seen: { shift: number } }).seen.shift = 0;
      });
    },
  };
}

/** Stops what is fetched of that kind, until it is let go. */
async function gate(page: Page, kind: RegExp): Promise<() => void> {
  const { isOpen, open } = latch();
  await page.route(kind, async (route) => {
    await isOpen;
    await route.continue();
  });
  return open;
}

function latch(): { isOpen: Promise<void>; open: () => void } {
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { isOpen, open };
}

type Held = Awaited<ReturnType<typeof holdBack>>;

/**
 * Lets scripts and fonts come, and then the connection: what is read stands where it stood, and the app shows what the
 * page has brought. Only what may have changed before it was connected is asked for anew, once.
 */
async function expectSamePlace(page: Page, parts: Locator[], held: Held): Promise<void> {
  const places = () => Promise.all(parts.map(async (part) => (await part.boundingBox())!));
  await held.letFontsGo();
  const before = await places();
  const expectStill = async () => {
    for (const [part, { x, y }] of (await places()).entries()) {
      expect(Math.abs(x - before[part]!.x)).toBeLessThan(2);
      expect(Math.abs(y - before[part]!.y)).toBeLessThan(2);
    }
    const shift = await page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift);
    expect(shift, "layout shift").toBeLessThan(0.01);
  };
  const id = new URL(page.url()).pathname.split("/")[2];
  const brought = [`/api/threads/${id}`, "/api/accounts/site"];
  const askedAnew = () => held.asked.filter((path) => brought.includes(path)).toSorted();

  held.letScriptsGo();
  await expect(page.locator("#root:not([data-drawn])")).toBeVisible();
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await expectStill();
  expect(askedAnew()).toEqual([]);

  held.letConnect();
  await expectInThread(page);
  await expect.poll(askedAnew).toEqual(brought.toSorted());
  await expectStill();
}
