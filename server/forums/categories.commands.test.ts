import { afterAll, beforeAll, expect, test } from "vitest";
import type { HttpClient } from "#server/testing/httpClient";
import { startServer, type TestServer } from "#server/testing/startServer";
import { type CategoryView, spaceEndpoints as doors } from "#shared/forums/spaces.contract";
import { type Id, newId } from "#shared/ids";
import { findSpaceOf } from "./spaces.model";

let server: TestServer;
let spaceId: Id;
let stella: HttpClient;
let mia: HttpClient;
beforeAll(async () => {
  server = await startServer();
  spaceId = (await findSpaceOf("alliance", server.world.programs.northern))!._id;
  [stella, mia] = [await server.signIn("stella"), await server.signIn("mia")];
});
afterAll(() => server.close());

const words = {
  title: "Syllabi",
  description: "",
  read: "everyone" as const,
  start: "everyone" as const,
  answer: "everyone" as const,
};
const add = async (given: Partial<CategoryView> = {}) =>
  await stella.do(doors.addCategory, {
    params: { spaceId },
    input: { ...words, ...given, categoryId: newId() } as never,
  });
const categoriesFor = async (browser: HttpClient) =>
  (await browser.do(doors.show, { params: { spaceId } })).categories.map(({ id }) => id);

test("a category is added at the end, and once however often it is sent", async () => {
  const categoryId = newId();
  const send = () => stella.do(doors.addCategory, { params: { spaceId }, input: { categoryId, ...words } });
  const answers = await Promise.all([send(), send(), send()]);
  expect(answers.map(({ id }) => id)).toEqual([categoryId, categoryId, categoryId]);
  const shown = await categoriesFor(mia);
  expect(shown.at(-1)).toBe(categoryId);
  expect(shown.filter((id) => id === categoryId)).toHaveLength(1);
});

test("the id of a category elsewhere makes none here", async () => {
  const birch = (await findSpaceOf("campus", server.world.campuses.alder))!._id;
  const input = { categoryId: newId(), ...words };
  await (await server.signIn("cora")).do(doors.addCategory, { params: { spaceId: birch }, input });
  const { status, body } = await stella.try(doors.addCategory, { params: { spaceId }, input });
  expect([status, body.code]).toEqual([409, "deedKnown"]);
});

test("who looks after the space changes a category; who only reads it may not", async () => {
  const { id: categoryId } = await add();
  const input = { ...words, title: "Reading lists", start: "coordinators" as const };
  expect(await stella.do(doors.changeCategory, { params: { categoryId }, input })).toMatchObject(input);
  for (const person of ["mia", "cora", "ben"] as const) {
    const browser = await server.signIn(person);
    expect((await browser.try(doors.changeCategory, { params: { categoryId }, input: words })).status).toBe(
      403,
    );
  }
  expect(
    (await (await server.signIn("ola")).try(doors.changeCategory, { params: { categoryId }, input: words }))
      .status,
  ).toBe(404);
});

test("a category that one may not read is not there", async () => {
  const { id: categoryId } = await add({ title: "Among stewards", read: "moderators" });
  expect(await categoriesFor(stella)).toContain(categoryId);
  expect(await categoriesFor(mia)).not.toContain(categoryId);
  const input = { isArchived: true, year: null };
  const hidden = await mia.try(doors.archiveCategory, { params: { categoryId }, input });
  const absent = await mia.try(doors.archiveCategory, { params: { categoryId: newId() }, input });
  expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
});

test("a year that is over is archived and opened again", async () => {
  const { id: categoryId } = await add();
  const archived = await stella.do(doors.archiveCategory, {
    params: { categoryId },
    input: { isArchived: true, year: "2025-26" },
  });
  expect(archived).toMatchObject({ isArchived: true, year: "2025-26" });
  const input = { isArchived: false, year: null };
  expect(await stella.do(doors.archiveCategory, { params: { categoryId }, input })).toMatchObject(input);
});

test("categories are put in order, also by two at once", async () => {
  const before = await categoriesFor(stella);
  const [first, second] = [(await add()).id, (await add()).id];
  const put = (categoryId: Id, to: Id | null) =>
    stella.do(doors.placeCategory, { params: { categoryId }, input: { before: to } });
  const { categories } = await put(first, before[0]!);
  expect(categories.map(({ id }) => id)).toEqual([first, ...before, second]);
  await Promise.all([put(first, null), put(second, before[0]!)]);
  expect(await categoriesFor(stella)).toEqual([second, ...before, first]);
  expect(await put(first, first)).toMatchObject({ id: spaceId });
  expect(await categoriesFor(stella)).toEqual([second, ...before, first]);
  const elsewhere = { params: { categoryId: first }, input: { before: newId() } };
  expect((await stella.try(doors.placeCategory, elsewhere)).status).toBe(404);
});
