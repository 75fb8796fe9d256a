import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { buildSomeone, type Someone } from "#server/testing/buildRoom";
import { startServer, type TestServer } from "#server/testing/startServer";
import { draftEndpoints as doors } from "#shared/forums/drafts.contract";
import { type Id, newId } from "#shared/ids";
import { fromPlainText } from "#shared/richText/plainText";

let server: TestServer;
let mia: Someone;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  mia = await buildSomeone(server, "Mia", server.world.campuses.alder);
});

const keep = ({ browser }: Someone, about: Id, text: string | null, version: number, title = "") =>
  browser.do(doors.keep, {
    input: { kind: "reply", about, title, body: text === null ? null : fromPlainText(text), version },
  });
const find = async ({ browser }: Someone, about: Id) =>
  (await browser.do(doors.find, { input: { kind: "reply", about } })).draft;

test("what is half written is kept, over the version that one has seen", async () => {
  const about = newId();
  expect(await find(mia, about)).toBeNull();
  expect(await keep(mia, about, "Half", 0)).toMatchObject({ isKept: true, draft: { version: 1 } });
  expect(await keep(mia, about, "Half a thought", 1)).toMatchObject({ isKept: true, draft: { version: 2 } });
  expect(await find(mia, about)).toMatchObject({ kind: "reply", about, version: 2 });
});

test("two devices at once: one is kept, the other is shown what is there, and nothing is lost", async () => {
  const about = newId();
  const first = await Promise.all([keep(mia, about, "Phone", 0), keep(mia, about, "Desk", 0)]);
  expect(first.map(({ isKept }) => isKept).sort()).toEqual([false, true]);
  const [kept] = first.filter(({ isKept }) => isKept);
  for (const { draft } of first) expect(draft).toEqual(kept?.draft);
  const second = await Promise.all([keep(mia, about, "Phone again", 1), keep(mia, about, "Desk again", 1)]);
  expect(second.map(({ isKept }) => isKept).sort()).toEqual([false, true]);
  expect((await find(mia, about))?.version).toBe(2);
});

test("no words let a draft go, but not one that another device has written since", async () => {
  const about = newId();
  await keep(mia, about, "Half", 0);
  await keep(mia, about, "More", 1);
  expect(await keep(mia, about, null, 1)).toMatchObject({ isKept: false, draft: { version: 2 } });
  expect(await keep(mia, about, null, 2)).toEqual({ isKept: true, draft: null });
  expect(await keep(mia, about, null, 0)).toEqual({ isKept: true, draft: null });
  expect(await keep(mia, about, "Late", 2)).toEqual({ isKept: false, draft: null });
});

test("a draft is nobody else’s", async () => {
  const about = newId();
  await keep(mia, about, "Private", 0);
  const max = await buildSomeone(server, "Max", server.world.campuses.alder);
  expect(await find(max, about)).toBeNull();
  expect((await max.browser.do(doors.list, { input: {} })).items).toEqual([]);
  expect(await keep(max, about, "Mine", 0)).toMatchObject({ isKept: true, draft: { version: 1 } });
  expect((await find(mia, about))?.body).toEqual(fromPlainText("Private"));
});

test("drafts are listed the latest first, page by page", async () => {
  const abouts = Array.from({ length: 25 }, () => newId());
  for (const about of abouts) await keep(mia, about, "Half", 0);
  const first = await mia.browser.do(doors.list, { input: {} });
  const second = await mia.browser.do(doors.list, { input: { after: first.next! } });
  const listed = [...first.items, ...second.items];
  expect(new Set(listed.map(({ about }) => about))).toEqual(new Set(abouts));
  expect([first.items.length, second.next]).toEqual([20, null]);
  const times = listed.map(({ at }) => at);
  expect(times).toEqual([...times].sort((a, b) => b - a));
});
