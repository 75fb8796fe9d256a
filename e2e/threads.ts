import { expect, type Locator, type Page } from "@playwright/test";
import type { CastKey } from "#server/accounts/cast";
import type { SpaceView } from "#shared/forums/spaces.contract";
import type { PostView, ThreadKind } from "#shared/forums/threads.contract";
import { newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { expectConnection } from "./rooms";
import { get, post, type Site } from "./site";

/** The alliance's space with its categories, as a story needs to know of it. */
export async function allianceSpace(site: Site): Promise<SpaceView> {
  const page = await site.as("max", { path: "/settings" });
  const ask = <Reply>(path: string) => get<Reply>(page.request, site.origin, path);
  const { items } = await ask<{ items: { id: string; kind: string }[] }>("/api/spaces");
  const space = await ask<SpaceView>(`/api/spaces/${items.find(({ kind }) => kind === "alliance")!.id}`);
  await page.context().close();
  return space;
}

/** Paragraphs of plain words. */
export function words(...texts: string[]): RichTextDocument {
  return {
    type: "doc",
    content: texts.map((text) => ({ type: "paragraph", content: [{ type: "text", text }] })),
  };
}

export interface Started {
  id: string;
  path: string;
}

/** Starts a thread over the API, as whoever is signed in on that page. */
export async function startThread(
  page: Page,
  categoryId: string,
  {
    title,
    kind = "discussion",
    body = words("Let us begin."),
    ...rest
  }: { title: string; kind?: ThreadKind; body?: RichTextDocument; poll?: object; tags?: string[] },
): Promise<Started> {
  const { origin } = new URL(page.url());
  const id = newId();
  const input = { threadId: id, kind, title, body, tags: [], poll: null, alsoIn: [], ...rest };
  await post(page.request, origin, `/api/categories/${categoryId}/threads`, input);
  return { id, path: `/threads/${id}` };
}

/** Replies over the API, as whoever is signed in on that page. */
export async function replyTo(page: Page, thread: Started, text: string, isTried = false): Promise<PostView> {
  const { origin } = new URL(page.url());
  const input = { deedId: newId(), body: words(text), isTried };
  const fact = await post<{ data: { post: PostView } }>(
    page.request,
    origin,
    `/api/threads/${thread.id}/replies`,
    input,
  );
  return fact.data.post;
}

/** Somebody of the cast says so many things in a thread, without looking; every fiftieth names a lantern, to be found by it. */
export async function fillThread(
  site: Site,
  thread: Started,
  count: number,
  keys: readonly CastKey[] = ["max", "mia", "ola", "stu", "fay", "cora", "ada"],
): Promise<void> {
  const pages = await Promise.all(keys.map((key) => site.as(key, { path: "/settings" })));
  for (let place = 1; place <= count; place++) {
    const length = (place * 7) % 9;
    const rare = place % 50 === 0 ? "A lantern stands by the door. " : "";
    await replyTo(
      pages[place % pages.length]!,
      thread,
      `Reply number ${place}. ${rare}${"It goes on for a while, as people do. ".repeat(length)}`.trim(),
    );
  }
  for (const page of pages) await page.context().close();
}

/** The post with those words. */
export function said(page: Page, text: string): Locator {
  return page.getByRole("feed").getByRole("article").filter({ hasText: text });
}

export function composer(page: Page): Locator {
  return page.getByRole("textbox", { name: "Your reply" });
}

/** The editor has taken the place of the light field. */
export async function editorOf(page: Page): Promise<Locator> {
  await composer(page).click();
  await expect(page.getByRole("toolbar", { name: "Formatting" })).toBeVisible();
  return composer(page);
}

export async function reply(page: Page, text: string): Promise<void> {
  await (await editorOf(page)).pressSequentially(text);
  await page
    .getByRole("form", { name: "Reply to the thread" })
    .getByRole("button", { name: "Reply", exact: true })
    .click();
}

/** Stands in the live thread. */
export async function expectInThread(page: Page): Promise<void> {
  await expect(page.getByRole("feed").getByRole("article").first()).toBeVisible();
  await expectConnection(page, "Live");
}

/** How far the server knows that page's person to have read. */
export async function readToOf(page: Page, threadId: string): Promise<number> {
  const { origin } = new URL(page.url());
  const { mine } = await get<{ mine: { readTo: number } }>(page.request, origin, `/api/threads/${threadId}`);
  return mine.readTo;
}

/** Does something over the API, as whoever is signed in on that page. */
export async function deed(page: Page, path: string, input: object): Promise<void> {
  await post(page.request, new URL(page.url()).origin, path, { deedId: newId(), ...input });
}
