import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  answerIn,
  buildCategory,
  buildForum,
  type ForumOfOurs,
  show,
  start,
} from "#server/testing/buildForum";
import type { HttpClient } from "#server/testing/httpClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { accountEndpoints } from "#shared/accounts/accounts.contract";
import { threadEndpoints as doors } from "#shared/forums/threads.endpoints";
import { ZONE_COOKIE } from "#shared/http/zoneCookie";
import { newId } from "#shared/ids";

const PAGES = fileURLToPath(new URL("../../dist/client/", import.meta.url));
const HOSTILE = "</script><script>alert(1)</script> \u2028 <!-- $& {{x}}";

let server: TestServer;
let forum: ForumOfOurs;
let empty: string;
beforeAll(async () => {
  server = await startServer({ pages: PAGES });
  forum = await buildForum(server);
  empty = await pageOf(forum.max.browser, "/forums");
  // What draws is loaded while the server answers already.
  const threadId = await start(await buildCategory(forum.spaceId), forum.max);
  await vi.waitUntil(async () => (await pageOf(forum.max.browser, `/threads/${threadId}`)) !== empty, {
    timeout: 20_000,
  });
});
afterAll(() => server.close());
beforeEach(async () => {
  forum = await buildForum(server);
});

/** The page at that path, with one word for its nonce. */
async function pageOf(browser: HttpClient, path: string): Promise<string> {
  const { text, headers } = await browser.raw(path, { headers: { accept: "text/html" } });
  expect(headers["cache-control"]).toBe("no-store");
  const [, nonce] = /'nonce-([\w-]+)'/.exec(String(headers["content-security-policy"])) ?? [];
  return text.replaceAll(nonce!, "NONCE");
}

const clock = (at: number, timeZone?: string) =>
  new Intl.DateTimeFormat("en-US", { hour: "numeric", minute: "2-digit", timeZone }).format(at);

function islandOf(html: string): unknown {
  return JSON.parse(/<script type="application\/json" id="first-thread">(.*?)<\/script>/s.exec(html)![1]!);
}

describe("the first answer to whoever may read a thread", () => {
  test("holds its words, and what the doors reply", async () => {
    const threadId = await start(await buildCategory(forum.spaceId), forum.max, { title: "On lanterns" });
    await answerIn(threadId, forum.mia, "A lantern stands by the door.");
    const html = await pageOf(forum.mia.browser, `/threads/${threadId}`);
    expect(html).toContain("<title>On lanterns · Throughline</title>");
    expect(html).toMatch(/<h1>On lanterns<\/h1>/);
    expect(html).toMatch(/<p dir="auto">A lantern stands by the door\.<\/p>/);
    expect(html).toMatch(/<link rel="stylesheet" crossorigin href="\/assets\/CaredForThread-[\w-]+\.css"/);
    expect(islandOf(html)).toEqual({
      site: await forum.mia.browser.do(accountEndpoints.site, {}),
      show: await show(threadId, forum.mia),
    });
  });

  test("holds the posts around the reply that the address names", async () => {
    const threadId = await start(await buildCategory(forum.spaceId), forum.max);
    for (let place = 1; place <= 30; place++) await answerIn(threadId, forum.max, `Reply number ${place}.`);
    const named = await pageOf(forum.mia.browser, `/threads/${threadId}/25`);
    expect(named).toContain('data-look="25"');
    expect(named).toContain(">Reply number 25.<");
    expect(named).not.toContain(">Reply number 2.<");
    const head = await pageOf(forum.mia.browser, `/threads/${threadId}`);
    expect(head).toContain(">Reply number 2.<");
    expect(head).not.toContain(">Reply number 25.<");
  });

  test("runs nothing that somebody wrote, and nothing that its policy refuses", async () => {
    const threadId = await start(await buildCategory(forum.spaceId), forum.max, { title: HOSTILE });
    await answerIn(threadId, forum.max, `${HOSTILE} " style="color:red" ' __NONCE__`);
    const html = await pageOf(forum.mia.browser, `/threads/${threadId}`);
    expect(html).not.toContain("<script>alert");
    expect(html.match(/<script(?! type="application\/json")/g)).toHaveLength(3);
    expect(html.match(/<script[^>]*(?=>)/g)!.filter((one) => !/nonce="NONCE"|json/.test(one))).toEqual([]);
    expect(html).not.toMatch(/<[^>]* (style|on\w+)="/);
    expect(html).not.toContain("\u2028".concat(" <!--"));
    expect(html).toContain("__NONCE__");
    expect(islandOf(html)).toMatchObject({ show: { thread: { title: HOSTILE } } });
  });

  test("says nothing of a post that was hidden", async () => {
    const threadId = await start(await buildCategory(forum.spaceId), forum.max);
    await answerIn(threadId, forum.mia, "Words to be hidden.");
    const postId = (await show(threadId, forum.stu)).posts[1]!.id;
    const input = { deedId: newId(), isHidden: true, reason: "It names somebody." };
    await forum.stu.browser.do(doors.hide, { params: { postId }, input });
    expect(await pageOf(forum.max.browser, `/threads/${threadId}`)).not.toContain("Words to be hidden.");
  });

  test("is in their language", async () => {
    const threadId = await start(await buildCategory(forum.spaceId), forum.max);
    const english = await pageOf(forum.mia.browser, `/threads/${threadId}`);
    const input = { name: "Mia", unit: "", language: "es" as const };
    await forum.mia.browser.do(accountEndpoints.settle, { input });
    const spanish = await pageOf(forum.mia.browser, `/threads/${threadId}`);
    expect([english, spanish].map((html) => /Conversación/.test(html))).toEqual([false, true]);
    expect(spanish).toMatch(/<html lang="es"/);
  });

  test("tells times in their zone, and in the server's where what they say is none", async () => {
    const threadId = await start(await buildCategory(forum.spaceId), forum.max);
    const { at } = (await show(threadId, forum.mia)).posts[0]!;
    const { browser } = forum.mia;
    const signedIn = browser.cookie;
    const timesIn = async (told: string) => {
      browser.cookie = `${signedIn}; ${ZONE_COOKIE}=${encodeURIComponent(told)}`;
      return [...(await pageOf(browser, `/threads/${threadId}`)).matchAll(/<time [^>]*title="([^"]*)"/g)];
    };
    const said = (timeZone?: string) => expect.stringContaining(`, ${clock(at, timeZone)}`);
    for (const zone of ["Pacific/Kiritimati", "America/Los_Angeles", "Etc/GMT+5"])
      expect((await timesIn(zone)).map(([, title]) => title)).toEqual([said(zone)]);
    for (const none of ["Nowhere/At_All", "<script>", "x".repeat(2_000)])
      expect((await timesIn(none)).map(([, title]) => title)).toEqual([said()]);
  });
});

describe("everybody else is sent the empty page", () => {
  test("a stranger, and whoever may not read it, as where there is no thread", async () => {
    const threadId = await start(await buildCategory(forum.spaceId), forum.max, { title: "Among ourselves" });
    const asked = await forum.ola.browser.try(doors.show, { params: { threadId }, input: {} });
    expect(asked.status, "Ola is outside").toBe(404);
    expect(await pageOf(server.visit(), `/threads/${threadId}`)).toBe(empty);
    expect(await pageOf(forum.ola.browser, `/threads/${threadId}`)).toBe(empty);
    expect(await pageOf(forum.max.browser, `/threads/${newId()}`)).toBe(empty);
    expect(await pageOf(forum.max.browser, "/threads/none/3")).toBe(empty);
  });
});
