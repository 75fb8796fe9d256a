import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "#server/testing/startServer";
import { addDebrief, buildPerson, type PersonKey } from "#server/testing/world";
import { spaceEndpoints as doors, type SpaceSummary } from "#shared/forums/spaces.contract";
import { newId } from "#shared/ids";
import { Category } from "./categories.model";
import { loadForums } from "./forums.load";
import { Space } from "./spaces.model";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const list = async (person: PersonKey): Promise<SpaceSummary[]> =>
  (await (await server.signIn(person)).do(doors.list, { input: {} })).items;
const titles = async (person: PersonKey) => (await list(person)).map(({ title }) => title);

test("a second start changes nothing, and one that comes too makes no second space", async () => {
  const everything = () =>
    Promise.all([Space.find().sort({ _id: 1 }).lean(), Category.find().sort({ _id: 1 }).lean()]);
  const before = await everything();
  expect(before[0].length).toBeGreaterThan(6);
  await Promise.all([loadForums(), loadForums()]);
  expect(await everything()).toEqual(before);
});

test("two starts at once keep one space for a new convening, with its category", async () => {
  const { conveningId } = await addDebrief(server.world, server.world.campuses.alder);
  await Promise.all([loadForums(), loadForums(), loadForums()]);
  const spaces = await Space.find({ scopeId: conveningId }).lean();
  expect(spaces).toHaveLength(1);
  expect(await Category.countDocuments({ spaceId: spaces[0]?._id })).toBe(1);
});

test("everybody finds the spaces of their alliance, their campus and its convenings, in that order", async () => {
  const mine = await list("mia");
  expect(mine.slice(0, 2).map(({ kind, title }) => [kind, title])).toEqual([
    ["alliance", "The northern alliance"],
    ["campus", "Alder State"],
  ]);
  expect(mine.slice(2).every(({ kind }) => kind === "convening")).toBe(true);
  expect(mine[1]?.campus?.shortName).toBe("Alder");
  expect(await titles("ben")).toContain("Birch College");
  expect(await titles("ben")).not.toContain("Alder State");
  expect((await titles("ola")).sort()).toEqual([
    "A southern session",
    "Cedar College",
    "The southern alliance",
  ]);
});

test("roles open spaces: a steward the alliance's, a coordinator the campus's too, administering none", async () => {
  expect(await titles("stella")).toEqual(
    expect.arrayContaining(["The northern alliance", "A northern session", "Dogwood Institute"]),
  );
  expect(await titles("stella")).not.toContain("Alder State");
  expect(await titles("cora")).toEqual(
    expect.arrayContaining(["The northern alliance", "Alder State", "Dogwood Institute"]),
  );
  expect(await titles("ada")).toEqual(["Dogwood Institute"]);
});

test("a space shows its first categories; who may not read it is told what one is told of nothing", async () => {
  const [space] = await list("mia");
  const params = { spaceId: space!.id };
  const view = await (await server.signIn("mia")).do(doors.show, { params });
  expect(view.categories.map(({ title, start }) => [title, start])).toEqual([
    ["Announcements", "moderators"],
    ["Questions", "everyone"],
    ["Practice", "everyone"],
    ["Introductions", "everyone"],
  ]);
  expect(view.campusIds.sort()).toEqual([server.world.campuses.alder, server.world.campuses.birch].sort());
  for (const person of ["ola", "sten", "ada"] as const) {
    const browser = await server.signIn(person);
    const hidden = await browser.try(doors.show, { params });
    const absent = await browser.try(doors.show, { params: { spaceId: newId() } });
    expect([hidden.status, hidden.text]).toEqual([404, absent.text]);
  }
});

test("a convening's commons is found by whoever sees its alliance's forum", async () => {
  const { northern } = server.world.convenings;
  const { spaceId } = await (await server.signIn("ben")).do(doors.findCommons, {
    params: { conveningId: northern },
  });
  expect((await list("ben")).find(({ id }) => id === spaceId)).toMatchObject({
    conveningId: northern,
    title: "A northern session",
  });
  const ola = await server.signIn("ola");
  expect((await ola.try(doors.findCommons, { params: { conveningId: northern } })).status).toBe(404);
});

test("convenings are listed the latest first, page by page without a hole or a repetition", async () => {
  const { alder } = server.world.campuses;
  for (let made = 0; made < 55; made++) await addDebrief(server.world, alder);
  await loadForums();
  const browser = await server.signIn((await buildPerson("Nell", alder)).personId);
  const read: SpaceSummary[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page: { items: SpaceSummary[]; next: string | null } = await browser.do(doors.list, {
      input: after ? { after } : {},
    });
    read.push(...page.items);
    after = page.next;
  }
  expect(read.length).toBeGreaterThan(57);
  expect(new Set(read.map(({ id }) => id)).size).toBe(read.length);
  const sessions = read
    .filter(({ title }) => title.startsWith("Session "))
    .map(({ title }) => Number(title.slice(8)));
  expect(sessions).toEqual([...sessions].sort((a, b) => b - a));
});
