import { expect, type Locator, type Page } from "@playwright/test";
import type { CastKey } from "#server/accounts/cast";
import type { DebriefView } from "#shared/debriefs/debriefs.contract";
import { newId } from "#shared/ids";
import { type Caller, get, post, type Site } from "./site";

/** A debrief room as a story needs to know of it. */
export interface Room {
  id: string;
  path: string;
  title: string;
  code: string;
}

interface Listed {
  items: {
    id: string;
    conveningId: string;
    title: string;
    campus: { name: string };
    stage: string;
  }[];
}

/** Alder's room that a demonstration begins with: live, with some words in it. */
export async function findAlderRoom(site: Site): Promise<Room> {
  const fay = await site.caller("fay");
  const { items } = await get<Listed>(fay.request, site.origin, "/api/debriefs");
  return await describe(fay, site.origin, items.find(({ stage }) => stage === "live")!.id);
}

/** A room at Alder that nobody has opened yet: Cora schedules it, and names Fay its facilitator. */
export async function scheduleRoom(
  site: Site,
  { attribution = "named" }: { attribution?: "named" | "unnamed" } = {},
): Promise<Room> {
  const cora = await site.caller("cora");
  const ask = <Reply>(path: string) => get<Reply>(cora.request, site.origin, path);
  const { me } = await ask<{ me: { campus: { id: string } } }>("/api/accounts/site");
  const taken = (await ask<Listed>("/api/debriefs")).items.map(({ conveningId }) => conveningId);
  const convenings = await ask<{ items: { id: string }[] }>("/api/convenings");
  const conveningId = convenings.items.find(({ id }) => !taken.includes(id))!.id;
  const debriefId = newId();
  await post(cora.request, site.origin, "/api/debriefs", {
    debriefId,
    conveningId,
    campusId: me.campus.id,
    startsAt: Date.now() + 5 * 60_000,
    place: "Library, seminar room",
    attribution,
  });
  await nameFacilitator(site, debriefId, "fay");
  return await describe(cora, site.origin, debriefId);
}

/** Cora, who coordinates Alder, names one of its people facilitator of a room. */
export async function nameFacilitator(site: Site, debriefId: string, key: CastKey): Promise<void> {
  const cora = await site.caller("cora");
  await post(cora.request, site.origin, "/api/roles", {
    address: `${key}@alder.example`,
    role: "facilitator",
    scopeKind: "room",
    scopeId: debriefId,
  });
}

/** Brings a room to a stage, without looking. */
export async function bringTo(
  site: Site,
  room: Room,
  ...stages: ("open" | "live" | "closing" | "closed")[]
): Promise<void> {
  const fay = await site.caller("fay");
  for (const to of stages) await deed(fay, room, "stage", { to });
}

/** Does something in a room over the API, as that caller. */
export async function deed(caller: Caller, room: Room, path: string, input: object): Promise<void> {
  const { origin } = new URL(caller.url());
  await post(caller.request, origin, `/api/debriefs/${room.id}/${path}`, { deedId: newId(), ...input });
}

/** Says something in a room over the API, as one of the cast. */
export async function sayAs(site: Site, room: Room, key: CastKey, ...texts: string[]): Promise<void> {
  const caller = await site.caller(key);
  for (const text of texts)
    await deed(caller, room, "contributions", { kind: "insight", text, isUnnamed: false });
}

/** What the server holds of a room, as that caller may know it. */
export async function readRoom(caller: Caller, room: Room): Promise<DebriefView> {
  return await get<DebriefView>(caller.request, new URL(caller.url()).origin, `/api/debriefs/${room.id}`);
}

async function describe({ request }: Caller, origin: string, id: string): Promise<Room> {
  const { code, title } = await get<DebriefView>(request, origin, `/api/debriefs/${id}`);
  return { id, path: `/debriefs/${id}`, title: title, code };
}

/** Says something in the composer, with the mouse. */
export async function say(page: Page, text: string, kind?: string): Promise<void> {
  if (kind !== undefined) await page.getByRole("radio", { name: kind }).click();
  await page.getByRole("textbox", { name: "Your contribution" }).fill(text);
  await page.getByRole("button", { name: "Say it", exact: true }).click();
}

/** The remark with those words. */
export function remark(page: Page, text: string): Locator {
  return page.getByRole("article").filter({ hasText: text });
}

/** Those whose hands are up, in their order. */
export function queue(page: Page): Locator {
  return page.getByRole("region", { name: "Hands" }).getByRole("listitem");
}

/** The words of all remarks that the room has, in the order in which they stand. */
export async function remarks(page: Page): Promise<string[]> {
  const texts = await page.locator("article[data-remark] > div > p:first-child").allTextContents();
  // Beside what was taken back its author finds a button.
  return texts.map((text) => (text.startsWith(TAKEN_BACK) ? TAKEN_BACK : text));
}

/** The page says that it is so connected, in the words that are in sight. */
export async function expectConnection(page: Page, words: string | RegExp): Promise<void> {
  await expect(page.getByRole("banner").getByRole("status")).toHaveText(words, { useInnerText: true });
}

/** The page stands in the live room: connected, and with the room's view, not only with the server. */
export async function expectInRoom(page: Page): Promise<void> {
  await expect(page.getByRole("textbox", { name: "Your contribution" })).toBeVisible();
  await expectConnection(page, "Live");
}

/** All those screens show the same remarks in the same order as a fresh read. */
export async function expectSameOrder(room: Room, ...pages: Page[]): Promise<void> {
  for (const page of pages) {
    await expectConnection(page, "Live");
    const { contributions } = await readRoom(page, room);
    const written = contributions.map(({ text, isWithdrawn }) => (isWithdrawn ? TAKEN_BACK : text));
    await expect.poll(() => remarks(page)).toEqual(written);
  }
}

const TAKEN_BACK = "Taken back by its author.";

/** A room that is live, with nothing said in it. */
export async function liveRoom(site: Site) {
  const room = await scheduleRoom(site);
  await bringTo(site, room, "open", "live");
  return room;
}
