import { expect, type Locator, type Page } from "@playwright/test";
import type { CastKey } from "#server/accounts/cast";
import type { SpaceView } from "#shared/forums/spaces.contract";
import type { PostView, ThreadKind } from "#shared/forums/threads.contract";
import { newId } from "#shared/ids";
import type { RichTextDocument } from "#shared/richText/document";
import { expectConnection } from "./rooms";
import { type Caller, get, post, type Site } from "./site";

/** The alliance's space with its categories, as a story needs to know of it. */
export async function allianceSpace(site: Site): Promise<SpaceView> {
  const max = await site.caller("max");
  const ask = <Reply>(path: string) => get<Reply>(max.request, site.origin, path);
  const { items } = await ask<{ items: { id: string; kind: string }[] }>("/api/spaces");
  return await ask<SpaceView>(`/api/spaces/${items.find(({ kind }) => kind === "alliance")!.id}`);
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

/** Starts a thread over the API, as that caller. */
export async function startThread(
  caller: Caller,
  categoryId: string,
  {
    title,
    kind = "discussion",
    body = words("Let us begin."),
    ...rest
  }: { title: string; kind?: ThreadKind; body?: RichTextDocument; poll?: object; tags?: string[] },
): Promise<Started> {
  const { origin } = new URL(caller.url());
  const id = newId();
  const input = { threadId: id, kind, title, body, tags: [], poll: null, alsoIn: [], ...rest };
  await post(caller.request, origin, `/api/categories/${categoryId}/threads`, input);
  return { id, path: `/threads/${id}` };
}

/** Replies over the API, as that caller. */
export async function replyTo(
  caller: Caller,
  thread: Started,
  text: string,
  isTried = false,
): Promise<PostView> {
  const { origin } = new URL(caller.url());
  const input = { deedId: newId(), body: words(text), isTried };
  const fact = await post<{ data: { post: PostView } }>(
    caller.request,
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
  const callers = await Promise.all(keys.map((key) => site.caller(key)));
  for (let place = 1; place <= count; place++) {
    const length = (place * 7) % 9;
    const rare = place % 50 === 0 ? "A lantern stands by the door. " : "";
    await replyTo(
      callers[place % callers.length]!,
      thread,
      `Reply number ${place}. ${rare}${"It goes on for a while, as people do. ".repeat(length)}`.trim(),
    );
  }
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

/** Does something over the API, as that caller. */
export async function deed(caller: Caller, path: string, input: object): Promise<void> {
  await post(caller.request, new URL(caller.url()).origin, path, { deedId: newId(), ...input });
}
